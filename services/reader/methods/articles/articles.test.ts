import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { sql } from 'kysely';
import { OWNER } from '../../contract.ts';
import { saveItems } from '../../items/save-items.ts';
import { articlesJob } from '../../jobs/articles.ts';
import { addSubscriptions } from '../../store/add-subscriptions.ts';
import { noSignal, testReader } from '../../testing/context.ts';
import { type FeedServer, feedServer } from '../../testing/feed-server.ts';
import { entry, outline } from '../../testing/items.ts';
import { prose, webPage } from '../../testing/pages.ts';
import { setFeedOptions } from '../feeds/set-feed-options.ts';
import { getItem } from '../items/get-items.ts';
import { listItems } from '../items/list-items.ts';
import { searchItems } from '../items/search-items.ts';
import { getFullText } from './get-full-text.ts';
import { getFeedReading, setFeedReading } from './set-feed-reading.ts';

async function setUp(t: TestContext, pages: FeedServer['pages'] = {}) {
  const [ctx, server] = await Promise.all([testReader(t), feedServer(t, pages)]);
  const feed = { ...outline('a'), url: `${server.origin}/feed` };
  const [added] = [...(await addSubscriptions(ctx.db, OWNER, [feed], true)).values()];
  const bring = async (path: string) => {
    await saveItems(ctx, added!.id, [entry(path, 1, { url: server.origin + path })], new Date());
    return (await listItems(ctx, { account: OWNER, limit: 1, html: true })).items[0]!;
  };
  const run = () => articlesJob(ctx).handler({}, { id: '1', retries: 0, signal: noSignal });
  return { ctx, server, id: String(added!.id), bring, run };
}

test('the text of a page is fetched when it is asked for, once, and its words are found', async t => {
  const { ctx, server, bring } = await setUp(t, {
    '/p': { body: webPage(`${prose('heron')}<img src="/i.png">`) },
  });
  const item = await bring('/p');
  const find = async () =>
    (await searchItems(ctx, { account: OWNER, query: 'heron', limit: 5 })).items.length;
  assert.equal(await find(), 0);
  const asked = { account: OWNER, id: item.id };
  const [first, second] = await Promise.all([getFullText(ctx, asked), getFullText(ctx, asked)]);
  assert.match(first.html ?? '', /heron/);
  assert.deepEqual(first, second);
  assert.match(
    (await getFullText(ctx, { ...asked, images: 'proxied' })).html ?? '',
    / src="\/reader\/image\//,
  );
  assert.equal(server.asked.length, 1);
  assert.equal(await find(), 1);
  assert.match((await getItem(ctx, asked)).html ?? '', /about/, 'the item still says what its feed says');

  const said = entry('/p', 1, { url: `${server.origin}/p`, html: '<p>said anew</p>' });
  await saveItems(ctx, Number(item.feedId), [said], new Date());
  assert.equal(await find(), 1, 'the words stay when the item changes');
  await getFullText(ctx, asked);
  assert.equal(server.asked.length, 2, 'what has changed is fetched anew');
  await assert.rejects(getFullText(ctx, { account: '7', id: item.id }), { code: 'not_found' });
});

test('what is wrong is said in words, and asking again tries again', async t => {
  const { ctx, server, bring } = await setUp(t, {
    '/none': { body: '<ul><li>x</ul>' },
    '/pdf': { body: '%PDF', headers: { 'content-type': 'application/pdf' } },
    '/gone': { status: 410 },
    '/round': { status: 302, headers: { location: '/round' } },
    '/in': { status: 302, headers: { location: 'http://10.0.0.1/' } },
    '/large': { body: Buffer.alloc(10_000_001, 'x') },
  });
  for (const [path, words] of [
    ['/none', /No article could be found/],
    ['/pdf', /no web page but application\/pdf/],
    ['/gone', /gone for good/],
    ['/missing', /HTTP 404/],
    ['/round', /redirects too many times/],
    ['/in', /not on the public internet/],
    ['/large', /larger than is accepted/],
  ] as const) {
    const { id } = await bring(path);
    const { html, problem } = await getFullText(ctx, { account: OWNER, id });
    assert.equal(html, undefined);
    assert.match(problem ?? '', words, path);
  }
  const { items } = await listItems(ctx, { account: OWNER, limit: 10 });
  const item = items.find(each => each.title === '/missing')!;
  server.pages['/missing'] = { body: webPage(prose('heron')) };
  const mended = await getFullText(ctx, { account: OWNER, id: item.id });
  assert.deepEqual([/heron/.test(mended.html ?? ''), mended.problem], [true, undefined]);
});

test('a feed may have the pages of all its new items fetched, and shown in place of what it says', async t => {
  const { ctx, server, id, bring, run } = await setUp(t, {
    '/1': { body: webPage(prose('heron')) },
    '/2': { status: 500 },
  });
  const { reading } = await setFeedReading(ctx, { account: OWNER, id, fullText: true });
  assert.deepEqual(reading, { fullText: true, content: undefined, remove: undefined });
  await bring('/1');
  await bring('/2');
  await run();
  assert.deepEqual(server.asked.sort(), ['/1', '/2']);
  const items = async (account: string | undefined) =>
    (await listItems(ctx, { account, limit: 5, html: true })).items
      .map(each => /heron/.test(each.html ?? ''))
      .sort();
  assert.deepEqual(await items(OWNER), [false, true]);
  assert.deepEqual(await items(undefined), [false, false], 'what a page says is not published here');
  await run();
  assert.equal(server.asked.length, 2, 'what failed is tried again later');
  server.pages['/2'] = { body: webPage(prose('heron')) };
  await sql`update full_texts set next_fetch_at = now() where next_fetch_at is not null`.execute(ctx.db);
  await run();
  assert.deepEqual(await items(OWNER), [true, true]);
  await setFeedReading(ctx, { account: OWNER, id, fullText: false });
  assert.deepEqual(await items(OWNER), [false, false]);
});

test('selectors of a feed are checked, and what was fetched before is fetched anew with them', async t => {
  const { ctx, id, bring, run } = await setUp(t, {
    '/p': { body: webPage(`${prose('heron')}<div class="x">${prose('egret')}</div>`) },
  });
  const item = await bring('/p');
  const read = async () => (await getFullText(ctx, { account: OWNER, id: item.id })).html ?? '';
  assert.match(await read(), /heron/);
  await setFeedReading(ctx, { account: OWNER, id, content: '.x' });
  assert.equal(ctx.articles.count, 1);
  await run();
  assert.doesNotMatch(await read(), /heron/);
  await setFeedReading(ctx, { account: OWNER, id, content: null, remove: '.x' });
  await run();
  assert.doesNotMatch(await read(), /egret/);
  assert.deepEqual((await getFeedReading(ctx, { account: OWNER, id })).reading.remove, '.x');
  await assert.rejects(setFeedReading(ctx, { account: OWNER, id, content: 'p[' }), {
    reason: 'bad_selector',
    details: { field: 'content' },
  });
  await assert.rejects(setFeedReading(ctx, { account: OWNER, id: '99', content: 'p' }), {
    code: 'not_found',
  });
});

test('a member decides for a feed that they alone read, and the owner for all', async t => {
  const { ctx, server, id } = await setUp(t);
  const shared = { ...outline('a'), url: `${server.origin}/feed` };
  const own = { ...outline('b'), url: `${server.origin}/own` };
  const added = await addSubscriptions(ctx.db, '7', [shared, own], false);
  const mine = String(added.get(own.url)!.id);
  assert.equal(
    (await setFeedReading(ctx, { account: '7', id: mine, fullText: true })).reading.fullText,
    true,
  );
  await assert.rejects(setFeedReading(ctx, { account: '7', id, fullText: true }), { code: 'forbidden' });
  assert.equal((await setFeedReading(ctx, { account: OWNER, id, fullText: true })).reading.fullText, true);
});

test('the cookie of a feed goes to pages of its site and nowhere else', async t => {
  const { ctx, server, id, bring } = await setUp(t, { '/p': { body: webPage(prose('heron')) } });
  await setFeedOptions(ctx, { account: OWNER, id, cookie: 'session=abc' });
  await getFullText(ctx, { account: OWNER, id: (await bring('/p')).id });
  assert.equal(server.requests.at(-1)?.headers.cookie, 'session=abc');
  const other = await feedServer(t, { '/q': { body: webPage(prose('heron')) } });
  await saveItems(ctx, Number(id), [entry('q', 2, { url: `${other.origin}/q` })], new Date());
  const [item] = (await listItems(ctx, { account: OWNER, limit: 1 })).items;
  await getFullText(ctx, { account: OWNER, id: item!.id });
  assert.deepEqual(
    other.requests.map(each => each.headers.cookie),
    [undefined],
  );
});
