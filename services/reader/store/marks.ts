import { type Kysely, sql } from 'kysely';
import type { Schema } from '../schema.ts';

export interface MarkChanges {
  readonly starred?: boolean | undefined;
  readonly addTags?: readonly string[] | undefined;
  readonly removeTags?: readonly string[] | undefined;
}

/** Stars and tags items of a person, or takes that off; gives how many are marked otherwise than before. */
export async function changeMarks(
  tx: Kysely<Schema>,
  readerId: number,
  ids: readonly number[],
  { starred, addTags = [], removeTags = [] }: MarkChanges,
): Promise<number> {
  const star = starred ?? null;
  // A mark that says nothing is not made.
  if (star !== true && addTags.length === 0) {
    const kept = await sql`
      update marks m set
        starred_at = case when ${star}::boolean is false then null else m.starred_at end,
        tags = array(select t from unnest(m.tags) t where t <> all(${removeTags}::text[]))
      where m.reader_id = ${readerId} and m.item_id = any(${ids}::bigint[])
        and ((${star}::boolean is false and m.starred_at is not null) or m.tags && ${removeTags}::text[])`.execute(
      tx,
    );
    return Number(kept.numAffectedRows ?? 0);
  }
  const made = await sql`
    insert into marks as m (reader_id, item_id, starred_at, tags)
    select ${readerId}::integer, i.id, case when ${star}::boolean then now() end, ${addTags}::text[]
    from items i where i.id = any(${ids}::bigint[])
      and (exists (select from sources s join subscriptions sub on sub.feed_id = s.feed_id and sub.reader_id = ${readerId}
        where s.item_id = i.id)
        or exists (select from readers r where r.id = ${readerId} and r.saved_feed_id = i.feed_id)
        or exists (select from marks o where o.item_id = i.id and o.reader_id = ${readerId}))
    on conflict (reader_id, item_id) do update set
      starred_at = case ${star}::boolean when true then coalesce(m.starred_at, now()) when false then null
        else m.starred_at end,
      tags = array(
        select t from unnest(m.tags || array(select a from unnest(excluded.tags) a where a <> all(m.tags))) t
        where t <> all(${removeTags}::text[]))`.execute(tx);
  return Number(made.numAffectedRows ?? 0);
}
