import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Schema } from '../schema.ts';
import type { Condition } from './item-conditions.ts';
import {
  fromFeeds,
  fromItems,
  fromManyFeeds,
  fromTable,
  inOrder,
  marks,
  SAVED,
  UNREAD,
  unreadIn,
  withTag,
} from './item-tables.ts';
import { me, viewerOf } from './readers.ts';
import { countFeeds, FEW_FEEDS } from './stream.ts';

export interface ItemIds {
  /** What is true of all of them, and of none of them. */
  readonly include: readonly Condition[];
  readonly exclude?: readonly Condition[];
  readonly order: 'newest' | 'oldest';
  /** Ordered by how they came, unless by publication. */
  readonly by?: 'id' | 'published';
  /** Ids between which they lie, themselves left out. */
  readonly above?: number | undefined;
  readonly below?: number | undefined;
  /** When they came: then or later, or before. */
  readonly since?: string | undefined;
  readonly until?: string | undefined;
  /** When they were published: then or later, or before. */
  readonly publishedAfter?: string | undefined;
  readonly publishedBefore?: string | undefined;
  readonly limit: number;
}

/** Ids of a person's items, in the order in which they came unless asked otherwise. */
export async function selectItemIds(db: Kysely<Schema>, account: string, asked: ItemIds): Promise<number[]> {
  const found = await sql<{ id: number }>`
    with ${me(account)} ${await idsOf(db, account, asked)}`.execute(db);
  return found.rows.map(row => row.id);
}

/** How many there are, counted up to the limit. */
export async function countItemIds(db: Kysely<Schema>, account: string, asked: ItemIds): Promise<number> {
  const found = await sql<{ n: number }>`
    with ${me(account)} select count(*)::integer as n from (${await idsOf(db, account, asked)}) found`.execute(
    db,
  );
  return found.rows[0]!.n;
}

/**
 * A query for the ids, which stands after `me`. It begins at what is few: what is unread, saved, starred or tagged. A feed and a
 * folder are read along the index of each feed.
 */
async function idsOf(db: Kysely<Schema>, account: string, asked: ItemIds): Promise<RawBuilder<unknown>> {
  const include = [...asked.include, ...opposites(asked.exclude ?? [])];
  const exclude = (asked.exclude ?? []).filter(each => each.is !== 'read' && each.is !== 'unread');
  const all = { ...asked, include, exclude };
  for (const condition of include) {
    if (condition.is === 'unread') return await unreadIds(db, account, all, condition);
    if (condition.is === 'saved') return fromTable(all, SAVED, condition);
    if (condition.is === 'starred') return fromTable(all, marks(sql`t.starred_at is not null`), condition);
    if (condition.is === 'tagged') return fromTable(all, marks(withTag(condition.tag)), condition);
  }
  const place = include.find(each => each.is !== 'read');
  const which = place && feedsOf(place);
  if (which === undefined) {
    if ((await countFeeds(db, viewerOf(account))) <= FEW_FEEDS) return fromFeeds(all, sql`true`);
    return fromItems(all);
  }
  const { feeds } = await measure(db, account, which);
  const ofFeeds =
    feeds <= FEW_FEEDS ? fromFeeds(all, which, place) : fromManyFeeds(all, which, { feeds, done: place });
  if (place?.is !== 'labelled') return ofFeeds;
  return sql`(${ofFeeds}) union (${fromTable(all, marks(withTag(place.tag)), place)}) ${inOrder(all, 'time', 'id')}`;
}

/** Unread items that are looked at one by one in any case. */
const FEW_UNREAD = 5_000;
/** The part of all that is unread from which on a place is soon met with. */
const LARGE_PART = 1 / 4;

/** What is unread is walked in order when that is little or much of it is in the place asked for; else it begins at the place. */
async function unreadIds(
  db: Kysely<Schema>,
  account: string,
  asked: ItemIds,
  unread: Condition,
): Promise<RawBuilder<unknown>> {
  const place = asked.include.find(each => feedsOf(each) !== undefined);
  const which = place && feedsOf(place);
  if (which === undefined) return fromTable(asked, UNREAD, unread);
  const { inside, all } = await measure(db, account, which);
  if (all <= FEW_UNREAD || inside >= all * LARGE_PART) return fromTable(asked, UNREAD, unread);
  const others =
    place?.is === 'labelled'
      ? sql`select t.item_id from marks t where ${marks(withTag(place.tag)).which}`
      : undefined;
  const rest = { ...asked, include: asked.include.filter(each => each !== place) };
  return fromTable(rest, unreadIn(which, others), unread);
}

/** Which subscriptions `sub` a place has; undefined for what is none. */
function feedsOf(place: Condition): RawBuilder<unknown> | undefined {
  if (place.is === 'in_feed') return sql`sub.feed_id = ${place.feedId}`;
  if (place.is === 'in_folder' || place.is === 'labelled') return sql`${place.tag} = any(sub.tags)`;
  return place.is === 'in_untagged' ? sql`sub.tags = '{}'` : undefined;
}

/** How many feeds a place has, and how much of all that is unread is of them. */
async function measure(
  db: Kysely<Schema>,
  account: string,
  which: RawBuilder<unknown>,
): Promise<{ feeds: number; inside: number; all: number }> {
  const measured = await sql<{ feeds: number; inside: number; all: number }>`
    with ${me(account)}
    select count(*) filter (where ${which})::integer as feeds,
      coalesce(sum(sub.unread) filter (where ${which}), 0)::integer as inside, coalesce(sum(sub.unread), 0)::integer as all
    from subscriptions sub where sub.reader_id = (select id from me)`.execute(db);
  return measured.rows[0]!;
}

function opposites(exclude: readonly Condition[]): Condition[] {
  return exclude.flatMap(({ is }): Condition[] =>
    is === 'read' ? [{ is: 'unread' }] : is === 'unread' ? [{ is: 'read' }] : [],
  );
}
