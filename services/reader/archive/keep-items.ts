import { type Kysely, sql } from 'kysely';
import { OWNER } from '../contract/common.ts';
import { hashItems } from '../items/hash-items.ts';
import { prepareItems } from '../items/prepare-items.ts';
import { sortItems } from '../items/same-item.ts';
import type { Schema } from '../schema.ts';
import { feedForKept, isSubscribed, itemsByKey, markKept, ownItems } from '../store/archive.ts';
import { inTransaction } from '../store/in-transaction.ts';
import { addItems, type NewItem } from '../store/items.ts';
import { makeRead, makeUnread } from '../store/mark-read.ts';
import { lockAddresses, matchingItems } from '../store/matching-items.ts';
import { findReader, lockReader } from '../store/readers.ts';
import type { ArchivedItem } from './read-archive.ts';

/** Of each item: whether it is here now and was not so before; undefined for one that is not taken. */
export type Kept = 'added' | 'known' | undefined;

/**
 * Keeps items of one feed that a person has kept elsewhere, all or none. One that is here already is marked; of the others
 * those that are starred or tagged, or are of a feed that the person reads, are added. Running it again changes nothing.
 *
 * A file says whatever its writer likes. So what anybody but the owner brings goes into a place of their own and never
 * becomes, or stands for, an item of a feed that others read.
 */
export async function keepItems(
  db: Kysely<Schema>,
  account: string,
  archived: readonly ArchivedItem[],
): Promise<Kept[]> {
  const trusted = account === OWNER;
  const now = new Date();
  const hashed = await hashItems(archived.map(each => each.item));
  const prepared = new Map((await prepareItems(hashed, [], now)).map(item => [item.key, item]));
  const keys = hashed.map(each => each.key.toString('hex'));
  const readerId = (await findReader(db, account)) ?? (await addReader(db, account));
  return await inTransaction(db, async tx => {
    const { feed } = archived[0]!;
    const url = trusted ? feed.url : `croft:kept:${readerId}:${feed.url}`.slice(0, 2000);
    const feedId = await feedForKept(tx, { ...feed, url });
    // The feed before the person, as everybody locks them.
    await sql`select from feeds where id = ${feedId} for no key update`.execute(tx);
    const reader = await lockReader(tx, account);
    const reads = trusted && (await isSubscribed(tx, readerId, feedId));

    const here = await itemsByKey(tx, feedId, keys);
    const missing = keys.filter(key => !here.has(key)).map(key => prepared.get(key)!);
    for (const [key, id] of await findSame(missing)) here.set(key, id);
    const added = new Set<string>();
    const fresh = archived.flatMap(({ starred, tags }, n) => {
      const key = keys[n]!;
      if (here.has(key) || added.has(key) || !(starred || tags.length > 0 || reads)) return [];
      added.add(key);
      const item = prepared.get(key)!;
      return [trusted ? item : { ...item, url_key: null, text_key: null }];
    });
    const ids = fresh.length === 0 ? [] : await addItems(tx, feedId, fresh, { verdicts: [], unread: 0 });
    for (const [n, { key }] of fresh.entries()) here.set(key, ids[n]!);

    const kept = archived.flatMap(({ starred, tags, read }, n) => {
      const item_id = here.get(keys[n]!);
      return item_id === undefined ? [] : [{ item_id, starred, tags, read }];
    });
    const marked = new Set(await markKept(tx, readerId, kept));
    const state = (wanted: boolean) => kept.filter(({ read }) => read === wanted).map(each => each.item_id);
    await makeRead(tx, reader, sql`u.item_id = any(${state(true)}::bigint[])`);
    const unread = state(false).filter(id => ids.includes(id));
    if (unread.length > 0) await makeUnread(tx, reader, unread);
    return keys.map(key => {
      const id = here.get(key);
      return id === undefined ? undefined : added.has(key) || marked.has(id) ? 'added' : 'known';
    });

    /** Items that the person has already under another id, by key. */
    async function findSame(items: readonly NewItem[]): Promise<Map<string, number>> {
      const urls = items.map(item => item.url_key).filter(key => key !== null);
      const texts = items.map(item => item.text_key).filter(key => key !== null);
      await lockAddresses(tx, urls);
      const candidates = (await matchingItems(tx, feedId, { urls, texts })).map(each => ({
        ...each,
        own_keys: [],
      }));
      const own = await ownItems(
        tx,
        readerId,
        candidates.map(each => each.id),
      );
      const { joined } = sortItems(
        items,
        candidates.filter(each => own.has(each.id)),
        new Set(),
      );
      return new Map(joined.map(({ key, item_id }) => [key, item_id]));
    }
  });
}

async function addReader(db: Kysely<Schema>, account: string): Promise<number> {
  return (await inTransaction(db, tx => lockReader(tx, account))).id;
}
