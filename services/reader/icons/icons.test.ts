import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { sql } from 'kysely';
import { createApp } from '../../../core/http/app.ts';
import { Metrics } from '../../../core/metrics.ts';
import { OWNER } from '../contract.ts';
import { iconsJob } from '../jobs/icons.ts';
import { listFeeds } from '../methods/feeds/list-feeds.ts';
import { iconRoute } from '../routes/icons.ts';
import { addSubscriptions } from '../store/add-subscriptions.ts';
import { noSignal, testReader } from '../testing/context.ts';
import { type FeedServer, feedServer } from '../testing/feed-server.ts';
import { outline } from '../testing/items.ts';
import { iconLinks } from './icon-links.ts';

const PNG = Buffer.from('\x89PNG\r\n\x1a\n and so on', 'latin1');
const ICO = Buffer.from('\0\0\x01\0\x01\0 and so on', 'latin1');

async function setUp(t: TestContext, pages: FeedServer['pages']) {
  const [ctx, server] = await Promise.all([testReader(t), feedServer(t, pages)]);
  const feeds = ['a', 'b'].map(name => ({ ...outline(name), siteUrl: `${server.origin}/${name}/` }));
  await addSubscriptions(ctx.db, OWNER, feeds, true);
  await addSubscriptions(ctx.db, '7', [{ ...outline('c'), siteUrl: 'nonsense' }], false);
  const { log, origin } = ctx;
  const app = await createApp({ log, metrics: new Metrics(), origin, trustedProxies: [] });
  iconRoute(app, ctx);
  t.after(() => app.close());
  const run = () => iconsJob(ctx).handler({}, { id: '1', retries: 0, signal: noSignal });
  const icons = async () => (await listFeeds(ctx, { account: OWNER })).feeds.map(feed => feed.icon);
  const due = () => sql`update feed_icons set next_fetch_at = now()`.execute(ctx.db);
  return { ctx, server, run, icons, due, ask: (url: string, headers = {}) => app.inject({ url, headers }) };
}

const page = (links: string) => ({ body: `<!doctype html><head>${links}</head>` });

test('links to icons are ordered by how well their size fits, and the usual place comes last', () => {
  const html = `<base href="/x/"><link rel="shortcut icon" href="small.ico"><LINK REL=icon sizes="16x16 96x96" href=96.png>
    <link rel="icon" type="image/svg+xml" href="a"><link rel="icon" href="b.svg?v=1"><link rel="mask-icon" href="m.png">
    <link rel="apple-touch-icon" href="/touch.png"><link rel="icon" href="data:x"><link rel="icon" href="">`;
  assert.deepEqual(iconLinks(html, 'https://a.example/p'), [
    'https://a.example/x/96.png',
    'https://a.example/touch.png',
    'https://a.example/x/small.ico',
    'https://a.example/favicon.ico',
  ]);
});

test('feeds get the icons of their sites, which are kept for ever under their name', async t => {
  const { run, icons, ask, server } = await setUp(t, {
    '/a/': page('<link rel="icon" href="/i.png">'),
    '/i.png': { body: PNG, headers: { 'content-type': 'text/html' } },
    '/favicon.ico': { body: ICO },
  });
  assert.deepEqual(await icons(), [undefined, undefined]);
  await run();
  const [ofA, ofB] = await icons();
  for (const [path, type, body] of [
    [ofA, 'image/png', PNG],
    [ofB, 'image/x-icon', ICO],
  ] as const) {
    const answer = await ask(path!);
    assert.deepEqual([answer.statusCode, answer.headers['content-type']], [200, type]);
    assert.equal(answer.headers['cache-control'], 'public, max-age=31536000, immutable');
    assert.deepEqual(answer.rawPayload, body);
    assert.equal((await ask(path!, { 'if-none-match': answer.headers['etag'] })).statusCode, 304);
  }
  const asked = server.asked.length;
  await run();
  assert.equal(server.asked.length, asked, 'a week is not over');
  for (const path of ['/reader/icon/x', `/reader/icon/${'0'.repeat(32)}`])
    assert.equal((await ask(path)).statusCode, 404);
});

test('what is no picture, an SVG, too large or inside our own network is passed over', async t => {
  const { run, icons } = await setUp(t, {
    '/a/': page(`<link rel="icon" href="/page"><link rel="icon" href="/svg"><link rel="icon" href="/large">
      <link rel="icon" href="http://169.254.169.254/i.png">`),
    '/page': { body: '<html><script>alert(1)</script>', headers: { 'content-type': 'image/png' } },
    '/svg': { body: '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>' },
    '/large': { body: Buffer.concat([PNG, Buffer.alloc(50_000)]) },
    '/b/': { status: 302, headers: { location: '/b/' } },
  });
  await run();
  assert.deepEqual(await icons(), [undefined, undefined]);
});

test('an icon that cannot be had for once stays, and another takes its place', async t => {
  const { ctx, run, icons, due, server } = await setUp(t, { '/favicon.ico': { body: ICO } });
  await run();
  const before = await icons();
  server.pages['/favicon.ico'] = { status: 500 };
  await due();
  await run();
  assert.deepEqual(await icons(), before);
  server.pages['/favicon.ico'] = { body: PNG };
  await due();
  await run();
  assert.notDeepEqual(await icons(), before);
  assert.equal(
    (await ctx.db.selectFrom('icons').select('hash').execute()).length,
    1,
    'the old one is forgotten',
  );
});

test('where a site has no icon, the picture that its feed names stands for it', async t => {
  const { ctx, run, icons, server } = await setUp(t, {
    '/a/': page('<link rel="icon" href="/i.png">'),
    '/i.png': { body: PNG },
    '/logo.gif': { body: 'GIF89a and so on' },
  });
  const logo = `${server.origin}/logo.gif`;
  await sql`update feeds set icon_url = ${logo}`.execute(ctx.db);
  await sql`update feeds set site_url = null, url = 'nonsense' where title = 'c'`.execute(ctx.db);
  await run();
  const [ofA, ofB] = await icons();
  assert.ok(ofA && ofB && ofA !== ofB);
  assert.equal((await listFeeds(ctx, { account: '7' })).feeds[0]?.icon, ofB);
});

test('two processes do not look for the same icon', async t => {
  const { run, server } = await setUp(t, { '/favicon.ico': { body: ICO } });
  await Promise.all([run(), run()]);
  assert.equal(server.asked.filter(path => path === '/a/').length, 1);
});
