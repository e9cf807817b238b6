import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { sql } from 'kysely';
import { OWNER } from '../contract.ts';
import { saveItems } from '../items/save-items.ts';
import { addSubscriptions } from '../store/add-subscriptions.ts';
import { testReader } from '../testing/context.ts';
import { entry, outline } from '../testing/items.ts';
import { listFeeds } from './feeds/list-feeds.ts';
import { unsubscribe } from './feeds/unsubscribe.ts';
import { updateFeed } from './feeds/update-feed.ts';
import { listItems } from './items/list-items.ts';
import { searchItems } from './items/search-items.ts';

const NOW = new Date('2026-01-01T00:00:00Z');

/** Two public feeds with tags and a private one, 40 items each, interleaved in time; two hours are shared. */
async function setUp(t: TestContext) {
  const ctx = await testReader(t);
  const visible = await addSubscriptions(
    ctx.db,
    OWNER,
    [outline('a', ['x', 'y']), outline('b', ['x'])],
    true,
  );
  const hidden = await addSubscriptions(ctx.db, OWNER, [outline('c', ['x'])], false);
  const ids = [...visible.values(), ...hidden.values()].map(feed => feed.id);
  for (const [index, id] of ids.entries()) {
    const items = Array.from({ length: 40 }, (_, n) =>
      entry(`${'abc'[index]}${n}`, n * 2 + (index === 2 ? 1 : 0)),
    );
    await saveItems(ctx, id, items, NOW);
  }
  const ask = (input: Partial<Parameters<typeof listItems>[1]>) =>
    listItems(ctx, { account: OWNER, limit: 100, ...input });
  return { ctx, ids: ids.map(String), ask };
}

test('pages follow each other without gaps or repeats, newest first', async t => {
  const { ask } = await setUp(t);
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await ask({ limit: 7, cursor });
    seen.push(...page.items.map(each => `${each.publishedAt} ${each.id.padStart(4, '0')}`));
    cursor = page.next;
  } while (cursor !== undefined);
  assert.equal(seen.length, 120);
  assert.deepEqual(seen, [...new Set(seen)].sort().reverse());
});

test('lists can be of one feed, of a tag and of what is public', async t => {
  const { ask, ids } = await setUp(t);
  const titles = async (input: Parameters<typeof ask>[0]) =>
    new Set((await ask(input)).items.map(each => each.feedTitle));
  assert.deepEqual(await titles({ feedId: ids[1] }), new Set(['b']));
  assert.deepEqual(await titles({ tag: 'y' }), new Set(['a']));
  assert.deepEqual(await titles({ tag: 'x', account: undefined }), new Set(['a', 'b']));
  assert.deepEqual(await titles({ account: undefined }), new Set(['a', 'b']));
  assert.deepEqual(await titles({ feedId: ids[2], account: undefined }), new Set());
  for (const feedId of ['nonsense', '999', '1e3']) assert.deepEqual((await ask({ feedId })).items, []);
  const tagged = await ask({ tag: 'x', limit: 10 });
  assert.deepEqual(tagged.items, (await ask({ limit: 10 })).items);
  assert.deepEqual((await ask({ tag: 'x', limit: 10, cursor: tagged.next })).items.length, 10);
});

test('a page of many feeds has what comes first in any of them, and what they share once', async t => {
  const ctx = await testReader(t);
  const names = [...'abcdefghijkl'];
  const feeds = await addSubscriptions(
    ctx.db,
    OWNER,
    names.map(name => outline(name, ['many'])),
    true,
  );
  for (const [index, { id }] of [...feeds.values()].entries()) {
    const own = Array.from({ length: 1 + (index % 5) }, (_, n) =>
      entry(`${names[index]}${n}`, (n * 37 + index * 11) % 50),
    );
    const shared = index % 2 === 0 ? [entry('both', 60), entry('all', 61), entry('old', 5)] : [];
    await saveItems(ctx, id, [...own, ...shared], NOW);
  }
  for (const order of ['newest', 'oldest'] as const)
    for (const view of ['all', 'unread'] as const) {
      const list = { account: OWNER, order, view };
      const whole = (await listItems(ctx, { ...list, limit: 100 })).items.map(item => item.id);
      assert.equal(whole.length, new Set(whole).size);
      const merged: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await listItems(ctx, { ...list, tag: 'many', limit: 3, cursor });
        merged.push(...page.items.map(item => item.id));
        cursor = page.next;
      } while (cursor !== undefined);
      assert.equal(merged.length, 36);
      assert.deepEqual(merged, whole);
    }
});

test('a cursor that no list gave out is refused', async t => {
  const { ask } = await setUp(t);
  await assert.rejects(ask({ cursor: 'x' }), { code: 'invalid' });
});

test('every list is carried by an index', async t => {
  const { ctx } = await setUp(t);
  const plan = async (query: string) => {
    const lines = await ctx.db.transaction().execute(async tx => {
      await sql`set local enable_seqscan = off`.execute(tx);
      await sql`set local enable_sort = off`.execute(tx);
      return await sql<{ 'QUERY PLAN': string }>`explain ${sql.raw(query)}`.execute(tx);
    });
    return lines.rows.map(row => row['QUERY PLAN']).join('\n');
  };
  const order = 'order by published_at desc, id desc limit 20';
  const after = `(published_at, id) < ('2025-01-02', 10)`;
  assert.match(await plan(`select * from items where ${after} ${order}`), /Index Scan using items_newest/);
  assert.match(
    await plan(`select * from items where ${after} and public ${order}`),
    /Index Scan using items_public/,
  );
  assert.match(
    await plan(
      `select item_id from sources where (published_at, item_id) < ('2025-01-02', 10) and feed_id = 1
      order by published_at desc, item_id desc limit 20`,
    ),
    /Index Only Scan using sources_of_feed/,
  );
  assert.match(
    await plan(`select id from items where words @@ websearch_to_tsquery('simple', 'a')`),
    /Index Scan on items_words/,
  );
  const mine = 'reader_id = 1 and epoch = 0';
  const unread = 'order by published_at desc, item_id desc limit 20';
  assert.match(
    await plan(`select item_id from unread where ${mine} ${unread}`),
    /Index Only Scan using unread_river/,
  );
  assert.match(
    await plan(`select item_id from unread where ${mine} and feed_id = 1 ${unread}`),
    /Index Only Scan using unread_of_feed/,
  );
  assert.match(
    await plan(
      `select item_id from marks where reader_id = 1 and starred_at is not null
      order by starred_at desc, item_id desc limit 20`,
    ),
    /Index Only Scan using marks_starred/,
  );
  assert.match(
    await plan(`select distinct unnest(tags) from marks where reader_id = 1 and tags <> '{}'`),
    /Index Scan on marks_tagged/,
  );
  assert.match(
    await plan('select id from feeds where next_poll_at <= now() order by next_poll_at limit 5'),
    /Index Scan using feeds_due/,
  );
});

test('words, phrases and exclusions are found in titles and texts, and nothing breaks the search', async t => {
  const { ctx, ids } = await setUp(t);
  const html = '<p>The <b>quick</b> brown fox, größer als Ångström</p><script>hidden</script>';
  await saveItems(ctx, Number(ids[0]), [entry('Fable', 300, { html })], NOW);
  const find = async (query: string, viewer: 'owner' | 'visitor' = 'owner') =>
    (await searchItems(ctx, { account: viewer === 'owner' ? OWNER : undefined, query, limit: 5 })).items.map(
      each => each.title,
    );
  assert.deepEqual(await find('fox QUICK fable'), ['Fable']);
  assert.deepEqual(await find('"brown fox"'), ['Fable']);
  assert.deepEqual(await find('ångström größer'), ['Fable']);
  assert.deepEqual(await find('fox -brown'), []);
  assert.deepEqual(await find('hidden'), []);
  assert.deepEqual(await find('about c7'), ['c7']);
  assert.deepEqual(await find('about c7', 'visitor'), []);
  for (const query of ["'", '"', '& | ! ( )', ':*', '\0', '\ud800', '-'])
    assert.deepEqual(await find(query), []);
});

test('a feed made private leaves the public lists with its items, and its names and tags can be changed', async t => {
  const { ctx, ids, ask } = await setUp(t);
  const { feed } = await updateFeed(ctx, {
    account: OWNER,
    id: ids[0]!,
    public: false,
    title: 'Mine',
    tags: ['z'],
  });
  assert.deepEqual([feed.public, feed.title, feed.tags], [false, 'Mine', ['z']]);
  assert.deepEqual(
    new Set((await ask({ account: undefined })).items.map(each => each.feedTitle)),
    new Set(['b']),
  );
  assert.equal((await ask({ tag: 'z' })).items[0]?.feedTitle, 'Mine');
  assert.equal((await updateFeed(ctx, { account: OWNER, id: ids[0]!, title: '' })).feed.title, 'a');
  await assert.rejects(updateFeed(ctx, { account: OWNER, id: '99', public: true }), { code: 'not_found' });
});

test('unsubscribing removes the items too, and doing it again is no error', async t => {
  const { ctx, ids, ask } = await setUp(t);
  for (const id of [ids[0]!, ids[0]!, 'nonsense']) await unsubscribe(ctx, { account: OWNER, id });
  assert.equal((await listFeeds(ctx, { account: OWNER })).feeds.length, 2);
  assert.equal((await ask({ feedId: ids[0] })).items.length, 0);
  assert.deepEqual(await saveItems(ctx, Number(ids[0]), [entry('late', 1)], NOW), {
    added: 0,
    newestAt: new Date('2025-01-01T01:00:00Z'),
  });
});
