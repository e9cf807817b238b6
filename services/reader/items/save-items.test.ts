import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { sql } from 'kysely';
import { OWNER } from '../contract.ts';
import { listFeeds } from '../methods/feeds/list-feeds.ts';
import { listItems } from '../methods/items/list-items.ts';
import { markItems } from '../methods/marks/mark-items.ts';
import { addSubscriptions } from '../store/add-subscriptions.ts';
import { testReader } from '../testing/context.ts';
import { entry, outline } from '../testing/items.ts';
import { saveItems } from './save-items.ts';

const NOW = new Date('2026-01-01T00:00:00Z');
const LONG = `<p>${'Words that nobody writes twice by chance. '.repeat(8)}</p>`;

async function setUp(t: TestContext) {
  const ctx = await testReader(t);
  const outlines = [outline('a'), outline('b')];
  const ids = [...(await addSubscriptions(ctx.db, OWNER, outlines, true)).values()].map(feed => feed.id);
  const [a, b] = ids as [number, number];
  const list = async (view: 'all' | 'unread' = 'all') =>
    (await listItems(ctx, { account: OWNER, view, limit: 100, html: true })).items;
  return { ctx, a, b, list };
}

test('the same address with a title that agrees is one item with several sources', async t => {
  const { ctx, a, b, list } = await setUp(t);
  await saveItems(
    ctx,
    a,
    [entry('x', 1, { url: 'https://www.site.example/post/?utm_source=rss', title: 'Good news' })],
    NOW,
  );
  const planet = entry('planet-7', 2, { url: 'http://site.example/post', title: 'Ann: Good news!' });
  assert.equal((await saveItems(ctx, b, [planet], NOW)).added, 0);
  const [item, ...more] = await list();
  assert.deepEqual(more, []);
  assert.deepEqual(
    [item?.url, item?.title, item?.sources.map(source => source.title)],
    ['https://www.site.example/post/', 'Good news', ['a', 'b']],
  );
});

test('another address with the same title and words is the same item; a link to a page with other words is not', async t => {
  const { ctx, a, b, list } = await setUp(t);
  await saveItems(ctx, a, [entry('x', 1, { title: 'Essay', html: LONG })], NOW);
  const copy = entry('y', 2, {
    url: 'https://mirror.example/essay',
    title: 'Essay',
    html: `<div>${LONG}</div>`,
  });
  const linked = entry('z', 3, {
    url: 'https://a.example/x',
    title: 'Look at this',
    html: '<p>I disagree.</p>',
  });
  assert.equal((await saveItems(ctx, b, [linked, copy], NOW)).added, 1);
  assert.deepEqual(
    (await list()).map(item => [item.title, item.sources.length]),
    [
      ['Look at this', 1],
      ['Essay', 2],
    ],
  );
});

test('what was read does not become unread because another feed brings it too', async t => {
  const { ctx, a, b, list } = await setUp(t);
  await saveItems(ctx, a, [entry('x')], NOW);
  await markItems(ctx, { account: OWNER, ids: [(await list())[0]!.id], read: true });
  await saveItems(ctx, b, [entry('x')], NOW);
  assert.deepEqual(await list('unread'), []);
  await addSubscriptions(ctx.db, 'member', [outline('b')], false);
  assert.equal((await listFeeds(ctx, { account: 'member' })).feeds[0]?.unread, 1);
});

test('a feed that gives its entries other ids brings nothing new, and entries that are alike stay apart', async t => {
  const { ctx, a, list } = await setUp(t);
  await saveItems(ctx, a, [entry('1'), entry('2', 1)], NOW);
  const renamed = [entry('tag:1', 0, { url: 'https://a.example/1', title: '1' }), entry('2', 1)];
  assert.equal((await saveItems(ctx, a, renamed, NOW)).added, 0);
  assert.equal((await saveItems(ctx, a, renamed, NOW)).added, 0);
  const twin = entry('twin', 5, { url: 'https://a.example/1', title: '1' });
  assert.equal((await saveItems(ctx, a, [twin, ...renamed], NOW)).added, 1);
  assert.equal((await list()).length, 3);
});

test('a changed item is revised in its place: not new, not unread, and shown as changed', async t => {
  const { ctx, a, list } = await setUp(t);
  await saveItems(ctx, a, [entry('1'), entry('2', 1)], NOW);
  await markItems(ctx, { account: OWNER, ids: (await list()).map(item => item.id), read: true });
  const before = (await list()).find(item => item.title === '1')!;
  const changed = entry('1', 9, { html: '<p>otherwise</p>' });
  assert.equal((await saveItems(ctx, a, [changed, entry('2', 1)], NOW)).added, 0);
  const after = (await list()).find(item => item.title === '1')!;
  assert.deepEqual([after.id, after.publishedAt, after.unread], [before.id, before.publishedAt, false]);
  assert.ok(after.revisedAt);
  assert.match(after.html ?? '', /otherwise/);
  assert.equal((await list()).find(item => item.title === '2')?.revisedAt, undefined);
});

test('of a feed that is looked at for the first time, only the newest are unread', async t => {
  const { ctx, a, list } = await setUp(t);
  await saveItems(
    ctx,
    a,
    Array.from({ length: 80 }, (_, n) => entry(`${n}`, 80 - n)),
    NOW,
  );
  const unread = await list('unread');
  assert.equal(unread.length, 50);
  assert.equal(unread[0]?.title, '0');
  await saveItems(
    ctx,
    a,
    Array.from({ length: 60 }, (_, n) => entry(`later${n}`, 200 + n)),
    NOW,
  );
  assert.equal((await list('unread')).length, 100, 'the page is full: 110 are unread');
  assert.equal((await listFeeds(ctx, { account: OWNER })).feeds[0]?.unread, 110);
});

test('two feeds that bring the same at the same moment bring one item', async t => {
  const { ctx, a, b, list } = await setUp(t);
  const entries = Array.from({ length: 40 }, (_, n) => entry(`${n}`, n));
  const saved = await Promise.all([
    saveItems(ctx, a, entries, NOW),
    saveItems(ctx, b, entries.toReversed(), NOW),
  ]);
  assert.equal(saved[0].added + saved[1].added, 40);
  assert.equal((await list()).length, 40);
});

test('one feed that is read twice at the same moment brings each item once', async t => {
  const { ctx, a } = await setUp(t);
  const entries = Array.from({ length: 40 }, (_, n) => entry(`${n}`, n));
  const saved = await Promise.all([1, 2, 3].map(() => saveItems(ctx, a, entries, NOW)));
  assert.equal(
    saved.reduce((sum, { added }) => sum + added, 0),
    40,
  );
  const items = await sql<{ n: number }>`select count(*)::integer as n from items`.execute(ctx.db);
  assert.equal(items.rows[0]?.n, 40);
});
