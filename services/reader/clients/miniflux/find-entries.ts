import { AppError } from '../../../../core/errors.ts';
import type { ReaderContext } from '../../context.ts';
import type { Feed } from '../../contract/feeds.ts';
import { listFeeds } from '../../methods/feeds/list-feeds.ts';
import { getItems } from '../../methods/items/get-items.ts';
import type { Condition } from '../../store/item-conditions.ts';
import { countItemIds, type ItemIds, selectItemIds } from '../../store/item-ids.ts';
import { appHtml } from '../app-html.ts';
import { numberTags, tagOf } from '../tag-numbers.ts';
import { UNTAGGED, writeEntry, writeFeed } from './write.ts';

const MOST = 1000;
/** `total` is counted up to this far behind a page: apps ask by it whether there is more. */
const COUNTED = 10_000;

/**
 * Entries by Miniflux's filters: `status`, `starred`, `feed_id`, `category_id`, `before_entry_id`, `after_entry_id`, `before`
 * and `after` (and with `published_` before them) in seconds, `order` (`id`, or else by publication), `direction`, `limit`,
 * `offset`. Throws `invalid`.
 */
export async function findEntries(
  ctx: ReaderContext,
  { account, readerId }: { account: string; readerId: number },
  query: URLSearchParams,
): Promise<{ total: number; entries: object[] }> {
  const { feeds } = await listFeeds(ctx, { account });
  const { limit, offset, ...asked } = askedOf(query, feeds);
  const ids = (await selectItemIds(ctx.db, account, { ...asked, limit: offset + limit })).slice(offset);
  const total =
    ids.length < limit && (ids.length > 0 || offset === 0)
      ? offset + ids.length
      : await countItemIds(ctx.db, account, { ...asked, limit: offset + COUNTED });
  return { total, entries: await entriesOf(ctx, { account, readerId }, ids.map(String), feeds) };
}

/** What the filters ask for. Throws `invalid`. */
export function askedOf(
  query: URLSearchParams,
  feeds: readonly Feed[],
): ItemIds & { readonly offset: number } {
  return {
    limit: Math.min(readNumber(query, 'limit') ?? 100, MOST),
    offset: readNumber(query, 'offset') ?? 0,
    include: conditionsOf(query, feeds),
    exclude: readFlag(query, 'starred') === false ? [{ is: 'starred' }] : [],
    order: directionOf(query),
    by: query.get('order') === 'id' ? 'id' : 'published',
    above: readNumber(query, 'after_entry_id') || undefined,
    below: readNumber(query, 'before_entry_id') || undefined,
    publishedAfter: readTime(query, 'published_after') ?? readTime(query, 'after'),
    publishedBefore: readTime(query, 'published_before') ?? readTime(query, 'before'),
  };
}

/** Entries by their ids, in that order. */
export async function entriesOf(
  ctx: ReaderContext,
  { account, readerId }: { account: string; readerId: number },
  ids: readonly string[],
  feeds: readonly Feed[],
): Promise<object[]> {
  const { items } = await getItems(ctx, { account, ids });
  const numbers = numberTags(feeds);
  const written = new Map(feeds.map(feed => [feed.id, writeFeed(feed, numbers, readerId)]));
  return items.map(item =>
    writeEntry({ ...item, html: appHtml(ctx, item) }, written.get(item.feedId), readerId),
  );
}

function conditionsOf(query: URLSearchParams, feeds: readonly Feed[]): Condition[] {
  const found: Condition[] = [];
  const statuses = new Set(query.getAll('status'));
  for (const status of statuses)
    if (!['read', 'unread', 'removed'].includes(status))
      throw new AppError('invalid', `status=${status.slice(0, 40)}: give read or unread.`);
  if (statuses.size > 0) {
    if (!statuses.has('unread')) found.push({ is: 'read' });
    if (!statuses.has('read')) found.push({ is: 'unread' });
  }
  if (readFlag(query, 'starred')) found.push({ is: 'starred' });
  const feed = query.get('feed_id');
  if (feed && feed !== '0') {
    if (!feeds.some(each => each.id === feed)) throw new AppError('invalid', 'There is no such feed.');
    found.push({ is: 'in_feed', feedId: Number(feed) });
  }
  const category = query.get('category_id');
  if (category && category !== '0') found.push(inCategory(feeds, Number(category)));
  return found;
}

/** Throws `invalid` for a category that there is not. */
export function inCategory(feeds: readonly Feed[], category: number): Condition {
  if (category === UNTAGGED.id) return { is: 'in_untagged' };
  const tag = tagOf(numberTags(feeds), category);
  if (tag === undefined) throw new AppError('invalid', 'There is no such category.');
  return { is: 'in_folder', tag };
}

/** As Miniflux's own language reads it, in which some apps write `True`. */
function readFlag(query: URLSearchParams, name: string): boolean | undefined {
  const text = (query.get(name) ?? '').toLowerCase();
  return ['true', 't', '1'].includes(text) ? true : ['false', 'f', '0'].includes(text) ? false : undefined;
}

function directionOf(query: URLSearchParams): 'newest' | 'oldest' {
  const direction = query.get('direction') ?? 'asc';
  if (direction !== 'asc' && direction !== 'desc')
    throw new AppError('invalid', 'direction: give asc or desc.');
  return direction === 'asc' ? 'oldest' : 'newest';
}

function readNumber(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null || text === '') return undefined;
  if (!/^\d{1,15}$/.test(text)) throw new AppError('invalid', `${name}: give a whole number.`);
  return Number(text);
}

function readTime(query: URLSearchParams, name: string): string | undefined {
  const seconds = readNumber(query, name);
  if (!seconds) return undefined;
  if (seconds > 99_999_999_999) throw new AppError('invalid', `${name}: give a time in seconds since 1970.`);
  return new Date(seconds * 1000).toISOString();
}
