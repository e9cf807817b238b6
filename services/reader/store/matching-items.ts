import { type Kysely, sql } from 'kysely';
import type { Schema } from '../schema.ts';

/** An item that may be the same as one of another feed, or of the same feed under another id. */
export interface Candidate {
  readonly id: number;
  /** In hexadecimal, as are the keys. */
  readonly url_key: string | null;
  readonly text_key: string | null;
  readonly title: string;
  /** The ids by which this feed has it. */
  readonly own_keys: string[];
}

/** Items that have one of these addresses or texts. */
export async function matchingItems(
  tx: Kysely<Schema>,
  feedId: number,
  keys: { urls: readonly string[]; texts: readonly string[] },
): Promise<Candidate[]> {
  const found = await sql<Candidate>`
    select i.id, encode(i.url_key, 'hex') as url_key, encode(i.text_key, 'hex') as text_key, i.title,
      array(select encode(s.key, 'hex') from sources s where s.item_id = i.id and s.feed_id = ${feedId}) as own_keys
    from items i where i.id in (
      select id from items where url_key in (select decode(k, 'hex') from unnest(${keys.urls}::text[]) k)
      union
      select id from items where text_key in (select decode(k, 'hex') from unnest(${keys.texts}::text[]) k)
    ) order by i.id`.execute(tx);
  return found.rows;
}

/**
 * For the rest of the transaction nobody else adds items with these addresses, so that what two feeds bring at the same
 * moment becomes one item. Addresses share 64 locks, which are taken in order.
 */
export async function lockAddresses(tx: Kysely<Schema>, urlKeys: readonly string[]): Promise<void> {
  const locks = [...new Set(urlKeys.map(key => Number.parseInt(key.slice(0, 2), 16) & 63))].sort(
    (a, b) => a - b,
  );
  await sql`select pg_advisory_xact_lock(${LOCKS}, l) from unnest(${locks}::integer[]) l`.execute(tx);
}

/** Tells these locks from all others of the database. */
const LOCKS = 0x72656164;

/** Nothing of these readers' changes while their feed brings items; and the feed brings them once. */
export async function lockFeed(tx: Kysely<Schema>, feedId: number): Promise<'gone' | 'first' | 'again'> {
  const feed = await sql<{ first: boolean }>`
    select not exists (select from sources where feed_id = ${feedId}) as first
    from feeds where id = ${feedId} for no key update`.execute(tx);
  if (!feed.rows[0]) return 'gone';
  await sql`
    select from readers where id in (select reader_id from subscriptions where feed_id = ${feedId})
    order by id for share`.execute(tx);
  return feed.rows[0].first ? 'first' : 'again';
}
