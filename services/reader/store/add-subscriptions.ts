import { type Kysely, sql } from 'kysely';
import { OWNER } from '../contract/common.ts';
import type { OpmlFeed } from '../opml/read-opml.ts';
import type { Schema } from '../schema.ts';
import { inTransaction } from './in-transaction.ts';
import { lockReader } from './readers.ts';
import { showItems } from './subscriptions.ts';

/** Of a feed that is there already, or of the first look at a new one, this many items are unread, the newest. */
export const FIRST_UNREAD = 50;

/** Feeds that a member reads at most; the owner knows what the machine carries. */
export const MOST_FEEDS = 2000;

export interface Added {
  readonly url: string;
  readonly id: number;
  /** Nobody read it before: it is due at once. */
  readonly fresh: boolean;
}

/**
 * Subscribes a person to feeds, and gives those that were not subscribed to before. A feed is known by every address that
 * it has had. One that nobody reads yet is due at once; of one that others read, the newest items are unread. Others than the
 * owner get no feed that is fetched with a secret, and no more than `MOST_FEEDS`: `refusalsOf` tells which were left out.
 */
export async function addSubscriptions(
  db: Kysely<Schema>,
  account: string,
  feeds: readonly OpmlFeed[],
  isPublic: boolean,
): Promise<Map<string, Added>> {
  if (feeds.length === 0) return new Map();
  return await inTransaction(db, async tx => {
    const fresh = await addFeeds(tx, feeds);
    const reader = await lockReader(tx, account);
    const rows = JSON.stringify(feeds.map(({ url, tags }, at) => ({ url, tags, at })));
    const added = await sql<{ id: number; url: string }>`
      with wanted as (
        select distinct on (a.feed_id) a.feed_id, g.url, g.tags, g.at
        from jsonb_to_recordset(${rows}::jsonb) as g(url text, tags text[], at integer) join addresses a on a.url = g.url
        where (${account === OWNER} or not ${isClosed})
          and not exists (select from subscriptions where reader_id = ${reader.id} and feed_id = a.feed_id)
        order by a.feed_id, g.at
      ), chosen as (
        select * from wanted order by at limit (
          select greatest(0, ${MOST_FEEDS}::integer - count(*)) from subscriptions
          where reader_id = ${reader.id} and ${account !== OWNER} having ${account !== OWNER})
      ), added as (
        insert into subscriptions (reader_id, feed_id, tags, public)
        select ${reader.id}::integer, feed_id, tags, ${isPublic}::boolean from chosen
        on conflict (reader_id, feed_id) do nothing
        returning feed_id
      ), woken as (
        update feeds set next_poll_at = now()
        where id in (select feed_id from added) and next_poll_at is null
      )
      select w.feed_id as id, w.url from added join chosen w using (feed_id)`.execute(tx);
    if (account !== OWNER) await removeUnsubscribed(tx, [...fresh]);
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

/** Why a person was not subscribed: the feed is fetched with a secret, or they have as many as they may. */
export type Refusal = 'closed' | 'full';

/** Of addresses that somebody was to be subscribed to those to which they were not. */
export async function refusalsOf(
  db: Kysely<Schema>,
  account: string,
  urls: readonly string[],
): Promise<Map<string, Refusal>> {
  if (account === OWNER || urls.length === 0) return new Map();
  const refused = await sql<{ url: string; closed: boolean }>`
    select g.url, ${isClosed} as closed from unnest(${urls}::text[]) as g(url) left join addresses a on a.url = g.url
    where not exists (
      select from subscriptions s join readers r on r.id = s.reader_id
      where s.feed_id = a.feed_id and r.account = ${account})`.execute(db);
  return new Map(refused.rows.map(({ url, closed }) => [url, closed ? 'closed' : 'full']));
}

/** Takes away again what was added for somebody who got none of it. */
async function removeUnsubscribed(tx: Kysely<Schema>, feedIds: readonly number[]): Promise<void> {
  await sql`
    delete from feeds f where id = any(${feedIds}::bigint[])
      and not exists (select from subscriptions where feed_id = f.id)`.execute(tx);
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
