import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import fc from 'fast-check';
import { sql } from 'kysely';
import { OWNER } from '../contract.ts';
import { testReader } from '../testing/context.ts';
import type { Condition } from './item-conditions.ts';
import { countItemIds, type ItemIds, selectItemIds } from './item-ids.ts';

const FEEDS = 90;
const ITEMS = 7_000;

interface Row {
  readonly id: number;
  readonly time: string;
  readonly unread: boolean;
  readonly starred: boolean;
  readonly hidden: boolean;
  readonly own: readonly string[];
  readonly feeds: readonly number[];
  readonly folders: readonly string[];
  readonly untagged: boolean;
}

/**
 * The first feed has a tenth of the items and the last ones a few, one of seven is of two feeds, and published in another order
 * than they came in: `many` has nearly all feeds, `few` three, `old` some that stopped early. Most of it is unread.
 */
async function setUp(t: TestContext) {
  const { db } = await testReader(t);
  const tags = sql`array_remove(array[case when n > 5 then 'many' end, case when n in (2, 40, 80) then 'few' end,
    case when n between 6 and 75 then 'old' end], null)`;
  const filled = [
    sql`insert into feeds (url) select 'https://a.example/' || n from generate_series(1, ${FEEDS}::integer) n`,
    sql`insert into subscriptions (reader_id, feed_id, tags, public) select 1, n, ${tags}, true from generate_series(1, ${FEEDS - 1}::integer) n`,
    sql`insert into items (feed_id, title, html, summary, public, published_at, words)
      select case when n > 5500 and f between 6 and 75 then 80 else f end, 'a', 'a', 'a', true,
        timestamptz '2025-01-01' + ((n * 7919) % 5000) * interval '1 minute', ''
      from (select n, 1 + floor(${FEEDS}::integer ^ (((n * 7907) % 1000) / 1001.0))::integer % ${FEEDS}::integer as f
        from generate_series(1, ${ITEMS}::integer) n) i`,
    sql`insert into sources (feed_id, key, item_id, content_hash, published_at)
      select feed_id, decode(md5(id::text), 'hex'), id, ''::bytea, published_at from items
      union all select 1 + (feed_id + 38) % ${FEEDS}::integer, decode(md5(id::text), 'hex'), id, ''::bytea, published_at from items where id % 7 = 0`,
    sql`insert into unread (item_id, reader_id, feed_id, epoch, published_at)
      select id, 1, feed_id, 0, published_at from items where id % 5 > 0 and feed_id < ${FEEDS}::integer`,
    sql`update subscriptions s set unread = (select count(*) from unread u where u.feed_id = s.feed_id)`,
    sql`insert into marks (reader_id, item_id, starred_at, tags, hidden)
      select 1, id, case when id % 2 = 0 then now() end, case when id % 3 = 0 then array['few'] else '{}' end, id % 11 = 0
      from items where id % 37 = 0`,
    sql`analyze`,
  ];
  for (const statement of filled) await statement.execute(db);
  const { rows } = await sql<Row>`
    select i.id, i.published_at::text as time, u.item_id is not null as unread, m.starred_at is not null as starred,
      coalesce(m.hidden, false) as hidden, coalesce(m.tags, '{}') as own, s.feeds, s.folders, s.untagged
    from items i left join unread u on u.item_id = i.id left join marks m on m.item_id = i.id
    join lateral (
      select array_agg(sub.feed_id) as feeds, bool_or(sub.tags = '{}') as untagged,
        array(select distinct g from sources o join subscriptions os on os.feed_id = o.feed_id, unnest(os.tags) g where o.item_id = i.id) as folders
      from sources s join subscriptions sub on sub.feed_id = s.feed_id where s.item_id = i.id
    ) s on s.feeds is not null`.execute(db);
  return { db, rows: rows.map(row => ({ ...row, feeds: row.feeds.map(Number) })) };
}

function holds(row: Row, condition: Condition): boolean {
  switch (condition.is) {
    case 'unread':
      return row.unread;
    case 'read':
      return !row.unread;
    case 'starred':
      return row.starred;
    case 'saved':
      return false;
    case 'in_feed':
      return row.feeds.includes(condition.feedId);
    case 'in_folder':
      return row.folders.includes(condition.tag);
    case 'in_untagged':
      return row.untagged;
    case 'tagged':
      return row.own.includes(condition.tag);
    case 'labelled':
      return row.folders.includes(condition.tag) || row.own.includes(condition.tag);
  }
}

const folder = fc.constantFrom('many', 'few', 'old', 'none');
const place: fc.Arbitrary<Condition> = fc.oneof(
  folder.map(tag => ({ is: 'in_folder', tag }) as const),
  folder.map(tag => ({ is: 'labelled', tag }) as const),
  fc.constantFrom(1, 2, 60, FEEDS).map(feedId => ({ is: 'in_feed', feedId }) as const),
  fc.constant({ is: 'in_untagged' } as const),
);
const state: fc.Arbitrary<Condition> = fc
  .constantFrom('unread', 'unread', 'read', 'starred')
  .map(is => ({ is }));
const asked: fc.Arbitrary<ItemIds> = fc.record({
  include: fc
    .tuple(fc.array(state, { maxLength: 1 }), fc.array(place, { maxLength: 2 }))
    .map(each => each.flat()),
  exclude: fc.array(fc.oneof(state, place), { maxLength: 1 }),
  order: fc.constantFrom('newest', 'oldest'),
  by: fc.constantFrom('id', 'published'),
  above: fc.option(fc.nat(ITEMS), { nil: undefined, freq: 1 }),
  below: fc.option(fc.nat(ITEMS), { nil: undefined, freq: 1 }),
  limit: fc.constantFrom(1, 20, 300, 20_000),
});

test('ids are those that a look at every item finds, in order, whichever way they are read', async t => {
  const { db, rows } = await setUp(t);
  const look = ({ include, exclude = [], order, by, above = 0, below = Infinity, limit }: ItemIds) => {
    const found = rows.filter(
      row =>
        !row.hidden &&
        row.id > above &&
        row.id < below &&
        include.every(each => holds(row, each)) &&
        !exclude.some(each => holds(row, each)),
    );
    const time = (row: Row) => (by === 'published' ? row.time : '');
    const sorted = found.sort((a, b) => (time(a) < time(b) ? -1 : time(a) > time(b) ? 1 : a.id - b.id));
    if (order === 'newest') sorted.reverse();
    return sorted.slice(0, limit).map(row => row.id);
  };
  const agrees = async (one: ItemIds) => {
    const expected = look(one);
    assert.deepEqual((await selectItemIds(db, OWNER, one)).map(Number), expected);
    assert.equal(await countItemIds(db, OWNER, one), expected.length);
  };
  await fc.assert(fc.asyncProperty(asked, agrees), { numRuns: 50 });
  // Those that begin at the place, and those that are merged from many feeds, with and without enough to fill a page.
  for (const by of ['id', 'published'] as const)
    for (const order of ['newest', 'oldest'] as const)
      for (const limit of [5, 300])
        for (const tag of ['few', 'old', 'many'])
          for (const is of ['in_folder', 'labelled'] as const)
            for (const include of [
              [{ is, tag }],
              [{ is, tag }, { is: 'unread' }],
              [{ is, tag }, { is: 'read' }],
            ] as const)
              await agrees({ include, order, by, limit });
});
