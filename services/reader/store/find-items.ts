import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Schema } from '../schema.ts';
import { findInLittle, isLittle, isWithin, type Search } from './find-within.ts';
import type { ItemRow } from './item-row.ts';
import type { Place } from './place.ts';
import { me, subscriptionsOf, type Viewer } from './readers.ts';
import { selectItems } from './select-items.ts';
import { countFeeds, notHidden, placesOf } from './stream.ts';

/** Newest items of a list that are looked at one by one, and how many more when usual words are asked for. */
const WALKS = [200, 800];
const DAY = 86_400_000;
/** Milliseconds of the first span at most, and those from which on time is no bound any more. */
const FIRST_SPAN = 4 * DAY;
const LONGEST_SPAN = 5 * 365 * DAY;
/** From which on the index of times has so much of it that reading it helps no more: the months among the words do. */
const LONG_SPAN = 31 * DAY;
/** By how much a span may be longer than the one before. */
const GROWTH = 16;

/** Items of a search, newest first. */
export async function findItems(db: Kysely<Schema>, viewer: Viewer, search: Search): Promise<ItemRow[]> {
  const found = await findAll(db, viewer, search);
  const places: RawBuilder<Place> = sql`
    select p.id, p.time from unnest(${found.map(place => place.id)}::bigint[],
      ${found.map(place => place.time)}::timestamptz[]) p(id, time)`;
  return await selectItems(db, viewer, places, { order: 'newest', html: true });
}

async function findAll(db: Kysely<Schema>, viewer: Viewer, search: Search): Promise<Place[]> {
  const { within, after, limit } = search;
  const { view, tag, itemTag, since } = within;
  // What is unread, starred, saved or tagged is the person's alone.
  if (viewer.publicOnly && (view !== 'all' || itemTag !== undefined)) return [];
  if (since && after && after.time <= since) return [];
  if (isLittle(within)) return await findInLittle(db, viewer, search);
  const ofFeeds = await findPlaces(db, viewer, search);
  if (viewer.publicOnly || view !== 'all' || tag !== undefined) return ofFeeds;
  const saved = await findInLittle(db, viewer, { ...search, within: { ...within, view: 'saved' } });
  const all = [...ofFeeds, ...saved].sort((a, b) => b.time.getTime() - a.time.getTime() || b.id - a.id);
  return all.slice(0, limit);
}

/**
 * The index of words has no order: to take the newest of those that it gives, all of them are read, and usual words are in
 * hundreds of thousands. So the newest of the list are looked at first, one by one, and more of them when that fills the page;
 * then spans of time by the index, each as long as it takes at the rate of the one before.
 */
async function findPlaces(db: Kysely<Schema>, viewer: Viewer, search: Search): Promise<Place[]> {
  const { limit, within } = search;
  const { since } = within;
  const found: Place[] = [];
  let from = search.after;
  let length = FIRST_SPAN;
  for (const count of WALKS) {
    const walked = (await walk(db, viewer, search, { after: from, limit: count })).filter(
      place => since === undefined || place.time >= since,
    );
    found.push(...walked.filter(place => place.found));
    if (found.length >= limit || walked.length < count) return found.slice(0, limit);
    length = Math.min(length, 20 * (walked[0]!.time.getTime() - walked.at(-1)!.time.getTime() + 60_000));
    from = walked.at(-1)!;
    if (found.length * 5 < limit) break;
  }
  while (from) {
    const start = startOf(from.time, length, since);
    const more = await inSpan(db, viewer, search, { from, start, limit: limit - found.length });
    found.push(...more);
    const missing = limit - found.length;
    if (missing === 0) break;
    length *= Math.min(GROWTH, Math.max(2, missing / more.length));
    from = start && start !== since ? { time: start, id: 0 } : undefined;
  }
  return found;
}

/** Where a span of so many milliseconds begins that goes back from a time, but not behind another. */
function startOf(end: Date, length: number, since: Date | undefined): Date | undefined {
  const start = length < LONGEST_SPAN ? new Date(end.getTime() - length) : undefined;
  return since !== undefined && (start === undefined || start <= since) ? since : start;
}

/** The newest items of the viewer, and which of them are found. */
async function walk(
  db: Kysely<Schema>,
  viewer: Viewer,
  { query, within: { view, tag } }: Search,
  part: { after: Place | undefined; limit: number },
): Promise<(Place & { found: boolean })[]> {
  const list = { view, feedId: undefined, tag, itemTag: undefined, order: 'newest' } as const;
  const places = placesOf(viewer, { ...list, ...part }, await countFeeds(db, viewer));
  const walked = await sql<Place & { found: boolean }>`
    with ${me(viewer.account)}, places as materialized (${places})
    select p.id, p.time, i.words @@ ${query.whole}::tsquery as found from places p join items i on i.id = p.id
    order by p.time desc, p.id desc`.execute(db);
  return walked.rows;
}

/**
 * What is found from a place on back to a time. The index gives all that has the words, which is put in order; the
 * items themselves are looked at one by one until there are enough. PostgreSQL would walk from the newest item on, when it
 * takes the words for usual, and does not look behind an `offset`.
 */
async function inSpan(db: Kysely<Schema>, viewer: Viewer, search: Search, span: Span): Promise<Place[]> {
  const found = await sql<Place>`with ${me(viewer.account)} ${placesInSpan(viewer, search, span)}`.execute(
    db,
  );
  return found.rows;
}

interface Span {
  readonly from: Place;
  readonly start: Date | undefined;
  readonly limit: number;
}

/** A query for them, which stands after `me`. */
export function placesInSpan(
  viewer: Viewer,
  { query, within }: Pick<Search, 'query' | 'within'>,
  { from, start, limit }: Span,
): RawBuilder<Place> {
  const words = start ? `(${query.words}) & (${monthsBetween(start, from.time)})` : query.words;
  const short = start && from.time.getTime() - start.getTime() < LONG_SPAN;
  const at = short ? sql`i.published_at` : sql`(i.published_at + interval '0')`;
  return sql`
    select c.id, c.time from (
      select a.id, a.time from (
        select i.id, i.published_at as time from items i
        where i.words @@ ${words}::tsquery and (${at}, i.id) < (${from.time}::timestamptz, ${from.id}::bigint)
          ${start ? sql`and ${at} >= ${start}::timestamptz` : sql``}
        offset 0
      ) a order by a.time desc, a.id desc offset 0
    ) c
    where (select i.words @@ ${query.whole}::tsquery from items i where i.id = c.id)
      and exists (select from sources s join subscriptions sub on sub.feed_id = s.feed_id and ${subscriptionsOf(viewer)}
        where s.item_id = c.id)
      ${isWithin(viewer, within, sql`c.id`)} ${notHidden(sql`c.id`)}
    order by c.time desc, c.id desc limit ${limit}`;
}

/** The words that stand for the months from one time to another in `items.words`, as a tsquery. */
function monthsBetween(start: Date, end: Date): string {
  const months: string[] = [];
  const last = end.toISOString().slice(0, 7);
  for (let n = 0; months.at(-1) !== last; n++)
    months.push(
      new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + n)).toISOString().slice(0, 7),
    );
  return months.map(month => `'~${month}'`).join(' | ');
}
