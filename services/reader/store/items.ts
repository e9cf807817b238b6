import { type Kysely, sql } from 'kysely';
import { OWNER } from '../contract/common.ts';
import type { Enclosure } from '../contract/items.ts';
import type { Episode } from '../parse/parsed-feed.ts';
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
    .selectFrom('sources')
    .select(['key', 'content_hash', 'published_at'])
    .where('feed_id', '=', feedId)
    .where(sql<boolean>`key = any(${keys}::bytea[])`)
    .execute();
}

/** An item as a feed has it. Keys and hashes are in hexadecimal. */
export interface NewItem {
  readonly key: string;
  readonly content_hash: string;
  readonly url: string | null;
  readonly url_key: string | null;
  readonly text_key: string | null;
  readonly title: string;
  readonly author: string | null;
  /** Sanitised. */
  readonly html: string;
  readonly summary: string;
  readonly published_at: string;
  readonly updated_at: string | null;
  readonly categories: readonly string[];
  readonly image: string | null;
  readonly enclosures: readonly Enclosure[];
  readonly comments_url: string | null;
  readonly chapters_url: string | null;
  readonly transcript_url: string | null;
  readonly episode: Episode | null;
  /** What it is found by. */
  readonly text: string;
  /** The words of `text` as a tsvector. */
  readonly words: string;
}

/** What a person's rules say of an item, by its number in the list that is put. */
export interface Verdict {
  readonly n: number;
  readonly reader_id: number;
  readonly read: boolean;
  readonly hidden: boolean;
  readonly starred: boolean;
  readonly tags: readonly string[];
}

const GIVEN = sql`key text, content_hash text, url text, url_key text, text_key text, title text, author text, html text,
  summary text, published_at timestamptz, updated_at timestamptz, categories text[], image text, enclosures jsonb,
  comments_url text, chapters_url text, transcript_url text, episode jsonb, words tsvector`;
const WORDS = sql`g.words || array_to_tsvector(array['~' || to_char(g.published_at at time zone 'UTC', 'YYYY-MM')])`;

/**
 * Adds items that no feed had, in this order, as unread for everybody who reads the feed, except where a verdict says
 * otherwise; the last `unread` of them, for a feed that is looked at for the first time. Gives their ids, in order.
 */
export async function addItems(
  tx: Kysely<Schema>,
  feedId: number,
  items: readonly NewItem[],
  { verdicts, unread }: { verdicts: readonly Verdict[]; unread: number },
): Promise<number[]> {
  const from = items.length - unread;
  const put = await sql<{ id: number }>`
    with g as materialized (
      select nextval(pg_get_serial_sequence('items', 'id')) as id, o.* from (
        select * from rows from (json_to_recordset(${JSON.stringify(items)}::json) as (${GIVEN})) with ordinality
          as g(key, content_hash, url, url_key, text_key, title, author, html, summary, published_at, updated_at,
            categories, image, enclosures, comments_url, chapters_url, transcript_url, episode, words, n)
        order by n
      ) o
    ), v as materialized (
      select g.id, g.published_at, v.* from json_to_recordset(${JSON.stringify(verdicts)}::json) as v(n bigint,
        reader_id integer, read boolean, hidden boolean, starred boolean, tags text[]) join g on g.n = v.n + 1
    ), shown as (
      select coalesce(bool_or(sub.public), false) as public from subscriptions sub join readers r on r.id = sub.reader_id
      where sub.feed_id = ${feedId} and r.account = ${OWNER}
    ), put as (
      insert into items (id, feed_id, url, url_key, text_key, title, author, html, summary, published_at, updated_at,
        categories, image, enclosures, comments_url, chapters_url, transcript_url, episode, public, words)
      overriding system value
      select g.id, ${feedId}, g.url, decode(g.url_key, 'hex'), decode(g.text_key, 'hex'), g.title, g.author, g.html,
        g.summary, g.published_at, g.updated_at, g.categories, g.image, g.enclosures, g.comments_url,
        g.chapters_url, g.transcript_url, g.episode, shown.public, ${WORDS}
      from g, shown
    ), known as (
      insert into sources (feed_id, key, item_id, content_hash, published_at)
      select ${feedId}, decode(g.key, 'hex'), g.id, decode(g.content_hash, 'hex'), g.published_at from g
    ), marked as (
      insert into marks (reader_id, item_id, starred_at, tags, hidden)
      select reader_id, id, case when starred then now() end, tags, hidden from v
      where starred or hidden or tags <> '{}'
    ), fresh as (
      insert into unread (item_id, reader_id, feed_id, epoch, published_at)
      select g.id, sub.reader_id, ${feedId}, r.epoch, g.published_at
      from g cross join subscriptions sub join readers r on r.id = sub.reader_id
      where sub.feed_id = ${feedId} and g.n > ${from}
        and not exists (select from v where v.id = g.id and v.reader_id = sub.reader_id and (v.read or v.hidden))
      returning reader_id
    ), counted as (
      update subscriptions s set unread = s.unread + c.n
      from (select reader_id, count(*) as n from fresh group by reader_id) c
      where s.reader_id = c.reader_id and s.feed_id = ${feedId}
    )
    select id from g order by n`.execute(tx);
  return put.rows.map(row => row.id);
}

/**
 * What the feed says of items that it has, now. An item says what the feed that brought it says; other feeds of it are only
 * noted. It stays at its place in time, and neither becomes unread nor new.
 */
export async function reviseItems(
  tx: Kysely<Schema>,
  feedId: number,
  items: readonly NewItem[],
): Promise<void> {
  await sql`
    with g as materialized (
      select g.*, s.item_id as id from json_to_recordset(${JSON.stringify(items)}::json) as g(${GIVEN})
      join sources s on s.feed_id = ${feedId} and s.key = decode(g.key, 'hex')
    ), noted as (
      update sources s set content_hash = decode(g.content_hash, 'hex') from g
      where s.feed_id = ${feedId} and s.key = decode(g.key, 'hex')
    )
    update items i set
      url = g.url, url_key = decode(g.url_key, 'hex'), text_key = decode(g.text_key, 'hex'), title = g.title,
      author = g.author, html = g.html, summary = g.summary, updated_at = g.updated_at, categories = g.categories,
      image = g.image, enclosures = g.enclosures, comments_url = g.comments_url,
      chapters_url = g.chapters_url, transcript_url = g.transcript_url, episode = g.episode,
      words = g.words
        || array_to_tsvector(array['~' || to_char(i.published_at at time zone 'UTC', 'YYYY-MM')])
        || coalesce((select ft.words from full_texts ft where ft.item_id = i.id), ''),
      revised_at = case when i.title <> g.title or i.html <> g.html then now() else i.revised_at end
    from g where i.id = g.id and i.feed_id = ${feedId}`.execute(tx);
}

/** The feed calls items that it had by other ids now. */
export async function renameItems(
  tx: Kysely<Schema>,
  feedId: number,
  items: readonly (Pick<NewItem, 'key' | 'content_hash'> & { before: string })[],
): Promise<void> {
  await sql`
    update sources s set key = decode(g.key, 'hex'), content_hash = decode(g.content_hash, 'hex')
    from json_to_recordset(${JSON.stringify(items)}::json) as g(key text, content_hash text, before text)
    where s.feed_id = ${feedId} and s.key = decode(g.before, 'hex')`.execute(tx);
}
