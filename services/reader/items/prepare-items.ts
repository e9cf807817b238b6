import { setImmediate as breathe } from 'node:timers/promises';
import { ParseThread } from '../parse/parse-thread.ts';
import type { KnownItem, NewItem } from '../store/items.ts';
import type { Hashed } from './hash-items.ts';
import { prepareItem, type Unprepared } from './prepare-item.ts';

/** Characters of HTML up to which an item is prepared here, which takes some milliseconds. */
const SMALL = 50_000;
const thread = new ParseThread();

/**
 * The items that are new or say something else than before, sanitised, oldest first so that ids grow as the feed does.
 * Gives way between items, since sanitising a long feed takes a while; what is long itself is left to a thread.
 */
export async function prepareItems(
  hashed: readonly Hashed[],
  known: readonly KnownItem[],
  now: Date,
): Promise<NewItem[]> {
  const before = new Map(known.map(item => [item.key.toString('hex'), item]));
  const items: NewItem[] = [];
  for (const each of hashed.toReversed()) {
    const existing = before.get(each.key.toString('hex'));
    if (existing?.content_hash.equals(each.hash)) continue;
    items.push(
      await prepare({
        item: each.item,
        key: each.key.toString('hex'),
        hash: each.hash.toString('hex'),
        knownSince: existing?.published_at,
        now,
      }),
    );
    await breathe();
  }
  return items;
}

/** An item whose text takes too much time or memory is kept without it. */
async function prepare(item: Unprepared): Promise<NewItem> {
  if (item.item.html.length <= SMALL) return prepareItem(item);
  const reply = await thread.ask({ item });
  return reply !== undefined && 'item' in reply
    ? reply.item
    : prepareItem({ ...item, item: { ...item.item, html: '' } });
}
