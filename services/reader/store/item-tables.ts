import { type RawBuilder, sql } from 'kysely';
import { type Condition, inFeed, isTrue, notHidden } from './item-conditions.ts';
import type { ItemIds } from './item-ids.ts';

/** Where ids are read from, as `t`, and which of its rows. */
export interface Table {
  readonly name: string;
  readonly id: string;
  readonly time: RawBuilder<unknown>;
  readonly which: RawBuilder<unknown>;
  /** What is read instead of the whole table. */
  readonly rows?: RawBuilder<unknown>;
}

const PUBLISHED = sql`t.published_at`;
const EVERYTHING = 'items';
const SOURCES: Table = {
  name: 'sources',
  id: 't.item_id',
  time: PUBLISHED,
  which: sql`t.feed_id = sub.feed_id`,
};
export const SAVED: Table = {
  name: 'sources',
  id: 't.item_id',
  time: PUBLISHED,
  which: sql`t.feed_id = (select saved_feed_id from me)`,
};
export const UNREAD: Table = {
  name: 'unread',
  id: 't.item_id',
  time: PUBLISHED,
  which: sql`t.reader_id = (select id from me) and t.epoch = (select epoch from me)`,
};

/** What is unread in those subscriptions `sub` of which something is true, or is in `others`; all of it is gathered before it is put in order. */
export function unreadIn(which: RawBuilder<unknown>, others?: RawBuilder<unknown>): Table {
  const inside = sql`
    select s.item_id from subscriptions sub join sources s on s.feed_id = sub.feed_id
    where sub.reader_id = (select id from me) and ${which} ${others === undefined ? sql`` : sql`union ${others}`}`;
  // PostgreSQL would walk in order, and hope to find enough soon, but does not look behind an `offset`.
  const rows = sql`(select t.* from unread t where ${UNREAD.which} and t.item_id in (${inside}) offset 0)`;
  return { ...UNREAD, which: sql`true`, rows };
}

export function marks(which: RawBuilder<unknown>): Table {
  return {
    name: 'marks',
    id: 't.item_id',
    time: sql`(select i.published_at from items i where i.id = t.item_id)`,
    which: sql`t.reader_id = (select id from me) and ${which}`,
  };
}

export function withTag(tag: string): RawBuilder<unknown> {
  return sql`t.tags @> array[${tag}]::text[]`;
}

/** `done` is true of the whole table already. */
export function fromTable(asked: ItemIds, table: Table, done?: Condition): RawBuilder<unknown> {
  const item = { id: sql.ref(table.id), within: (id: string) => idBounds(asked, id) };
  const conditions = [
    ...(table.name === EVERYTHING ? [inFeed(item)] : []),
    ...asked.include.filter(each => each !== done).map(each => isTrue(each, item)),
    ...(asked.exclude ?? []).map(each => sql`not ${isTrue(each, item)}`),
    notHidden(item),
  ];
  return sql`select ${item.id} as id, ${asked.by === 'published' ? table.time : sql`null`} as time
    from ${table.rows ?? sql.table(table.name)} t
    where ${table.which} ${idBounds(asked, table.id)} ${timeBounds(asked, table)} and ${sql.join(conditions, sql` and `)}
    ${inOrder(asked, 'time', table.id)}`;
}

/** All items of all the person's feeds, picked out of all that there are. */
export function fromItems(asked: ItemIds): RawBuilder<unknown> {
  return fromTable(asked, { name: EVERYTHING, id: 't.id', time: PUBLISHED, which: sql`true` });
}

/** Merged from the lists of those subscriptions `sub` of which something is true; what several feeds have is in it once. */
export function fromFeeds(asked: ItemIds, which: RawBuilder<unknown>, done?: Condition): RawBuilder<unknown> {
  return merged(asked, which, fromTable(asked, SOURCES, done));
}

/**
 * The same of many feeds, of which each has few of what is asked for. The first items of each are enough to know one that comes
 * no earlier than the last of all, and of each feed no more is read than to there.
 */
export function fromManyFeeds(
  asked: ItemIds,
  which: RawBuilder<unknown>,
  { feeds, done }: { feeds: number; done?: Condition | undefined },
): RawBuilder<unknown> {
  const few = { ...asked, limit: Math.ceil((4 * asked.limit) / feeds) };
  const within = { ...SOURCES, which: sql`${SOURCES.which} and ${upToLast(asked)}` };
  return sql`select m.id, m.time from (
    with firsts as materialized (${merged(asked, which, fromTable(few, SOURCES, done))}),
    last as materialized (
      select f.id, f.time from firsts f ${inOrder({ ...asked, limit: 1 }, 'f.time', 'f.id')} offset ${asked.limit - 1}
    )
    ${merged(asked, which, fromTable(asked, within, done))}
  ) m ${inOrder(asked, 'm.time', 'm.id')}`;
}

function merged(asked: ItemIds, which: RawBuilder<unknown>, list: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    select distinct p.id, p.time from subscriptions sub cross join lateral (${list}) p
    where sub.reader_id = (select id from me) and ${which} ${inOrder(asked, 'p.time', 'p.id')}`;
}

function upToLast({ order, by }: ItemIds): RawBuilder<unknown> {
  const id = sql`coalesce((select id from last), ${order === 'newest' ? sql`0` : NONE})`;
  const time = sql`coalesce((select time from last), ${order === 'newest' ? sql`'-infinity'` : sql`'infinity'`})`;
  const than = order === 'newest' ? sql`>=` : sql`<=`;
  return by === 'published'
    ? sql`(t.published_at, t.item_id) ${than} (${time}, ${id})`
    : sql`t.item_id ${than} ${id}`;
}

/**
 * Ids are given out in the order of `seen_at`, but for transactions under way side by side; so a time is also a bound on the
 * ids, ten minutes away.
 */
function idBounds({ above, below, since, until }: ItemIds, column: string): RawBuilder<unknown> {
  const id = sql.ref(column);
  const first = (than: RawBuilder<unknown>) =>
    sql`coalesce((select b.id from items b where b.seen_at >= ${than} order by b.seen_at limit 1), ${NONE})`;
  return sql.join(
    [
      above === undefined ? sql`` : sql`and ${id} > ${above}`,
      below === undefined ? sql`` : sql`and ${id} < ${below}`,
      since === undefined
        ? sql``
        : sql`and ${id} >= ${first(sql`${since}::timestamptz - interval '10 minutes'`)}`,
      until === undefined
        ? sql``
        : sql`and ${id} <= ${first(sql`${until}::timestamptz + interval '10 minutes'`)}`,
    ],
    sql` `,
  );
}

/** Above every id. */
const NONE = sql`9223372036854775807`;

function timeBounds(asked: ItemIds, { name, id, time }: Table): RawBuilder<unknown> {
  const { since, until, publishedAfter, publishedBefore } = asked;
  const seen =
    name === EVERYTHING ? sql`t.seen_at` : sql`(select i.seen_at from items i where i.id = ${sql.ref(id)})`;
  return sql.join(
    [
      since === undefined ? sql`` : sql`and ${seen} >= ${since}::timestamptz`,
      until === undefined ? sql`` : sql`and ${seen} < ${until}::timestamptz`,
      publishedAfter === undefined ? sql`` : sql`and ${time} >= ${publishedAfter}::timestamptz`,
      publishedBefore === undefined ? sql`` : sql`and ${time} < ${publishedBefore}::timestamptz`,
    ],
    sql` `,
  );
}

export function inOrder({ order, by, limit }: ItemIds, time: string, id: string): RawBuilder<unknown> {
  const way = order === 'newest' ? sql`desc` : sql`asc`;
  const first = by === 'published' ? sql`${sql.ref(time)} ${way}, ` : sql``;
  return sql`order by ${first}${sql.ref(id)} ${way} limit ${limit}`;
}
