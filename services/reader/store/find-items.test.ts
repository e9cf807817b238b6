import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import fc from 'fast-check';
import { type RawBuilder, sql } from 'kysely';
import { OWNER } from '../contract.ts';
import { saveItems } from '../items/save-items.ts';
import { searchItems } from '../methods/items/search-items.ts';
import { searchQuery } from '../search/search-query.ts';
import { testReader } from '../testing/context.ts';
import { entry, outline } from '../testing/items.ts';
import { addSubscriptions } from './add-subscriptions.ts';

const NOW = new Date('2026-01-01T00:00:00Z');
const ITEMS = 700;
const DAY = 24;

/**
 * Items of ten years, some at the same moment, of two feeds, of which the member reads one: words that all have, that few
 * have, and that only old ones have.
 */
async function setUp(t: TestContext) {
  const ctx = await testReader(t);
  const feeds = [
    ...(
      await addSubscriptions(ctx.db, OWNER, [outline('a', ['x']), outline('b', ['x', 'y'])], false)
    ).values(),
  ];
  await addSubscriptions(ctx.db, 'member', [outline('b')], false);
  const entries = Array.from({ length: ITEMS }, (_, n) => {
    const rare = [
      n % 5 === 0 && 'fifth',
      n % 97 === 0 && 'seldom',
      n > 550 && 'ancient',
      n === 420 && 'once',
    ];
    const html = `<p>all ${n % 3 === 0 ? 'red hen' : 'hen red'} ${rare.filter(Boolean).join(' ')}</p>`;
    return entry(`n${n}`, (360 - (n - (n % 2)) * 5) * DAY, { html });
  });
  for (const [index, feed] of feeds.entries())
    await saveItems(
      ctx,
      feed.id,
      entries.filter((_, n) => (n % 4 === 0) === (index === 1)),
      NOW,
    );
  await sql`
    insert into marks (reader_id, item_id, starred_at, tags, hidden)
    select r.id, i.id, case when i.id % 7 = 0 then now() end, case when i.id % 11 = 0 then array['keep'] else '{}' end, false
    from items i join sources s on s.item_id = i.id
    join subscriptions sub on sub.feed_id = s.feed_id join readers r on r.id = sub.reader_id
    where i.id % 7 = 0 or i.id % 11 = 0`.execute(ctx.db);
  await sql`delete from unread where item_id % 3 = 0`.execute(ctx.db);
  return { ctx, feeds: feeds.map(({ id }) => id) };
}

/** In what is searched, and of which items `i` of a reader `r` it is true. */
function narrow(feeds: readonly number[]) {
  const feed = (which: RawBuilder<unknown>) => sql`exists (
    select from sources s join subscriptions sub on sub.feed_id = s.feed_id and sub.reader_id = r.id
    where s.item_id = i.id and ${which})`;
  const marked = (which: RawBuilder<unknown>) => sql`exists (
    select from marks m where m.item_id = i.id and m.reader_id = r.id and ${which})`;
  const starred = marked(sql`m.starred_at is not null`);
  const [from, to] = ['2020-03-01T00:00:00.000Z', '2023-07-09T12:00:00.000Z'];
  const ways: [Partial<Parameters<typeof searchItems>[1]>, RawBuilder<unknown>][] = [
    [{}, sql`true`],
    [{ feedId: String(feeds[0]) }, feed(sql`sub.feed_id = ${feeds[0]}`)],
    [{ tag: 'x' }, feed(sql`'x' = any(sub.tags)`)],
    [{ tag: 'y', since: from }, sql`${feed(sql`'y' = any(sub.tags)`)} and i.published_at >= ${from}`],
    [{ view: 'starred' }, starred],
    [{ view: 'starred', tag: 'y' }, sql`${starred} and ${feed(sql`'y' = any(sub.tags)`)}`],
    [{ view: 'starred', itemTag: 'keep' }, sql`${starred} and ${marked(sql`m.tags @> array['keep']`)}`],
    [{ itemTag: 'keep' }, marked(sql`m.tags @> array['keep']`)],
    [{ view: 'unread' }, sql`exists (select from unread u where u.item_id = i.id and u.reader_id = r.id)`],
    [{ since: from, until: to }, sql`i.published_at >= ${from} and i.published_at < ${to}`],
    [{ until: from, view: 'starred' }, sql`${starred} and i.published_at < ${from}`],
    [{ since: to, until: from }, sql`false`],
    [{ view: 'saved' }, sql`false`],
  ];
  return ways.map(([within, condition]) => ({ within, condition }));
}

test('the pages of any search, in everything or in a part, are what a look at every item finds, newest first', async t => {
  const { ctx, feeds } = await setUp(t);
  const ways = narrow(feeds);
  const word = fc.constantFrom('all', 'red', 'hen', 'fifth', 'seldom', 'ancient', 'once', 'anci', 'none');
  const term = fc.tuple(
    fc.constantFrom('', '', '', '-', 'or '),
    fc.oneof(word, fc.constantFrom('"red hen"', '"hen all"')),
  );
  const query = fc
    .array(term, { minLength: 1, maxLength: 3 })
    .map(terms => terms.map(([how, what]) => how + what).join(' '));
  await fc.assert(
    fc.asyncProperty(
      query,
      fc.integer({ min: 10, max: 50 }),
      fc.constantFrom(OWNER, 'member'),
      fc.integer({ min: 0, max: ways.length - 1 }),
      async (asked, limit, account, way) => {
        const { within, condition } = ways[way]!;
        const found: string[] = [];
        let cursor: string | undefined;
        do {
          const page = await searchItems(ctx, { ...within, account, query: asked, limit, cursor });
          found.push(...page.items.map(item => item.id));
          cursor = page.next;
        } while (cursor !== undefined);
        assert.deepEqual(found, await scan(account, asked, condition));
      },
    ),
    {
      numRuns: 60,
      examples: [
        ['once', 10, OWNER, 0],
        ['seldom', 3, OWNER, 0],
        ['ancient', 40, 'member', 0],
        ...ways.map((_, way): [string, number, string, number] => ['"red hen"', 50, OWNER, way]),
      ],
    },
  );

  async function scan(account: string, asked: string, condition: RawBuilder<unknown>): Promise<string[]> {
    const rows = await sql<{ id: string }>`
      select i.id::text as id from items i join readers r on r.account = ${account}
      where ${condition} and i.words @@ ${searchQuery(asked)?.whole ?? ''}::tsquery and exists (
        select from sources s join subscriptions sub on sub.feed_id = s.feed_id and sub.reader_id = r.id
        where s.item_id = i.id)
      order by i.published_at desc, i.id desc`.execute(ctx.db);
    return rows.rows.map(row => row.id);
  }
});

test('what a rule hides is not found', async t => {
  const { ctx } = await setUp(t);
  const find = async () => (await searchItems(ctx, { account: OWNER, query: 'once', limit: 5 })).items;
  const [item] = await find();
  await sql`insert into marks (reader_id, item_id, hidden) values (1, ${item!.id}, true)
    on conflict (reader_id, item_id) do update set hidden = true`.execute(ctx.db);
  assert.deepEqual(await find(), []);
});
