import type { ReaderContext } from '../../context.ts';
import type { Feed } from '../../contract/feeds.ts';
import type { Item, Stream } from '../../contract/items.ts';
import { listFeeds } from '../../methods/feeds/list-feeds.ts';
import { searchItems } from '../../methods/items/search-items.ts';
import type { Condition } from '../../store/item-conditions.ts';
import { askedOf, entriesOf } from './find-entries.ts';

/** Of the items of a feed or category that have the words the newest are looked at, so many. */
const LOOKED = 1000;

/** Entries that have the words of `search`, by the filters of `findEntries` and with its `limit` and `offset`, newest first. */
export async function searchEntries(
  ctx: ReaderContext,
  caller: { readonly account: string; readonly readerId: number },
  query: URLSearchParams,
): Promise<{ total: number; entries: object[] }> {
  const { account } = caller;
  const { feeds } = await listFeeds(ctx, { account });
  const {
    limit,
    offset,
    include,
    exclude = [],
    above = 0,
    below = Infinity,
    ...asked
  } = askedOf(query, feeds);
  const words = (query.get('search') ?? '').slice(0, 200);
  const part = { since: asked.publishedAfter, until: asked.publishedBefore, ...partOf(include) };
  const { items } = await searchItems(ctx, { account, query: words, ...part, limit: LOOKED });
  const fits = items.filter(
    item =>
      include.every(condition => isMet(condition, item, feeds)) &&
      !exclude.some(condition => isMet(condition, item, feeds)) &&
      Number(item.id) > above &&
      Number(item.id) < below &&
      (asked.publishedAfter === undefined || item.publishedAt > asked.publishedAfter) &&
      (asked.publishedBefore === undefined || item.publishedAt < asked.publishedBefore),
  );
  const ids = fits.slice(offset, offset + limit).map(item => item.id);
  return { total: fits.length, entries: await entriesOf(ctx, caller, ids, feeds) };
}

/** In which part of what there is it is enough to search. */
function partOf(include: readonly Condition[]): Pick<Stream, 'view' | 'feedId' | 'tag'> {
  const views = new Set(include.map(({ is }) => is));
  const feed = include.find(condition => condition.is === 'in_feed');
  const folder = include.find(condition => condition.is === 'in_folder');
  return {
    view: views.has('starred') ? 'starred' : views.has('unread') ? 'unread' : 'all',
    ...(feed && { feedId: String(feed.feedId) }),
    ...(folder && { tag: folder.tag }),
  };
}

function isMet(condition: Condition, item: Item, feeds: readonly Feed[]): boolean {
  const of = (which: (feed: Feed) => boolean) =>
    item.sources.some(source => feeds.some(feed => feed.id === source.feedId && which(feed)));
  switch (condition.is) {
    case 'read':
      return !item.unread;
    case 'unread':
      return item.unread;
    case 'starred':
      return item.starredAt !== undefined;
    case 'in_feed':
      return of(feed => feed.id === String(condition.feedId));
    case 'in_folder':
      return of(feed => feed.tags.includes(condition.tag));
    case 'in_untagged':
      return of(feed => feed.tags.length === 0);
    case 'saved':
      return item.saved !== undefined;
    case 'tagged':
      return item.tags.includes(condition.tag);
    case 'labelled':
      return item.tags.includes(condition.tag) || of(feed => feed.tags.includes(condition.tag));
  }
}
