import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Schema } from '../schema.ts';
import { type Condition, inFeed, isTrue, notHidden } from './item-conditions.ts';
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
    if (condition.is === 'unread') return fromTable(all, UNREAD, condition);
    if (condition.is === 'saved') return fromTable(all, SAVED, condition);
    if (condition.is === 'starred') return fromTable(all, marks(sql`t.starred_at is not null`), condition);
    if (condition.is === 'tagged') return fromTable(all, marks(withTag(condition.tag)), condition);
  }
  const [place] = include.filter(each => each.is !== 'read');
  if (place?.is === 'in_feed') return fromFeeds(all, sql`sub.feed_id = ${place.feedId}`, place);
  if (place?.is === 'in_folder') return fromFeeds(all, sql`${place.tag} = any(sub.tags)`, place);
  if (place?.is === 'in_untagged') return fromFeeds(all, sql`sub.tags = '{}'`, place);
  if (place?.is === 'labelled') {
    const folder = fromFeeds(all, sql`${place.tag} = any(sub.tags)`, place);
    return sql`(${folder}) union (${fromTable(all, marks(withTag(place.tag)), place)}) ${inOrder(all, 'time', 'id')}`;
  }
  if ((await countFeeds(db, viewerOf(account))) <= FEW_FEEDS) return fromFeeds(all, sql`true`);
  return fromTable(all, ITEMS);
}

/** Where ids are read from, as `t`, and which of its rows. */
interface Table {
  readonly name: string;
  readonly id: string;
  readonly time: RawBuilder<unknown>;
  readonly which: RawBuilder<unknown>;
}

const PUBLISHED = sql`t.published_at`;
const ITEMS: Table = { name: 'items', id: 't.id', time: PUBLISHED, which: inFeed(sql`t.id`) };
const SOURCES: Table = {
  name: 'sources',
  id: 't.item_id',
  time: PUBLISHED,
  which: sql`t.feed_id = sub.feed_id`,
};
const SAVED: Table = {
  name: 'sources',
  id: 't.item_id',
  time: PUBLISHED,
  which: sql`t.feed_id = (select saved_feed_id from me)`,
};
const UNREAD: Table = {
  name: 'unread',
  id: 't.item_id',
  time: PUBLISHED,
  which: sql`t.reader_id = (select id from me) and t.epoch = (select epoch from me)`,
};

function marks(which: RawBuilder<unknown>): Table {
  return {
    name: 'marks',
    id: 't.item_id',
    time: sql`(select i.published_at from items i where i.id = t.item_id)`,
    which: sql`t.reader_id = (select id from me) and ${which}`,
  };
}

function withTag(tag: string): RawBuilder<unknown> {
  return sql`t.tags @> array[${tag}]::text[]`;
}

function opposites(exclude: readonly Condition[]): Condition[] {
  return exclude.flatMap(({ is }): Condition[] =>
    is === 'read' ? [{ is: 'unread' }] : is === 'unread' ? [{ is: 'read' }] : [],
  );
}

/** `done` is true of the whole table already. */
function fromTable(asked: ItemIds, table: Table, done?: Condition): RawBuilder<unknown> {
  const id = sql.ref(table.id);
  const conditions = [
    table.which,
    ...bounds(asked, id, table.time),
    ...asked.include.filter(each => each !== done).map(each => isTrue(each, id)),
    ...(asked.exclude ?? []).map(each => sql`not ${isTrue(each, id)}`),
    notHidden(id),
  ];
  return sql`select ${id} as id, ${asked.by === 'published' ? table.time : sql`null`} as time
    from ${sql.table(table.name)} t where ${sql.join(conditions, sql` and `)} ${inOrder(asked, 'time', table.id)}`;
}

/** Merged from the lists of those subscriptions `sub` of which something is true; what several feeds have is in it once. */
function fromFeeds(asked: ItemIds, which: RawBuilder<unknown>, done?: Condition): RawBuilder<unknown> {
  return sql`
    select distinct p.id, p.time from subscriptions sub cross join lateral (${fromTable(asked, SOURCES, done)}) p
    where sub.reader_id = (select id from me) and ${which} ${inOrder(asked, 'p.time', 'p.id')}`;
}

/**
 * Ids are given out in the order of `seen_at`, but for transactions under way side by side; so a time is first a bound on
 * the ids, ten minutes away, and then looked at itself.
 */
function bounds(asked: ItemIds, id: RawBuilder<unknown>, time: RawBuilder<unknown>): RawBuilder<unknown>[] {
  const { above, below, since, until, publishedAfter, publishedBefore } = asked;
  const found: RawBuilder<unknown>[] = [];
  const seen = (which: RawBuilder<unknown>) =>
    sql`exists (select from items i where i.id = ${id} and i.seen_at ${which})`;
  const first = (than: RawBuilder<unknown>) =>
    sql`coalesce((select b.id from items b where b.seen_at >= ${than} order by b.seen_at limit 1), ${NONE})`;
  if (above !== undefined) found.push(sql`${id} > ${above}`);
  if (below !== undefined) found.push(sql`${id} < ${below}`);
  if (since !== undefined)
    found.push(
      sql`${id} >= ${first(sql`${since}::timestamptz - interval '10 minutes'`)}`,
      seen(sql`>= ${since}::timestamptz`),
    );
  if (until !== undefined)
    found.push(
      sql`${id} <= ${first(sql`${until}::timestamptz + interval '10 minutes'`)}`,
      seen(sql`< ${until}::timestamptz`),
    );
  if (publishedAfter !== undefined) found.push(sql`${time} >= ${publishedAfter}::timestamptz`);
  if (publishedBefore !== undefined) found.push(sql`${time} < ${publishedBefore}::timestamptz`);
  return found;
}

/** Above every id. */
const NONE = sql`9223372036854775807`;

function inOrder({ order, by, limit }: ItemIds, time: string, id: string): RawBuilder<unknown> {
  const way = order === 'newest' ? sql`desc` : sql`asc`;
  const first = by === 'published' ? sql`${sql.ref(time)} ${way}, ` : sql``;
  return sql`order by ${first}${sql.ref(id)} ${way} limit ${limit}`;
}
