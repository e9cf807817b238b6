import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import fc from 'fast-check';
import { sql } from 'kysely';
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
  const feeds = [...(await addSubscriptions(ctx.db, OWNER, [outline('a'), outline('b')], false)).values()];
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
  return ctx;
}

test('the pages of any search are what a look at every item finds, newest first', async t => {
  const ctx = await setUp(t);
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
      async (asked, limit, account) => {
        const found: string[] = [];
        let cursor: string | undefined;
        do {
          const page = await searchItems(ctx, { account, query: asked, limit, cursor });
          found.push(...page.items.map(item => item.id));
          cursor = page.next;
        } while (cursor !== undefined);
        assert.deepEqual(found, await scan(account, asked));
      },
    ),
    {
      numRuns: 40,
      examples: [
        ['once', 10, OWNER],
        ['seldom', 3, OWNER],
        ['ancient', 40, 'member'],
        ['"red hen"', 50, OWNER],
      ],
    },
  );

  async function scan(account: string, asked: string): Promise<string[]> {
    const rows = await sql<{ id: string }>`
      select i.id::text as id from items i
      where i.words @@ ${searchQuery(asked)?.whole ?? ''}::tsquery and exists (
        select from sources s join subscriptions sub on sub.feed_id = s.feed_id join readers r on r.id = sub.reader_id
        where s.item_id = i.id and r.account = ${account})
      order by i.published_at desc, i.id desc`.execute(ctx.db);
    return rows.rows.map(row => row.id);
  }
});

test('what a rule hides is not found', async t => {
  const ctx = await setUp(t);
  const find = async () => (await searchItems(ctx, { account: OWNER, query: 'once', limit: 5 })).items;
  const [item] = await find();
  await sql`insert into marks (reader_id, item_id, hidden) values (1, ${item!.id}, true)`.execute(ctx.db);
  assert.deepEqual(await find(), []);
});
