import { type Kysely, sql } from 'kysely';
import type { Schema } from '../schema.ts';

export interface KnownItem {
  readonly key: Buffer;
  readonly content_hash: Buffer;
  readonly published_at: Date;
}

/** Those of the items with these keys that the feed has already. */
export async function knownItems(
  db: Kysely<Schema>,
  feedId: number,
  keys: readonly Buffer[],
): Promise<KnownItem[]> {
  return await db
    .selectFrom('items')
    .select(['key', 'content_hash', 'published_at'])
    .where('feed_id', '=', feedId)
    .where(sql<boolean>`key = any(${keys}::bytea[])`)
    .execute();
}

export interface NewItem {
  /** In hexadecimal, as is `content_hash`. */
  readonly key: string;
  readonly content_hash: string;
  readonly guid: string;
  readonly url: string | null;
  readonly title: string;
  readonly author: string | null;
  /** Sanitised. */
  readonly html: string;
  readonly summary: string;
  readonly published_at: string;
  readonly updated_at: string | null;
  /** What it is found by. */
  readonly text: string;
}

/**
 * Adds items in this order, and updates those that the feed has, in one statement. Gives how many were new. A feed that was
 * removed meanwhile gets none.
 */
export async function putItems(
  db: Kysely<Schema>,
  feedId: number,
  items: readonly NewItem[],
): Promise<number> {
  const put = await sql<{ added: boolean }>`
    insert into items (feed_id, key, guid, content_hash, url, title, author, html, summary, published_at, updated_at,
      public, words)
    select f.id, decode(g.key, 'hex'), g.guid, decode(g.content_hash, 'hex'), g.url, g.title, g.author, g.html,
      g.summary, g.published_at, g.updated_at, f.public, to_tsvector('simple', g.text)
    from feeds f, rows from (
      json_to_recordset(${JSON.stringify(items)}::json) as (key text, guid text, content_hash text, url text, title text,
        author text, html text, summary text, published_at timestamptz, updated_at timestamptz, text text)
    ) with ordinality as g(key, guid, content_hash, url, title, author, html, summary, published_at, updated_at, text, n)
    where f.id = ${feedId}
    order by g.n
    on conflict (feed_id, key) do update set
      content_hash = excluded.content_hash, url = excluded.url, title = excluded.title, author = excluded.author,
      html = excluded.html, summary = excluded.summary, published_at = excluded.published_at,
      updated_at = excluded.updated_at, words = excluded.words
    returning (xmax = 0) as added`.execute(db);
  return put.rows.filter(row => row.added).length;
}
