import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { AppError } from '../../../core/errors.ts';
import { OWNER } from '../contract.ts';
import { subscribe } from '../methods/feeds/subscribe.ts';
import { noSignal, testReader } from '../testing/context.ts';
import { type FeedServer, feedServer, rss } from '../testing/feed-server.ts';
import { feedLinks } from './feed-links.ts';

async function setUp(t: TestContext, pages: FeedServer['pages']) {
  const [ctx, server] = await Promise.all([testReader(t), feedServer(t, pages)]);
  const found = async (path: string) =>
    (
      await subscribe(ctx, { account: OWNER, url: server.origin + path }, { signal: noSignal })
    ).feed.url.replace(server.origin, '');
  return { ctx, server, found };
}

const page = (head: string) => ({ body: `<!doctype html><html><head>${head}</head><body>hi</body></html>` });
const feed = { body: rss(['1']) };

test('links of a page are found whatever their spelling, with feeds of comments last', () => {
  const html = `<head><base href="/sub/"><LINK REL="Alternate stylesheet" TYPE="application/rss+xml" HREF="a&amp;b">
    <link rel=alternate type=application/rss+xml title="Comments" href=/comments/feed>
    <link rel="alternate" type="application/atom+xml; charset=utf-8" href="https://x.example/atom">
    <link rel="alternate" hreflang="de" href="/de"><link rel="alternate" type="application/json+oembed" href="/o"><link rel="alternate" type="application/feed+json" href="javascript:x">
    <link rel="feed" href="f"><link rel="alternate" type="application/rss+xml" href="a&amp;b">`;
  const links = feedLinks(html, 'https://blog.example/');
  assert.equal(links.at(-1)?.title, 'Comments');
  assert.deepEqual(
    links.map(link => link.url),
    [
      'https://blog.example/sub/a&b',
      'https://x.example/atom',
      'https://blog.example/sub/f',
      'https://blog.example/comments/feed',
    ],
  );
});

test('feeds that the Link header of a page names are found, before those of its head', async t => {
  const header =
    '</>; rel=self, </named.xml>; rel="alternate"; type="application/rss+xml"; title="Of \\"all\\" <b>", </de>; rel=alternate; hreflang=de';
  assert.deepEqual(
    feedLinks('<link rel=alternate type=text/rss href=/head>', 'https://a.example/b/', header),
    [
      { url: 'https://a.example/named.xml', title: 'Of "all" <b>' },
      { url: 'https://a.example/head', title: '' },
    ],
  );
  const { found } = await setUp(t, {
    '/page': { ...page('<link rel="feed" href="/head.xml">'), headers: { link: header } },
    '/text': {
      body: 'Plain',
      headers: { link: header.replace('named', 'head'), 'content-type': 'text/plain' },
    },
    '/named.xml': { body: rss(['1'], { title: 'Named' }) },
    '/head.xml': { body: rss(['1'], { title: 'In the head' }) },
  });
  assert.equal(await found('/page'), '/named.xml');
  assert.equal(await found('/text'), '/head.xml', 'also of what is no page');
});

test('the feed itself, the feed that a page names, and one at a usual place are found', async t => {
  const { found, server } = await setUp(t, {
    '/direct': feed,
    '/page': page('<link rel="alternate" type="application/rss+xml" href="named.xml">'),
    '/named.xml': { body: rss(['1'], { title: 'Named' }) },
    '/blog/': page(''),
    '/blog/atom.xml': feed,
    '/missing/': { status: 404, body: 'no' },
    '/missing/feed.json': { body: '{"version":"https://jsonfeed.org/version/1.1","title":"J","items":[]}' },
  });
  assert.equal(await found('/direct'), '/direct');
  assert.equal(await found('/page'), '/named.xml');
  assert.equal(await found('/blog/'), '/blog/atom.xml');
  assert.equal(await found('/missing/'), '/missing/feed.json');
  assert.equal(await found(`/direct#top`), '/direct');
  assert.equal(server.asked.filter(path => path === '/direct').length, 1, 'a known feed is not fetched');
});

test('feed: addresses and bare hosts without HTTPS are understood', async t => {
  const { ctx, server } = await setUp(t, { '/a': feed, '/b': feed });
  const host = new URL(server.origin).host;
  for (const url of [`feed:${server.origin}/a`, `${host}/b`]) {
    const { created } = await subscribe(ctx, { account: OWNER, url }, { signal: noSignal });
    assert.equal(created, true, url);
  }
});

test('the other feeds that a page names are offered with their titles, and neither fetched nor those that are read or broken', async t => {
  const link = (name: string) =>
    `<link rel="alternate" type="application/rss+xml" href="/${name}" title="${name.toUpperCase()}">`;
  const names = ['broken', 'a', 'b', 'read', 'd', 'e', 'f'];
  const { ctx, server } = await setUp(t, {
    '/': page(names.map(link).join('')),
    '/broken': { status: 500 },
    '/a': feed,
    '/read': feed,
  });
  const add = (path: string) =>
    subscribe(ctx, { account: OWNER, url: server.origin + path }, { signal: noSignal });
  assert.deepEqual((await add('/read')).others, []);
  server.asked.length = 0;
  const { feed: first, created, others } = await add('/');
  assert.deepEqual([first.url, created], [`${server.origin}/a`, true]);
  const rest = ['b', 'd', 'e', 'f'].map(name => ({
    url: `${server.origin}/${name}`,
    title: name.toUpperCase(),
  }));
  assert.deepEqual(others, rest);
  assert.deepEqual(server.asked, ['/', '/broken', '/a']);
  const again = await add('/');
  assert.deepEqual([again.created, again.feed.id, again.others], [false, first.id, rest]);
});

test('a page with an h-feed is a feed itself, and a profile is found where its software keeps the feed', async t => {
  const entry = '<div class="h-entry"><a class="u-url p-name" href="/1">One</a></div>';
  const { found } = await setUp(t, {
    '/notes': { body: `<!doctype html><html><body><div class="h-feed">${entry}</div></body></html>` },
    '/@ann': page(''),
    '/@ann.rss': feed,
  });
  assert.equal(await found('/notes'), '/notes');
  assert.equal(await found('/@ann'), '/@ann.rss');
});

test('a link that does not work is passed over for the next', async t => {
  const { found } = await setUp(t, {
    '/': page(
      '<link rel="alternate" type="application/rss+xml" href="/broken"><link rel="alternate" type="application/atom+xml" href="/works">',
    ),
    '/broken': { status: 500 },
    '/works': feed,
  });
  assert.equal(await found('/'), '/works');
});

test('a feed that has moved for good is kept under its new address', async t => {
  const { found } = await setUp(t, {
    '/old': { status: 301, headers: { location: '/new' } },
    '/new': feed,
    '/today': { status: 302, headers: { location: '/tmp' } },
    '/tmp': { body: rss(['2']) },
  });
  assert.equal(await found('/old'), '/new');
  assert.equal(await found('/today'), '/today');
});

test('where there is no feed, the error says what was tried', async t => {
  const { ctx, server } = await setUp(t, { '/blog/': page('') });
  const error: AppError = await subscribe(
    ctx,
    { account: OWNER, url: `${server.origin}/blog/` },
    { signal: noSignal },
  ).then(
    () => assert.fail('found a feed'),
    reason => reason,
  );
  assert.deepEqual([error.code, error.reason], ['invalid', 'no_feed_found']);
  assert.match(
    error.message,
    /No feed was found at .*: This is a web page and not a feed\. It names no feed/,
  );
  assert.match(error.message, /none at \/blog\/feed, \/blog\/rss\.xml, .*\/feed\.json\. Give the address/);
  assert.equal((error.details as { tried: unknown[] }).tried.length, 13);
});

test('an address that cannot be fetched, and a feed that cannot be read, say so themselves', async t => {
  const { ctx, server } = await setUp(t, {
    '/bad': { body: '<rss version="2.0"><channel><title>x</channel></rss>' },
  });
  const add = (url: string) => subscribe(ctx, { account: OWNER, url }, { signal: noSignal });
  await assert.rejects(add(`${server.origin}/bad`), { code: 'invalid', reason: 'malformed' });
  await assert.rejects(add('http://169.254.169.254/latest'), {
    code: 'forbidden',
    reason: 'blocked_address',
  });
  await assert.rejects(add('mailto:me@example.org'), { code: 'invalid' });
  await assert.rejects(add(''), { code: 'invalid', message: /not a web address/ });
});
