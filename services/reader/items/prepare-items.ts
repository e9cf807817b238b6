import { setImmediate as breathe } from 'node:timers/promises';
import { ParseThread } from '../parse/parse-thread.ts';
import type { ParsedItem } from '../parse/parsed-feed.ts';
import type { KnownItem, NewItem } from '../store/items.ts';
import { KEY_BYTES, prepareItem, sha256, type Unprepared } from './prepare-item.ts';

/** Characters of HTML up to which an item is prepared here, which takes some milliseconds. */
const SMALL = 50_000;
const thread = new ParseThread();

export interface Hashed {
  readonly item: ParsedItem;
  readonly key: Buffer;
  readonly hash: Buffer;
}

/** What each item is known by, and what it says, as hashes: cheap enough to do for every item of every poll. */
export function hashItems(items: readonly ParsedItem[]): Hashed[] {
  return items.map(item => ({
    item,
    key: sha256(item.guid).subarray(0, KEY_BYTES),
    hash: sha256(JSON.stringify({ ...item, guid: undefined, base: undefined })),
  }));
}

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
