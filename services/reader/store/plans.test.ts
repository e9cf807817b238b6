import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { type RawBuilder, sql } from 'kysely';
import { OWNER } from '../contract.ts';
import { searchQuery } from '../search/search-query.ts';
import { testReader } from '../testing/context.ts';
import { placesInSpan } from './find-items.ts';
import { me, viewerOf } from './readers.ts';
import { placesOf, type StreamPage } from './stream.ts';

const SINCE = '2025-01-01T00:00:00Z';

/** The plans of queries that stand after `me`, where 20 feeds have 3,000 items, an hour apart and mostly with the words `red hen`. */
async function planner(t: TestContext) {
  const { db } = await testReader(t);
  const at = sql`${SINCE}::timestamptz + n * interval '1 hour'`;
  const words = sql`(case when n % 9 = 0 then 'sun' else 'red:1 hen:2' end)::tsvector`;
  const filled = [
    sql`insert into feeds (url) select 'https://a.example/' || n from generate_series(1, 20) n`,
    sql`insert into subscriptions (reader_id, feed_id, tags, public, unread)
      select 1, id, array['x'], true, 150 from feeds`,
    sql`insert into items (feed_id, title, html, summary, public, published_at, words)
      select 1 + n % 20, 'a', 'a', 'a', true, ${at}, ${words} || array_to_tsvector(array['~' || to_char(${at}, 'YYYY-MM')])
      from generate_series(1, 3000) n`,
    sql`insert into sources (feed_id, key, item_id, content_hash, published_at)
      select feed_id, decode(md5(id::text), 'hex'), id, '', published_at from items`,
    sql`insert into unread (item_id, reader_id, feed_id, epoch, published_at)
      select id, 1, feed_id, 0, published_at from items`,
    sql`vacuum analyze`,
  ];
  for (const statement of filled) await statement.execute(db);
  return async (query: RawBuilder<unknown>) => {
    const lines = await sql<{ 'QUERY PLAN': string }>`
      explain with ${me(OWNER)} select * from (${query}) p`.execute(db);
    return lines.rows.map(row => row['QUERY PLAN']).join('\n');
  };
}

const page: StreamPage = {
  view: 'unread',
  feedId: undefined,
  tag: undefined,
  itemTag: undefined,
  order: 'newest',
  after: { time: new Date('2025-04-20T00:00:00Z'), id: 2600 },
  limit: 20,
};

test('a list of many feeds is merged from the beginnings of theirs', async t => {
  const plan = await planner(t);
  const unread = await plan(placesOf(viewerOf(OWNER), { ...page, tag: 'x' }, 1000));
  assert.equal(unread.match(/Index Only Scan using unread_of_feed/g)?.length, 2, unread);
  const all = await plan(placesOf(viewerOf(OWNER), { ...page, view: 'all', tag: 'x' }, 1000));
  assert.equal(all.match(/Index Only Scan using sources_of_feed/g)?.length, 2, all);
  // Feeds are chosen before more of them is read than their first item.
  for (const each of [unread, all]) assert.match(each, /CTE Scan on chosen.*\n.*Limit/, each);
  for (const each of [unread, all]) assert.doesNotMatch(each, /Seq Scan on (?:items|unread|sources) /);
});

test('a search takes what has the words from their index, in order, and looks at the items one by one', async t => {
  const plan = await planner(t);
  const span = { from: page.after!, start: new Date('2025-03-01T00:00:00Z'), limit: 20 };
  const found = await plan(
    placesInSpan(viewerOf(OWNER), { query: searchQuery('"red hen"')!, within: { view: 'all' } }, span),
  );
  assert.match(found, /Bitmap Index Scan on items_words/, found);
  assert.match(found, /Index Scan using items_pkey/, found);
  assert.doesNotMatch(found, /items_newest|Seq Scan on (?:items|sources) /, found);
});
