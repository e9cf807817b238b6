import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { View } from '../contract/items.ts';
import type { Schema } from '../schema.ts';
import type { SearchQuery } from '../search/search-query.ts';
import type { Place } from './place.ts';
import { me, subscriptionsOf, type Viewer } from './readers.ts';
import { notHidden } from './stream.ts';

/** In what is searched. */
export interface Within {
  readonly view: View;
  readonly feedId?: number | undefined;
  /** Of feeds. */
  readonly tag?: string | undefined;
  /** Of the items themselves. */
  readonly itemTag?: string | undefined;
  /** Published then or later. */
  readonly since?: Date | undefined;
}

export interface Search {
  readonly query: SearchQuery;
  readonly within: Within;
  readonly after: Place | undefined;
  readonly limit: number;
}

/** Whether what is searched is so little that its items are looked at one by one: one feed, or what a person has kept. */
export function isLittle({ view, feedId, itemTag }: Within): boolean {
  return view === 'starred' || view === 'saved' || feedId !== undefined || itemTag !== undefined;
}

/** What is found in little, newest first. */
export async function findInLittle(
  db: Kysely<Schema>,
  viewer: Viewer,
  { query, within, after, limit }: Search,
): Promise<Place[]> {
  const later = after
    ? sql`and (i.published_at, i.id) < (${after.time}::timestamptz, ${after.id}::bigint)`
    : sql``;
  const since = within.since ? sql`and i.published_at >= ${within.since}::timestamptz` : sql``;
  const found = await sql<Place>`
    with ${me(viewer.account)}
    select i.id, i.published_at as time from (${littleOf(viewer, within)}) l join items i on i.id = l.id
    where i.words @@ ${query.whole}::tsquery ${isWithin(viewer, within, sql`i.id`)} ${since} ${later}
    order by i.published_at desc, i.id desc limit ${limit}`.execute(db);
  return found.rows;
}

function littleOf(viewer: Viewer, { view, feedId, itemTag }: Within): RawBuilder<unknown> {
  const mine = sql`select m.item_id as id from marks m where m.reader_id = (select id from me)`;
  if (view === 'saved')
    return sql`select s.item_id as id from sources s where s.feed_id = (select saved_feed_id from me)`;
  if (view === 'starred') return sql`${mine} and m.starred_at is not null`;
  if (itemTag !== undefined) return sql`${mine} and m.tags @> array[${itemTag}]::text[]`;
  return sql`
    select s.item_id as id from subscriptions sub join sources s on s.feed_id = sub.feed_id
    where ${subscriptionsOf(viewer)} and sub.feed_id = ${feedId} ${notHidden(sql`s.item_id`)}`;
}

/** More of which an item must be true, for a query after `me` whose items are those of the viewer's feeds or what they have kept. */
export function isWithin(
  viewer: Viewer,
  { view, feedId, tag, itemTag }: Within,
  item: RawBuilder<unknown>,
): RawBuilder<unknown> {
  const feed = feedId === undefined ? sql`` : sql`and sub.feed_id = ${feedId}`;
  const tagged = tag === undefined ? sql`` : sql`and ${tag} = any(sub.tags)`;
  const ofFeeds =
    feedId === undefined && tag === undefined
      ? sql``
      : sql`and exists (select from sources s join subscriptions sub on sub.feed_id = s.feed_id and ${subscriptionsOf(viewer)}
          where s.item_id = ${item} ${feed} ${tagged})`;
  const ofItem =
    itemTag === undefined
      ? sql``
      : sql`and exists (select from marks m where m.item_id = ${item} and m.reader_id = (select id from me)
          and m.tags @> array[${itemTag}]::text[])`;
  const unread =
    view === 'unread'
      ? sql`and exists (select from unread u where u.item_id = ${item} and u.reader_id = (select id from me)
          and u.epoch = (select epoch from me))`
      : sql``;
  return sql`${ofFeeds} ${ofItem} ${unread}`;
}
