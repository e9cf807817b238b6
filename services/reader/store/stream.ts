import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { View } from '../contract/items.ts';
import type { Schema } from '../schema.ts';
import type { Place } from './place.ts';
import { me, subscriptionsOf, type Viewer } from './readers.ts';

/** Which items a list has, and where it goes on. */
export interface StreamPage {
  readonly view: View;
  readonly feedId: number | undefined;
  /** Of a subscription. */
  readonly tag: string | undefined;
  /** Of the item itself. */
  readonly itemTag: string | undefined;
  readonly order: 'newest' | 'oldest';
  readonly after: Place | undefined;
  readonly limit: number;
}

/** Feeds up to which a person's list is merged from theirs, instead of being picked out of all items. */
export const FEW_FEEDS = 60;

/**
 * A query for the `id` and `time` of the items of a page, which stands after `me`. Each list is read along one index, or
 * merged from such lists of its feeds, so that it costs what it shows and not what there is.
 */
export function placesOf(viewer: Viewer, page: StreamPage, feeds: number): RawBuilder<Place> {
  const personal = page.view !== 'all' || page.itemTag !== undefined;
  // What is unread, starred, saved or tagged is the person's alone, also of what everybody may see.
  if (viewer.publicOnly && personal) return sql`select id, published_at as time from items where false`;
  if (page.view === 'saved') return saved(page);
  if (page.view === 'starred') return starred(page);
  if (page.itemTag !== undefined) return tagged(page);
  if (page.feedId !== undefined) return ofFeed(viewer, page);
  if (page.tag !== undefined) return ofFeeds(viewer, page);
  if (page.view === 'unread') return allUnread(page);
  return feeds <= FEW_FEEDS && !viewer.publicOnly ? ofFeeds(viewer, page) : everything(viewer, page);
}

const UNREAD = sql`from unread u where u.reader_id = (select id from me) and u.epoch = (select epoch from me)`;

function allUnread(page: StreamPage): RawBuilder<Place> {
  return sql`
    select u.item_id as id, u.published_at as time ${UNREAD} ${from(page, 'u.published_at', 'u.item_id')}
    ${by(page, 'u.published_at', 'u.item_id')} limit ${page.limit}`;
}

function unreadOfFeed(page: StreamPage, feed: RawBuilder<unknown>): RawBuilder<Place> {
  return sql`
    select u.item_id as id, u.published_at as time ${UNREAD} and u.feed_id = ${feed}
      ${from(page, 'u.published_at', 'u.item_id')}
    ${by(page, 'u.published_at', 'u.item_id')} limit ${page.limit}`;
}

function allOfFeed(page: StreamPage, feed: RawBuilder<unknown>): RawBuilder<Place> {
  return sql`
    select s.item_id as id, s.published_at as time from sources s
    where s.feed_id = ${feed} ${notHidden(sql`s.item_id`)} ${from(page, 's.published_at', 's.item_id')}
    ${by(page, 's.published_at', 's.item_id')} limit ${page.limit}`;
}

/** The page as if there were nothing but one feed, that of the subscription `sub` unless given. */
function listOf(page: StreamPage, feed = sql`sub.feed_id`): RawBuilder<Place> {
  return page.view === 'unread' ? unreadOfFeed(page, feed) : allOfFeed(page, feed);
}

function ofFeed(viewer: Viewer, page: StreamPage): RawBuilder<Place> {
  return sql`
    select p.id, p.time from subscriptions sub cross join lateral (${listOf(page)}) p
    where ${subscriptionsOf(viewer)} and sub.feed_id = ${page.feedId}`;
}

/**
 * Merged from the lists of many feeds, in which an item of several feeds is once. Only feeds whose first item is among the
 * first of all can have a part in the page, so that of the others no more is read than that.
 */
function ofFeeds(viewer: Viewer, page: StreamPage): RawBuilder<Place> {
  const tag = page.tag === undefined ? sql`` : sql`and ${page.tag} = any(sub.tags)`;
  const some = page.view === 'unread' ? sql`and sub.unread > 0` : sql``;
  return sql`
    with firsts as materialized (
      select sub.feed_id, p.id, p.time from subscriptions sub cross join lateral (${listOf({ ...page, limit: 1 })}) p
      where ${subscriptionsOf(viewer)} ${tag} ${some}
    ), last as materialized (
      select f.id, f.time from (select distinct id, time from firsts) f
      ${by(page, 'f.time', 'f.id')} offset ${page.limit - 1} limit 1
    ), chosen as materialized (
      select f.feed_id from firsts f where not exists (select from last l where (f.time, f.id) ${behind(page)} (l.time, l.id))
    )
    select distinct p.id, p.time from chosen c cross join lateral (${listOf(page, sql`c.feed_id`)}) p
    ${by(page, 'p.time', 'p.id')} limit ${page.limit}`;
}

function everything({ publicOnly }: Viewer, page: StreamPage): RawBuilder<Place> {
  const mine = publicOnly
    ? sql`i.public`
    : sql`exists (select from sources s join subscriptions sub on sub.feed_id = s.feed_id
        and sub.reader_id = (select id from me) where s.item_id = i.id)`;
  return sql`
    select i.id, i.published_at as time from items i
    where ${mine} ${notHidden(sql`i.id`)} ${from(page, 'i.published_at', 'i.id')}
    ${by(page, 'i.published_at', 'i.id')} limit ${page.limit}`;
}

function starred(page: StreamPage): RawBuilder<Place> {
  const narrowed = page.feedId !== undefined || page.tag !== undefined;
  const feed = page.feedId === undefined ? sql`` : sql`and sub.feed_id = ${page.feedId}`;
  const tag = page.tag === undefined ? sql`` : sql`and ${page.tag} = any(sub.tags)`;
  const within = narrowed
    ? sql`and exists (select from sources s join subscriptions sub on sub.feed_id = s.feed_id
        and sub.reader_id = m.reader_id where s.item_id = m.item_id ${feed} ${tag})`
    : sql``;
  return sql`
    select m.item_id as id, m.starred_at as time from marks m
    where m.reader_id = (select id from me) and m.starred_at is not null ${within}
      ${from(page, 'm.starred_at', 'm.item_id')}
    ${by(page, 'm.starred_at', 'm.item_id')} limit ${page.limit}`;
}

/** In the order in which they were saved. No feed brought them, so that none, and no tag of feeds, has any. */
function saved(page: StreamPage): RawBuilder<Place> {
  const none = page.feedId !== undefined || page.tag !== undefined ? sql`and false` : sql``;
  const tag =
    page.itemTag === undefined
      ? sql``
      : sql`and exists (select from marks m where m.item_id = s.item_id and m.reader_id = (select id from me)
          and m.tags @> array[${page.itemTag}]::text[])`;
  return sql`
    select s.item_id as id, s.published_at as time from sources s
    where s.feed_id = (select saved_feed_id from me) ${tag} ${none} ${from(page, 's.published_at', 's.item_id')}
    ${by(page, 's.published_at', 's.item_id')} limit ${page.limit}`;
}

function tagged(page: StreamPage): RawBuilder<Place> {
  const unread =
    page.view === 'unread'
      ? sql`and exists (select from unread u where u.item_id = i.id and u.reader_id = (select id from me)
        and u.epoch = (select epoch from me))`
      : sql``;
  return sql`
    select i.id, i.published_at as time from marks m join items i on i.id = m.item_id
    where m.reader_id = (select id from me) and m.tags @> array[${page.itemTag}]::text[] ${unread}
      ${from(page, 'i.published_at', 'i.id')}
    ${by(page, 'i.published_at', 'i.id')} limit ${page.limit}`;
}

/** What no rule of the person hides, for a query after `me`. */
export function notHidden(item: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`and not exists (
    select from marks h where h.item_id = ${item} and h.reader_id = (select id from me) and h.hidden)`;
}

function behind({ order }: Pick<StreamPage, 'order'>): RawBuilder<unknown> {
  return order === 'newest' ? sql`<` : sql`>`;
}

function from({ after, order }: StreamPage, time: string, id: string): RawBuilder<unknown> {
  if (!after) return sql``;
  return sql`and (${sql.ref(time)}, ${sql.ref(id)}) ${behind({ order })} (${after.time}::timestamptz, ${after.id}::bigint)`;
}

function by({ order }: StreamPage, time: string, id: string): RawBuilder<unknown> {
  const way = order === 'newest' ? sql`desc` : sql`asc`;
  return sql`order by ${sql.ref(time)} ${way}, ${sql.ref(id)} ${way}`;
}

/** How many feeds a viewer reads, as far as it matters for how their lists are read. */
export async function countFeeds(db: Kysely<Schema>, viewer: Viewer): Promise<number> {
  const counted = await sql<{ n: number }>`
    with ${me(viewer.account)} select count(*)::integer as n from (
      select from subscriptions sub where ${subscriptionsOf(viewer)} limit ${FEW_FEEDS + 1}
    ) few`.execute(db);
  return counted.rows[0]!.n;
}
