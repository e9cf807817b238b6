import { type RawBuilder, sql } from 'kysely';
import { type Condition, inFeed, isTrue, notHidden } from './item-conditions.ts';
import type { ItemIds } from './item-ids.ts';

/** Where ids are read from, as `t`, and which of its rows. */
export interface Table {
  readonly name: string;
  readonly id: string;
  readonly time: RawBuilder<unknown>;
  readonly which: RawBuilder<unknown>;
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
    from ${sql.table(table.name)} t
    where ${table.which} ${idBounds(asked, table.id)} ${timeBounds(asked, table)} and ${sql.join(conditions, sql` and `)}
    ${inOrder(asked, 'time', table.id)}`;
}

/** All items of all the person's feeds, picked out of all that there are. */
export function fromItems(asked: ItemIds): RawBuilder<unknown> {
  return fromTable(asked, { name: EVERYTHING, id: 't.id', time: PUBLISHED, which: sql`true` });
}

/** Merged from the lists of those subscriptions `sub` of which something is true; what several feeds have is in it once. */
export function fromFeeds(asked: ItemIds, which: RawBuilder<unknown>, done?: Condition): RawBuilder<unknown> {
  return sql`
    select distinct p.id, p.time from subscriptions sub cross join lateral (${fromTable(asked, SOURCES, done)}) p
    where sub.reader_id = (select id from me) and ${which} ${inOrder(asked, 'p.time', 'p.id')}`;
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
