import { type Kysely, sql } from 'kysely';
import { OWNER } from '../contract/common.ts';
import type { Schema } from '../schema.ts';
import type { NewItem, Verdict } from './items.ts';
import { MERGED } from './verdict-marks.ts';

/** An item that came in anew for a person. */
export interface Fresh {
  readonly item_id: number;
  readonly reader_id: number;
}

/**
 * Notes that the feed has these items too, which other feeds brought. They are unread for those of its readers to whom no
 * other feed has brought them, except where a verdict says otherwise; gives who that is.
 */
export async function joinItems(
  tx: Kysely<Schema>,
  feedId: number,
  items: readonly (Pick<NewItem, 'key' | 'content_hash'> & { item_id: number })[],
  verdicts: readonly Verdict[],
): Promise<Fresh[]> {
  const joined = await sql<Fresh>`
    with g as materialized (
      select g.*, i.published_at
      from json_to_recordset(${JSON.stringify(items.map(({ key, content_hash, item_id }, n) => ({ key, content_hash, item_id, n })))}::json)
        as g(key text, content_hash text, item_id bigint, n bigint)
      join items i on i.id = g.item_id
    ), known as (
      insert into sources (feed_id, key, item_id, content_hash, published_at)
      select ${feedId}, decode(key, 'hex'), item_id, decode(content_hash, 'hex'), published_at from g
      on conflict (feed_id, key) do nothing
    ), anew as materialized (
      select distinct on (g.item_id, sub.reader_id) g.n, g.item_id, sub.reader_id, r.epoch, g.published_at
      from g cross join subscriptions sub join readers r on r.id = sub.reader_id
      where sub.feed_id = ${feedId} and not exists (
        select from sources o join subscriptions os on os.feed_id = o.feed_id and os.reader_id = sub.reader_id
        where o.item_id = g.item_id and o.feed_id <> ${feedId})
    ), v as materialized (
      select anew.item_id, v.* from json_to_recordset(${JSON.stringify(verdicts)}::json) as v(n bigint,
        reader_id integer, read boolean, hidden boolean, starred boolean, tags text[])
      join anew on anew.n = v.n and anew.reader_id = v.reader_id
    ), marked as (
      insert into marks as m (reader_id, item_id, starred_at, tags, hidden)
      select reader_id, item_id, case when starred then now() end, tags, hidden from v
      where starred or hidden or tags <> '{}'
      on conflict (reader_id, item_id) do update set ${MERGED}
    ), fresh as (
      insert into unread (item_id, reader_id, feed_id, epoch, published_at)
      select item_id, reader_id, ${feedId}::bigint, epoch, published_at from anew
      where not exists (select from v where v.item_id = anew.item_id and v.reader_id = anew.reader_id
        and (v.read or v.hidden))
      on conflict (item_id, reader_id) do nothing
      returning reader_id
    ), counted as (
      update subscriptions s set unread = s.unread + c.n
      from (select reader_id, count(*) as n from fresh group by reader_id) c
      where s.reader_id = c.reader_id and s.feed_id = ${feedId}
    ), shown as (
      update items i set public = true from g
      where i.id = g.item_id and not i.public and exists (
        select from subscriptions sub join readers r on r.id = sub.reader_id
        where sub.feed_id = ${feedId} and sub.public and r.account = ${OWNER})
    )
    select item_id, reader_id from anew`.execute(tx);
  return joined.rows;
}
