import { LRUCache } from 'lru-cache';
import type { ReaderContext } from '../../context.ts';
import { getItems } from '../../methods/items/get-items.ts';
import { countItemIds, selectItemIds } from '../../store/item-ids.ts';
import { appHtml } from '../app-html.ts';

/** Fever gives 50 items a request. */
const PAGE = 50;
/** Above this nothing is counted: apps show it, or end by it, and go on by ids. */
const MOST_COUNTED = 100_000;

/**
 * 50 items: those of `with_ids`, or those that came before `max_id`, the newest first, or after `since_id`, the oldest first;
 * the first of all when nothing is asked.
 */
export async function feverItems(
  ctx: ReaderContext,
  account: string,
  fields: URLSearchParams,
): Promise<{ total_items: number; items: object[] }> {
  const ids = fields.has('with_ids')
    ? (fields.get('with_ids') ?? '')
        .split(',')
        .slice(0, PAGE)
        .map(id => id.trim())
    : await idsAround(ctx, account, fields);
  const { items } = await getItems(ctx, { account, ids });
  return {
    total_items: await countAll(ctx, account),
    items: items.map(item => ({
      id: Number(item.id),
      feed_id: Number(item.feedId),
      title: item.title,
      author: item.author ?? '',
      html: appHtml(ctx, item),
      url: item.url ?? '',
      is_saved: item.starredAt === undefined ? 0 : 1,
      is_read: item.unread ? 0 : 1,
      created_on_time: Math.floor(Date.parse(item.publishedAt) / 1000),
    })),
  };
}

/** How many items people have, for a minute. */
const counts = new LRUCache<string, number>({ max: 1000, ttl: 60_000 });

async function countAll(ctx: ReaderContext, account: string): Promise<number> {
  const known = counts.get(account);
  if (known !== undefined) return known;
  const counted = await countItemIds(ctx.db, account, { include: [], order: 'newest', limit: MOST_COUNTED });
  counts.set(account, counted);
  return counted;
}

async function idsAround(ctx: ReaderContext, account: string, fields: URLSearchParams): Promise<string[]> {
  const below = readBound(fields.get('max_id'));
  const above = readBound(fields.get('since_id'));
  const found = await selectItemIds(ctx.db, account, {
    include: [],
    order: below === undefined ? 'oldest' : 'newest',
    below,
    above: below === undefined ? above : undefined,
    limit: PAGE,
  });
  return found.map(String);
}

/** Apps begin with the largest number that they know. */
function readBound(text: string | null): number | undefined {
  return text !== null && /^\d{1,20}$/.test(text)
    ? Math.min(Number(text), Number.MAX_SAFE_INTEGER)
    : undefined;
}

/** The ids of everything unread or saved, joined by commas. */
export async function feverIds(
  ctx: ReaderContext,
  account: string,
  is: 'unread' | 'starred',
): Promise<string> {
  const ids = await selectItemIds(ctx.db, account, { include: [{ is }], order: 'oldest', limit: 1_000_000 });
  return ids.join(',');
}
