import type { ReaderContext } from '../context.ts';
import type { ParsedItem } from '../parse/parsed-feed.ts';
import { knownItems, type NewItem, putItems } from '../store/items.ts';
import { hashItems, prepareItems } from './prepare-items.ts';

/** Characters of HTML that one statement carries at most, give or take an item. */
const BATCH = 1_000_000;

export interface Saved {
  readonly added: number;
  /** Publication of the newest item of the feed that was new or changed. */
  readonly newestAt: Date | undefined;
}

type SaveContext = Pick<ReaderContext, 'db' | 'events'>;

/**
 * Keeps what is new or changed among a feed's items and tells of the new ones; one query when nothing is. Running it
 * again changes nothing.
 */
export async function saveItems(
  ctx: SaveContext,
  feedId: number,
  items: readonly ParsedItem[],
  now: Date,
): Promise<Saved> {
  if (items.length === 0) return { added: 0, newestAt: undefined };
  const hashed = hashItems(items);
  const known = await knownItems(
    ctx.db,
    feedId,
    hashed.map(each => each.key),
  );
  const changed = await prepareItems(hashed, known, now);
  let added = 0;
  for (const batch of batches(changed)) added += await putItems(ctx.db, feedId, batch);
  if (added > 0) ctx.events.emit('itemsAdded', { feedId: String(feedId), count: added });
  const newest = Math.max(...changed.map(item => Date.parse(item.published_at)));
  return { added, newestAt: Number.isFinite(newest) ? new Date(newest) : undefined };
}

function* batches(items: readonly NewItem[]): Generator<NewItem[]> {
  let batch: NewItem[] = [];
  let size = 0;
  for (const item of items) {
    batch.push(item);
    size += item.html.length + item.text.length;
    if (size < BATCH) continue;
    yield batch;
    batch = [];
    size = 0;
  }
  if (batch.length > 0) yield batch;
}
