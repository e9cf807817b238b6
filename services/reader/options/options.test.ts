import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { type TestContext, test } from 'node:test';
import { createSecretBox } from '../../../core/secret-box.ts';
import { SetFeedOptions } from '../contract/options.ts';
import { OWNER } from '../contract.ts';
import { feedHealth } from '../methods/feeds/feed-health.ts';
import { listFeeds } from '../methods/feeds/list-feeds.ts';
import { pollNow } from '../methods/feeds/poll-now.ts';
import { getFeedOptions, setFeedOptions } from '../methods/feeds/set-feed-options.ts';
import { subscribe } from '../methods/feeds/subscribe.ts';
import { importOpml } from '../methods/opml/import-opml.ts';
import { noSignal, testReader } from '../testing/context.ts';
import { feedServer, rss } from '../testing/feed-server.ts';

async function setUp(t: TestContext) {
  const [ctx, server] = await Promise.all([testReader(t), feedServer(t, { '/feed': { body: rss(['1']) } })]);
  const { feed } = await subscribe(
    ctx,
    { account: OWNER, url: `${server.origin}/feed` },
    { signal: noSignal },
  );
  return {
    ctx,
    server,
    id: feed.id,
    poll: () => pollNow(ctx, { account: OWNER, id: feed.id }, { signal: noSignal }),
    last: () => server.requests.at(-1)!.headers,
  };
}

const SECRETS = { cookie: 'session=abc', basicAuth: { username: 'me', password: 'hunter2:é' } };

test('a feed is asked for with its own cookie, password and name, and others are not', async t => {
  const { ctx, server, id, poll, last } = await setUp(t);
  const { options } = await setFeedOptions(ctx, { account: OWNER, id, ...SECRETS, userAgent: 'Other/1' });
  assert.deepEqual(options, { userAgent: 'Other/1', cookie: true, basicAuth: true, proxy: false });
  assert.equal(ctx.sweeps.count, 1);
  await poll();
  const authorization = `Basic ${Buffer.from('me:hunter2:é').toString('base64')}`;
  assert.deepEqual(
    [last().cookie, last().authorization, last()['user-agent']],
    ['session=abc', authorization, 'Other/1'],
  );
  server.pages['/other'] = { body: rss(['2']) };
  await subscribe(ctx, { account: OWNER, url: `${server.origin}/other` }, { signal: noSignal });
  assert.deepEqual([last().cookie, last().authorization], [undefined, undefined]);
});

test('a redirect to another place carries no secret there', async t => {
  const { ctx, server, id, poll, last } = await setUp(t);
  await setFeedOptions(ctx, { account: OWNER, id, ...SECRETS });
  const elsewhere = server.origin.replace('127.0.0.1', '127.0.0.2');
  server.pages['/moved'] = { body: rss(['1']) };
  server.pages['/feed'] = { status: 302, headers: { location: `${elsewhere}/moved` } };
  await poll();
  assert.match(last().host ?? '', /^127\.0\.0\.2:/);
  assert.deepEqual([last().cookie, last().authorization], [undefined, undefined]);

  server.pages['/feed'] = { status: 301, headers: { location: `${elsewhere}/moved` } };
  for (let times = 0; times < 2; times++) {
    await poll();
    assert.deepEqual(
      [last().cookie, last().authorization],
      [undefined, undefined],
      'nor when it is for good',
    );
  }
  const { health } = await feedHealth(ctx, { account: OWNER, id });
  assert.deepEqual([health.state, health.url], ['moved', `${server.origin}/feed`]);
  assert.match(
    health.move?.words ?? '',
    /for good to http:\/\/127\.0\.0\.2:\d+\/moved\. Its cookie or password is for 127/,
  );
  await setFeedOptions(ctx, { account: OWNER, id, cookie: null, basicAuth: null });
  await poll();
  const freed = (await feedHealth(ctx, { account: OWNER, id })).health;
  assert.deepEqual([freed.state, freed.url, freed.move], ['well', `${elsewhere}/moved`, undefined]);
});

test('what is absent stays, null takes away, and a change has the feed read anew', async t => {
  const { ctx, server, id, poll, last } = await setUp(t);
  server.pages['/feed'] = { body: rss(['1']), headers: { etag: '"1"' } };
  await poll();
  await setFeedOptions(ctx, { account: OWNER, id, ...SECRETS });
  await poll();
  assert.equal(last()['if-none-match'], undefined);
  await setFeedOptions(ctx, { account: OWNER, id, cookie: null });
  await poll();
  assert.deepEqual([last().cookie, last().authorization === undefined], [undefined, false]);
  await setFeedOptions(ctx, { account: OWNER, id, basicAuth: null });
  assert.deepEqual(await ctx.db.selectFrom('feed_options').select('feed_id').execute(), []);
  assert.deepEqual((await getFeedOptions(ctx, { account: OWNER, id })).options, {
    userAgent: undefined,
    cookie: false,
    basicAuth: false,
    proxy: false,
  });
});

test('nothing of a secret can be read in the database, and with another key it counts as not set', async t => {
  const { ctx, id, poll } = await setUp(t);
  await setFeedOptions(ctx, { account: OWNER, id, ...SECRETS, proxy: 'http://me:pass@127.0.0.1:2' });
  const [row] = await ctx.db.selectFrom('feed_options').selectAll().execute();
  for (const part of ['abc', 'hunter2', 'pass', '127']) assert.equal(row!.sealed!.includes(part), false);
  const other = { ...ctx, secrets: createSecretBox(new Uint8Array(32)) };
  assert.equal((await getFeedOptions(other, { account: OWNER, id })).options.cookie, false);
  assert.match((await poll()).problem ?? '', /No connection to 127\.0\.0\.1 could be made/);
});

test('a proxy of the feed is asked in place of the server', async t => {
  const { ctx, id, poll, server } = await setUp(t);
  const asked: (string | undefined)[] = [];
  const proxy = createServer();
  proxy.on('connect', (request, socket) => {
    asked.push(request.url);
    const onward = net.connect(Number(new URL(server.origin).port), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      onward.pipe(socket).pipe(onward);
    });
    t.after(() => onward.destroy());
  });
  await new Promise<void>(resolve => proxy.listen(0, '127.0.0.1', resolve));
  t.after(() => proxy.close());
  await setFeedOptions(ctx, {
    account: OWNER,
    id,
    proxy: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
  });
  assert.equal((await poll()).outcome, 'nothing_new');
  assert.deepEqual(asked, [new URL(server.origin).host]);
});

test('bad input is refused: line ends in a header, a colon in a name, a proxy of another kind, no such feed', async t => {
  const { ctx, id } = await setUp(t);
  for (const bad of [
    { cookie: 'a=b\r\nx: y' },
    { userAgent: 'a\nb' },
    { cookie: '' },
    { basicAuth: { username: 'a:b', password: '' } },
    { cookie: 'a'.repeat(5000) },
  ])
    assert.equal(
      SetFeedOptions.safeParse({ account: OWNER, id, ...bad }).success,
      false,
      JSON.stringify(bad),
    );
  for (const proxy of ['socks5://1.1.1.1', 'nonsense', 'file:///etc/passwd'])
    await assert.rejects(setFeedOptions(ctx, { account: OWNER, id, proxy }), { code: 'invalid' });
  await assert.rejects(setFeedOptions(ctx, { account: OWNER, id: '99', cookie: 'a' }), { code: 'not_found' });
  await assert.rejects(setFeedOptions(ctx, { account: '7', id, cookie: 'a' }), { code: 'forbidden' });
  await assert.rejects(getFeedOptions(ctx, { account: '7', id }), { code: 'forbidden' });
});

test('a name and password in the address are taken in as such, and nobody but the owner reads what they open', async t => {
  const { ctx, server, id } = await setUp(t);
  server.pages['/closed'] = request =>
    request.headers.authorization === `Basic ${Buffer.from('me:p@ss').toString('base64')}`
      ? { body: rss(['1']) }
      : { status: 401 };
  const url = `${server.origin}/closed`;
  const { feed } = await subscribe(
    ctx,
    { account: OWNER, url: url.replace('//', '//me:p%40ss@') },
    { signal: noSignal },
  );
  assert.equal(feed.url, url);
  assert.equal((await getFeedOptions(ctx, { account: OWNER, id: feed.id })).options.basicAuth, true);
  for (const theirs of [url, url.replace('//', '//me:x@')])
    await assert.rejects(subscribe(ctx, { account: '7', url: theirs }, { signal: noSignal }), {
      code: 'forbidden',
    });
  await setFeedOptions(ctx, { account: OWNER, id, cookie: 'a=b' });
  server.pages['/page'] = { body: '<link rel="alternate" type="application/rss+xml" href="/feed">' };
  await assert.rejects(
    subscribe(ctx, { account: '7', url: `${server.origin}/page` }, { signal: noSignal }),
    { code: 'forbidden' },
    'nor by a page that names it',
  );
  const opml = `<opml><body><outline xmlUrl="${url}"/><outline xmlUrl="https://a.example/"/></body></opml>`;
  const steps = await Array.fromAsync(importOpml(ctx, { account: '7', opml }, { signal: noSignal }));
  assert.deepEqual(
    steps.map(({ outcome, message }) => [outcome, message]),
    [
      ['invalid', 'Only the owner of this site reads feeds behind a password here.'],
      ['added', undefined],
    ],
  );
  assert.deepEqual(
    (await listFeeds(ctx, { account: '7' })).feeds.map(({ url }) => url),
    ['https://a.example/'],
  );
  server.pages['/closed'] = request => ({ status: request.headers.authorization ? 304 : 401 });
  assert.equal(
    (await pollNow(ctx, { account: OWNER, id: feed.id }, { signal: noSignal })).outcome,
    'not_modified',
  );
});
