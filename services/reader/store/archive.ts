import { type Kysely, sql } from 'kysely';
import type { Schema } from '../schema.ts';

/** The feed with this address, made when nobody knows it: one that is not polled until somebody subscribes. */
export async function feedForKept(
  tx: Kysely<Schema>,
  feed: { url: string; title: string; siteUrl: string | undefined },
): Promise<number> {
  await sql`
    with added as (
      insert into feeds (url, title, site_url, next_poll_at)
      select ${feed.url}, ${feed.title}, ${feed.siteUrl ?? null}, null
      where not exists (select from addresses where url = ${feed.url})
      on conflict (url) do nothing
      returning id, url
    )
    insert into addresses (url, feed_id) select url, id from added on conflict (url) do nothing`.execute(tx);
  const found = await sql<{ feed_id: number }>`select feed_id from addresses where url = ${feed.url}`.execute(
    tx,
  );
  return found.rows[0]!.feed_id;
}

/** Whether a person is subscribed to the feed. */
export async function isSubscribed(tx: Kysely<Schema>, readerId: number, feedId: number): Promise<boolean> {
  const found = await sql`
    select from subscriptions where reader_id = ${readerId} and feed_id = ${feedId}`.execute(tx);
  return found.rows.length > 0;
}

/** Those of the ids that the person reads or has marked. */
export async function ownItems(
  tx: Kysely<Schema>,
  readerId: number,
  ids: readonly number[],
): Promise<Set<number>> {
  const found = await sql<{ id: number }>`
    select i.id from unnest(${ids}::bigint[]) i(id)
    where exists (select from sources s join subscriptions sub on sub.feed_id = s.feed_id and sub.reader_id = ${readerId}
        where s.item_id = i.id)
      or exists (select from marks m where m.item_id = i.id and m.reader_id = ${readerId})`.execute(tx);
  return new Set(found.rows.map(row => row.id));
}

/** Items that a feed has by these keys, in hexadecimal. */
export async function itemsByKey(
  tx: Kysely<Schema>,
  feedId: number,
  keys: readonly string[],
): Promise<Map<string, number>> {
  const found = await sql<{ key: string; item_id: number }>`
    select encode(key, 'hex') as key, item_id from sources
    where feed_id = ${feedId} and key in (select decode(k, 'hex') from unnest(${keys}::text[]) k)`.execute(
    tx,
  );
  return new Map(found.rows.map(row => [row.key, row.item_id]));
}

/** Stars and tags items beside what the person has marked; a star is as old as the item. Gives how many were not so before. */
export async function markKept(
  tx: Kysely<Schema>,
  readerId: number,
  kept: readonly { item_id: number; starred: boolean; tags: readonly string[] }[],
): Promise<number[]> {
  const rows = kept.filter(each => each.starred || each.tags.length > 0);
  const marked = await sql<{ item_id: number }>`
    insert into marks as m (reader_id, item_id, starred_at, tags)
    select distinct on (i.id) ${readerId}::integer, i.id, case when g.starred then i.published_at end, g.tags
    from json_to_recordset(${JSON.stringify(rows)}::json) as g(item_id bigint, starred boolean, tags text[])
    join items i on i.id = g.item_id
    on conflict (reader_id, item_id) do update set
      starred_at = coalesce(m.starred_at, excluded.starred_at),
      tags = m.tags || array(select t from unnest(excluded.tags) t where t <> all(m.tags))
    where (m.starred_at is null and excluded.starred_at is not null) or not m.tags @> excluded.tags
    returning item_id`.execute(tx);
  return marked.rows.map(row => row.item_id);
}
