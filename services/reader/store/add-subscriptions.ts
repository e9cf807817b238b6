import { type Kysely, sql } from 'kysely';
import { OWNER } from '../contract/common.ts';
import type { OpmlFeed } from '../opml/read-opml.ts';
import type { Schema } from '../schema.ts';
import { lockReader } from './readers.ts';
import { showItems } from './subscriptions.ts';

/** Of a feed that is there already, or of the first look at a new one, this many items are unread, the newest. */
export const FIRST_UNREAD = 50;

export interface Added {
  readonly url: string;
  readonly id: number;
  /** Nobody read it before: it is due at once. */
  readonly fresh: boolean;
}

/**
 * Subscribes a person to feeds, and gives those that were not subscribed to before. A feed is known by every address that
 * it has had. One that nobody reads yet is due at once; of one that others read, the newest items are unread. Feeds that are
 * fetched with a secret are the owner's alone: for others they are left out, as `closedTo` tells.
 */
export async function addSubscriptions(
  db: Kysely<Schema>,
  account: string,
  feeds: readonly OpmlFeed[],
  isPublic: boolean,
): Promise<Map<string, Added>> {
  if (feeds.length === 0) return new Map();
  return await db.transaction().execute(async tx => {
    const fresh = await addFeeds(tx, feeds);
    const reader = await lockReader(tx, account);
    const rows = JSON.stringify(feeds.map(({ url, tags }) => ({ url, tags })));
    const added = await sql<{ id: number; url: string }>`
      with wanted as (
        select distinct on (a.feed_id) a.feed_id, g.url, g.tags
        from jsonb_to_recordset(${rows}::jsonb) as g(url text, tags text[]) join addresses a on a.url = g.url
        where ${account === OWNER} or not ${isClosed}
      ), added as (
        insert into subscriptions (reader_id, feed_id, tags, public)
        select ${reader.id}::integer, feed_id, tags, ${isPublic}::boolean from wanted
        on conflict (reader_id, feed_id) do nothing
        returning feed_id
      ), woken as (
        update feeds set next_poll_at = now()
        where id in (select feed_id from added) and next_poll_at is null
      )
      select w.feed_id as id, w.url from added join wanted w using (feed_id)`.execute(tx);
    const known = added.rows.filter(row => !fresh.has(row.id)).map(row => row.id);
    if (known.length > 0) {
      await unreadOfKnown(tx, reader, known);
      if (account === OWNER && isPublic) await showItems(tx, known);
    }
    return new Map(added.rows.map(row => [row.url, { ...row, fresh: fresh.has(row.id) }]));
  });
}

/** Whether the feed of the address `a` is fetched with a secret. */
const isClosed = sql`exists (select from feed_options o where o.feed_id = a.feed_id and o.sealed is not null)`;

/** Of addresses those of feeds that a person does not read and may not, since they are fetched with a secret. */
export async function closedTo(
  db: Kysely<Schema>,
  account: string,
  urls: readonly string[],
): Promise<Set<string>> {
  if (account === OWNER || urls.length === 0) return new Set();
  const closed = await sql<{ url: string }>`
    select a.url from addresses a
    where a.url = any(${urls}::text[]) and ${isClosed} and not exists (
      select from subscriptions s join readers r on r.id = s.reader_id
      where s.feed_id = a.feed_id and r.account = ${account})`.execute(db);
  return new Set(closed.rows.map(row => row.url));
}

/** Adds those feeds that are not known by any address they had, and gives their ids. */
async function addFeeds(tx: Kysely<Schema>, feeds: readonly OpmlFeed[]): Promise<Set<number>> {
  const rows = JSON.stringify(
    feeds.map(({ url, title, siteUrl }) => ({ url, title, site_url: siteUrl ?? null })),
  );
  const added = await sql<{ id: number }>`
    with added as (
      insert into feeds (url, title, site_url)
      select distinct on (g.url) g.url, g.title, g.site_url
      from jsonb_to_recordset(${rows}::jsonb) as g(url text, title text, site_url text)
      where not exists (select from addresses a where a.url = g.url)
      on conflict (url) do nothing
      returning id, url
    ), known as (
      insert into addresses (url, feed_id) select url, id from added
      on conflict (url) do nothing
    )
    select id from added`.execute(tx);
  return new Set(added.rows.map(row => row.id));
}

async function unreadOfKnown(
  tx: Kysely<Schema>,
  reader: { id: number; epoch: number },
  feedIds: readonly number[],
): Promise<void> {
  await sql`
    with newest as (
      select f.id as feed_id, s.item_id, s.published_at
      from unnest(${feedIds}::bigint[]) f(id) cross join lateral (
        select item_id, published_at from sources where feed_id = f.id
        order by published_at desc, item_id desc limit ${FIRST_UNREAD}
      ) s
    ), put as (
      insert into unread (item_id, reader_id, feed_id, epoch, published_at)
      select distinct on (n.item_id) n.item_id, ${reader.id}::integer, n.feed_id, ${reader.epoch}::integer, n.published_at
      from newest n
      where not exists (
        select from sources o join subscriptions sub on sub.feed_id = o.feed_id and sub.reader_id = ${reader.id}
        where o.item_id = n.item_id and o.feed_id <> all(${feedIds}::bigint[]))
      on conflict (item_id, reader_id) do nothing
      returning feed_id
    )
    update subscriptions s set unread = s.unread + c.n
    from (select feed_id, count(*) as n from put group by feed_id) c
    where s.reader_id = ${reader.id} and s.feed_id = c.feed_id`.execute(tx);
}
