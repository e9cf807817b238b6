import { type Kysely, sql } from 'kysely';
import { OWNER } from '../contract/common.ts';
import { titleOf } from '../contract/item-title.ts';
import type { Recommendation } from '../contract/recommendations.ts';
import type { Schema } from '../schema.ts';
import { feedTitle } from './feed-row.ts';
import type { Place } from './place.ts';

/** Recommends an item that the person reads or has marked. False for any other. */
export async function recommendItem(
  tx: Kysely<Schema>,
  readerId: number,
  id: number,
  comment: string,
): Promise<boolean> {
  const made = await sql`
    insert into marks as m (reader_id, item_id, recommended_at, comment)
    select ${readerId}::integer, i.id, now(), ${comment} from items i where i.id = ${id}
      and (exists (select from sources s join subscriptions sub on sub.feed_id = s.feed_id and sub.reader_id = ${readerId}
        where s.item_id = i.id)
        or exists (select from marks o where o.item_id = i.id and o.reader_id = ${readerId}))
    on conflict (reader_id, item_id) do update set
      recommended_at = coalesce(m.recommended_at, excluded.recommended_at), comment = excluded.comment`.execute(
    tx,
  );
  return made.numAffectedRows === 1n;
}

export async function unrecommendItem(tx: Kysely<Schema>, readerId: number, id: number): Promise<void> {
  await sql`
    update marks set recommended_at = null, comment = '' where reader_id = ${readerId} and item_id = ${id}`.execute(
    tx,
  );
}

interface RecommendationRow {
  readonly id: number;
  readonly url: string | null;
  readonly title: string;
  readonly author: string | null;
  readonly summary: string | null;
  readonly feed: { title: string; url: string; siteUrl: string | null } | null;
  readonly published_at: Date;
  readonly time: Date;
  readonly comment: string;
}

/** What the owner recommends, the newest first. Only what a public feed has is told of its feed and its words. */
export async function selectRecommendations(
  db: Kysely<Schema>,
  { after, tag, limit }: { after: Place | undefined; tag?: string | undefined; limit: number },
): Promise<RecommendationRow[]> {
  const later = after
    ? sql`and (m.recommended_at, m.item_id) < (${after.time}::timestamptz, ${after.id}::bigint)`
    : sql``;
  const tagged = tag === undefined ? sql`` : sql`and exists (${PUBLIC} and ${tag} = any(sub.tags))`;
  const found = await sql<RecommendationRow>`
    select i.id, i.url, i.title, i.published_at, m.recommended_at as time, m.comment, src.feed,
      case when own.public then i.author end as author, case when own.public then i.summary end as summary
    from marks m join items i on i.id = m.item_id
    left join subscriptions own on own.reader_id = m.reader_id and own.feed_id = i.feed_id
    left join lateral (
      select json_build_object('title', ${feedTitle}, 'url', f.url, 'siteUrl', f.site_url) as feed
      from sources s
      join feeds f on f.id = s.feed_id
      join subscriptions sub on sub.feed_id = s.feed_id and sub.reader_id = m.reader_id and sub.public
      where s.item_id = i.id order by s.feed_id <> i.feed_id, s.feed_id limit 1
    ) src on true
    where m.reader_id = (select id from readers where account = ${OWNER}) and m.recommended_at is not null ${later} ${tagged}
    order by m.recommended_at desc, m.item_id desc limit ${limit}`.execute(db);
  return found.rows;
}

/** The tags of the public feeds that recommendations are from, by name. */
export async function recommendedTags(db: Kysely<Schema>): Promise<string[]> {
  const found = await sql<{ tag: string }>`
    select tag from (
      select distinct unnest(t.tags) as tag
      from marks m cross join lateral (${PUBLIC}) t
      where m.reader_id = (select id from readers where account = ${OWNER}) and m.recommended_at is not null
    ) l order by lower(tag), tag`.execute(db);
  return found.rows.map(({ tag }) => tag);
}

/** The public feeds `sub` of the person that have the item of a mark `m`. */
const PUBLIC = sql`
  select sub.tags from sources s join subscriptions sub
    on sub.feed_id = s.feed_id and sub.reader_id = m.reader_id and sub.public
  where s.item_id = m.item_id`;

/** A row as the contract has it. */
export function toRecommendation(row: RecommendationRow): Recommendation {
  const { feed } = row;
  return {
    id: String(row.id),
    url: row.url ?? undefined,
    title: titleOf(row),
    author: row.author ?? undefined,
    summary: row.summary || undefined,
    feed: feed ? { ...feed, siteUrl: feed.siteUrl ?? undefined } : undefined,
    publishedAt: row.published_at.toISOString(),
    at: row.time.toISOString(),
    comment: row.comment,
  };
}
