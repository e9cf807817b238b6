import { type Kysely, sql } from 'kysely';
import type { Schema } from '../schema.ts';
import { wordVector } from '../search/word-vector.ts';
import { inTransaction } from './in-transaction.ts';
import { lockReader } from './readers.ts';

export interface SavedPage {
  readonly url: string;
  readonly title: string;
  /** By which the same page is known, in hexadecimal. */
  readonly key: string;
  readonly tags: readonly string[];
}

/** Keeps a page for a person, with its text still to be fetched. One that is kept already gets the tags too. */
export async function addSavedPage(
  db: Kysely<Schema>,
  account: string,
  page: SavedPage,
): Promise<{ id: number; created: boolean }> {
  return await inTransaction(db, async tx => {
    const reader = await lockReader(tx, account);
    const feedId = await savedFeed(tx, reader.id);
    const known = await sql<{ item_id: number }>`
      select item_id from sources where feed_id = ${feedId} and key = decode(${page.key}, 'hex')`.execute(tx);
    const id = known.rows[0]?.item_id ?? (await insert(tx, feedId, page));
    if (page.tags.length > 0)
      await sql`
        insert into marks as m (reader_id, item_id, tags) values (${reader.id}, ${id}, ${page.tags}::text[])
        on conflict (reader_id, item_id) do update set
          tags = m.tags || array(select t from unnest(excluded.tags) t where t <> all(m.tags))`.execute(tx);
    return { id, created: known.rows.length === 0 };
  });
}

/**
 * The feed whose items are what a person saved, made with the first of them. Its address is nobody's (RFC 6761, 6.4). The person
 * is locked.
 */
async function savedFeed(tx: Kysely<Schema>, readerId: number): Promise<number> {
  const known = await sql<{ id: number | null }>`
    select saved_feed_id as id from readers where id = ${readerId}`.execute(tx);
  if (known.rows[0]?.id) return known.rows[0].id;
  const made = await sql<{ id: number }>`
    insert into feeds (url, title, saved, next_poll_at) values (${`https://saved.invalid/${readerId}`}, 'Saved', true, null)
    returning id`.execute(tx);
  const { id } = made.rows[0]!;
  await sql`update readers set saved_feed_id = ${id} where id = ${readerId}`.execute(tx);
  return id;
}

/** Without the keys by which items of feeds are found to be the same: what a person saved is theirs alone. */
async function insert(tx: Kysely<Schema>, feedId: number, { url, title, key }: SavedPage): Promise<number> {
  const made = await sql<{ id: number }>`
    with put as (
      insert into items (feed_id, url, title, html, summary, published_at, public, words)
      values (${feedId}, ${url}, ${title}, '', '', date_trunc('milliseconds', now()), false,
        ${wordVector(title)}::tsvector || array_to_tsvector(array['~' || to_char(now() at time zone 'UTC', 'YYYY-MM')]))
      returning id, published_at
    ), known as (
      insert into sources (feed_id, key, item_id, content_hash, published_at)
      select ${feedId}, decode(${key}, 'hex'), id, '', published_at from put
    ), wanted as (
      insert into full_texts (item_id, next_fetch_at) select id, now() from put
    )
    select id from put`.execute(tx);
  return made.rows[0]!.id;
}

/** Removes a page that a person saved, and nothing else. */
export async function deleteSavedPage(db: Kysely<Schema>, account: string, itemId: number): Promise<void> {
  await sql`
    delete from items i using readers r
    where r.account = ${account} and i.feed_id = r.saved_feed_id and i.id = ${itemId}`.execute(db);
}
