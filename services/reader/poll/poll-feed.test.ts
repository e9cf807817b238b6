import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { OWNER } from '../contract.ts';
import { listFeeds } from '../methods/feeds/list-feeds.ts';
import { pollNow } from '../methods/feeds/poll-now.ts';
import { subscribe } from '../methods/feeds/subscribe.ts';
import { listItems } from '../methods/items/list-items.ts';
import { noSignal, testReader } from '../testing/context.ts';
import { type FeedServer, feedServer, rss } from '../testing/feed-server.ts';
import { createByHand } from './by-hand.ts';

async function setUp(t: TestContext, answer: FeedServer['pages'][string]) {
  const [ctx, server] = await Promise.all([testReader(t), feedServer(t, { '/feed': answer })]);
  const { feed } = await subscribe(
    ctx,
    { account: OWNER, url: `${server.origin}/feed` },
    { signal: noSignal },
  );
  const poll = () => pollNow(ctx, { account: OWNER, id: feed.id }, { signal: noSignal });
  const items = async () => (await listItems(ctx, { account: OWNER, limit: 100, html: true })).items;
  const current = async () => (await listFeeds(ctx, { account: OWNER })).feeds[0]!;
  const set = (next: FeedServer['pages'][string]) => {
    server.pages['/feed'] = next;
  };
  return { ctx, server, feed, poll, items, current, set };
}

test('a poll sends back the validators as they came, and says how many read', async t => {
  const { ctx, server, poll } = await setUp(t, request =>
    request.headers['if-none-match'] === 'W/"odd \\ tag"' &&
    request.headers['if-modified-since'] === 'Mon, 1 Jan 2024'
      ? { status: 304 }
      : { body: rss(['1']), headers: { etag: 'W/"odd \\ tag"', 'last-modified': 'Mon, 1 Jan 2024' } },
  );
  assert.deepEqual(await poll(), { outcome: 'not_modified', added: 0 });
  await subscribe(ctx, { account: '7', url: `${server.origin}/feed` }, { signal: noSignal });
  await poll();
  assert.deepEqual(
    server.requests.map(request => request.headers['user-agent']),
    [
      'Croft/0.0.0 (+https://croft.example)',
      'Croft/0.0.0 (+https://croft.example; 1 subscriber)',
      'Croft/0.0.0 (+https://croft.example; 2 subscribers)',
    ],
  );
  assert.match(server.requests[1]?.headers.accept ?? '', /application\/atom\+xml/);
});

test('new items are added, changed ones updated in place, and the rest is not written', async t => {
  const { ctx, poll, items, set } = await setUp(t, { body: rss(['2', '1']) });
  const before = await items();
  assert.deepEqual(
    before.map(item => item.title),
    ['Title 2', 'Title 1'],
  );
  set({ body: rss(['3', '2', '1']).replace('Text of 1', 'Other text of 1') });
  assert.deepEqual(await poll(), { outcome: 'new_items', added: 1 });
  const after = await items();
  assert.deepEqual(
    after.map(item => item.title),
    ['Title 3', 'Title 2', 'Title 1'],
  );
  assert.deepEqual(after[1], before[0]);
  assert.equal(after[2]?.id, before[1]?.id);
  assert.equal(after[2]?.html, '<p>Other text of 1</p>');
  assert.equal(after[2]?.publishedAt, before[1]?.publishedAt);
  assert.notEqual(after[2]?.updatedAt, undefined);
  assert.deepEqual(ctx.told, [
    { feedId: '1', count: 2 },
    { feedId: '1', count: 1 },
  ]);
});

test('the same document again is not read again', async t => {
  const { poll, ctx } = await setUp(t, { body: rss(['1']) });
  assert.equal((await poll()).outcome, 'not_modified');
  assert.equal(ctx.told.length, 1);
});

test('content is sanitised on arrival and its addresses are made absolute', async t => {
  const body = `<rss version="2.0"><channel><title>t</title><link>https://blog.example/</link><item><link>/posts/1</link>
    <description><![CDATA[<p onclick="x()">a<script>alert(1)</script><img src="pic.png"><a href="javascript:x">b</a></p>]]></description>
    </item></channel></rss>`;
  const { items } = await setUp(t, { body });
  const [item] = await items();
  assert.doesNotMatch(item?.html ?? '', /script|onclick/);
  assert.match(item?.html ?? '', /src="https:\/\/blog\.example\/posts\/pic\.png"/);
  assert.equal(item?.summary, 'ab');
});

test('a date still to come, or none, is the time at which the item was first seen and stays that', async t => {
  const dated = (date: string, text: string) =>
    `<rss version="2.0"><channel><title>t</title><item><guid>1</guid><title>${text}</title>${date}</item></channel></rss>`;
  for (const date of ['', '<pubDate>Fri, 1 Jan 2999 00:00:00 GMT</pubDate>']) {
    const started = new Date().toISOString();
    const { poll, items, set } = await setUp(t, { body: dated(date, 'a') });
    const first = (await items())[0]?.publishedAt ?? '';
    assert.ok(first >= started && first <= new Date().toISOString());
    set({ body: dated(date, 'b') });
    await poll();
    assert.equal((await items())[0]?.publishedAt, first);
  }
});

test('a failing feed says what is wrong and since when, is tried less and less often, and heals', async t => {
  const { poll, current, set } = await setUp(t, { body: rss(['1']) });
  set({ status: 503, body: 'busy' });
  const first = await poll();
  assert.deepEqual(first, {
    outcome: 'failed',
    added: 0,
    problem: 'The server has trouble (HTTP 503 Service Unavailable).',
  });
  const once = await current();
  set({ status: 404 });
  await poll();
  const twice = await current();
  assert.equal(twice.problem, 'There is nothing at this address (HTTP 404 Not Found).');
  assert.equal(twice.problemSince, once.problemSince);
  const pause = (feed: { nextPollAt?: string | undefined; polledAt?: string | undefined }) =>
    Date.parse(feed.nextPollAt ?? '') - Date.parse(feed.polledAt ?? '');
  assert.ok(pause(once) >= 1_790_000 && pause(twice) >= 3_590_000);
  set({ body: rss(['2', '1']) });
  assert.equal((await poll()).outcome, 'new_items');
  const healed = await current();
  assert.deepEqual([healed.problem, healed.problemSince], [undefined, undefined]);
});

test('a server that asks for rest gets it', async t => {
  const { poll, current, set } = await setUp(t, {
    body: rss(['1'], { head: '<ttl>300</ttl>' }),
    headers: { 'cache-control': 'public, max-age=7200' },
  });
  const pause = async () => {
    const { nextPollAt = '', polledAt = '' } = await current();
    return (Date.parse(nextPollAt) - Date.parse(polledAt)) / 1000;
  };
  const byTtl = await pause();
  assert.ok(byTtl >= 17_990 && byTtl <= 19_900, String(byTtl));
  set({ status: 429, headers: { 'retry-after': '40000' } });
  assert.equal((await poll()).outcome, 'failed');
  assert.ok((await pause()) >= 39_990);
});

test('what is polled by hand is bounded by feed and by member, and a server that asks for rest has it from people too', async t => {
  const { ctx, server, feed, set } = await setUp(t, { body: rss(['1']) });
  const limited = { ...ctx, byHand: createByHand() };
  const poll = (account: string) => pollNow(limited, { account, id: feed.id }, { signal: noSignal });
  for (let times = 0; times < 5; times++) await poll(OWNER);
  await assert.rejects(poll(OWNER), { code: 'rate_limited', retryAfter: 30 });
  const look = (account: string, path: string) =>
    subscribe(limited, { account, url: `${server.origin}${path}` }, { signal: noSignal });
  for (let times = 0; times < 60; times++) limited.byHand.look('7');
  await assert.rejects(look('7', '/other'), { code: 'rate_limited' });
  assert.equal((await look('7', '/feed')).created, true, 'what is here already is not looked for');
  assert.equal((await look(OWNER, '/other')).created, false, 'the owner is not counted');

  set({ status: 503, headers: { 'retry-after': '7200' } });
  const again = () => pollNow(ctx, { account: OWNER, id: feed.id }, { signal: noSignal });
  assert.equal((await again()).outcome, 'failed');
  const asked = server.asked.length;
  await assert.rejects(again(), {
    code: 'rate_limited',
    message: 'Its server asks to be left alone for 2 hours still. It is polled by itself afterwards.',
  });
  assert.equal(server.asked.length, asked);
});

test('a feed that is gone says so and is asked once a week still, so that it may come back', async t => {
  const { poll, current, set } = await setUp(t, { body: rss(['1']) });
  set({ status: 410 });
  assert.equal((await poll()).outcome, 'gone');
  const gone = await current();
  const days = (Date.parse(gone.nextPollAt ?? '') - Date.parse(gone.polledAt ?? '')) / 86_400_000;
  assert.ok(days >= 7 && days <= 7.8, String(days));
  assert.match(gone.problem ?? '', /gone for good .* asked once a week still/);
  set({ body: rss(['1', '2']) });
  assert.equal((await poll()).outcome, 'new_items');
  assert.equal((await current()).problem, undefined);
});

test('the part of its freshness that an answer has spent in a cache on the way does not count', async t => {
  const { current } = await setUp(t, {
    body: rss(['1']),
    headers: { 'cache-control': 'public, max-age=40000', age: '30000' },
  });
  const { nextPollAt = '', polledAt = '' } = await current();
  const pause = (Date.parse(nextPollAt) - Date.parse(polledAt)) / 1000;
  assert.ok(pause >= 9_990 && pause <= 11_100, String(pause));
});

test('an answer that is too large, as it comes or unpacked, is a problem in words and goes no further', async t => {
  const { poll, items, set } = await setUp(t, { body: rss(['1']) });
  set({ body: Buffer.alloc(20_000_000, ' ') });
  assert.match((await poll()).problem ?? '', /larger than is accepted/);
  const bomb = gzipSync(Buffer.alloc(200_000_000));
  set({ body: bomb, headers: { 'content-encoding': 'gzip' } });
  assert.match((await poll()).problem ?? '', /larger than is accepted/);
  assert.equal((await items()).length, 1);
});

test('a server that accepts and says nothing, or stops in the middle, is given up', async t => {
  const { poll, set } = await setUp(t, { body: rss(['1']) });
  set(() => new Promise(() => {}));
  assert.match((await poll()).problem ?? '', /did not begin to answer in time/);
  set({ body: rss(['1', '2']), headers: { 'content-length': '100000' } });
  assert.equal((await poll()).outcome, 'failed');
});

test('a permanent move is remembered with the old address known, a temporary one is not', async t => {
  const { ctx, server, poll, current, set } = await setUp(t, { body: rss(['1']) });
  server.pages['/new'] = { body: rss(['2', '1']), headers: { etag: '"1"' } };
  set({ status: 302, headers: { location: '/new' } });
  await poll();
  assert.equal((await current()).url, `${server.origin}/feed`);
  set({ status: 301, headers: { location: '/new' } });
  await poll();
  assert.equal((await current()).url, `${server.origin}/new`);
  const again = await subscribe(ctx, { account: OWNER, url: `${server.origin}/feed` }, { signal: noSignal });
  assert.equal(again.created, false);
});

test('a move to the address of another feed leaves both as they are', async t => {
  const { ctx, server, poll, set } = await setUp(t, { body: rss(['1']) });
  server.pages['/other'] = { body: rss(['2']) };
  await subscribe(ctx, { account: OWNER, url: `${server.origin}/other` }, { signal: noSignal });
  set({ status: 301, headers: { location: '/other' } });
  await poll();
  const urls = (await listFeeds(ctx, { account: OWNER })).feeds.map(feed => feed.url);
  assert.deepEqual(urls.sort(), [`${server.origin}/feed`, `${server.origin}/other`]);
});

test('what is no feed any more, or is damaged, is said while what can be read goes in', async t => {
  const { poll, current, items, set } = await setUp(t, { body: rss(['1']) });
  set({ body: '<!doctype html><title>Sold</title>' });
  assert.deepEqual(await poll(), {
    outcome: 'failed',
    added: 0,
    problem: 'This is a web page and not a feed.',
  });
  set({ body: rss(['1', '2']).replace('</rss>', '') });
  assert.equal((await poll()).added, 1);
  assert.match((await current()).problem ?? '', /breaks off before its end/);
  await poll();
  assert.match((await current()).problem ?? '', /breaks off/, 'the same document is still damaged');
  assert.equal((await items()).length, 2);
});

test('a server that hangs, breaks off or lies about its encoding is a problem in words', async t => {
  const { poll, set } = await setUp(t, { body: rss(['1']) });
  set({ body: 'not gzip', headers: { 'content-encoding': 'gzip' } });
  assert.match((await poll()).problem ?? '', /compressed answer that cannot be read/);
  set({ status: 301, headers: { location: '/feed' } });
  assert.match((await poll()).problem ?? '', /redirects too many times/);
});

test('what a podcast says of an episode, and where it may be supported, is kept as long as the feed says it', async t => {
  const podcast = (funding: string) =>
    `<rss version="2.0"><channel><title>T</title><image><url>/logo.png</url></image>${funding}<item><guid>1</guid><title>One</title>
    <podcast:episode display="Ch. 3">3</podcast:episode><podcast:person role="host">Ann</podcast:person></item></channel></rss>`;
  const { ctx, server, poll, items, current, set } = await setUp(t, {
    body: podcast('<podcast:funding url="https://pod.example/give">Give</podcast:funding>'),
  });
  assert.deepEqual((await items())[0]?.episode, {
    number: 3,
    label: 'Ch. 3',
    people: [{ name: 'Ann', role: 'host' }],
    soundbites: [],
  });
  assert.deepEqual((await current()).funding, [{ url: 'https://pod.example/give', text: 'Give' }]);
  const { icon_url } = await ctx.db.selectFrom('feeds').select('icon_url').executeTakeFirstOrThrow();
  assert.equal(icon_url, `${server.origin}/logo.png`);
  set({ status: 500 });
  await poll();
  assert.equal((await current()).funding?.length, 1);
  set({ body: podcast('') });
  await poll();
  assert.equal((await current()).funding, undefined);
});
