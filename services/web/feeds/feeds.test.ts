import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith';
import { kinds, samplePost } from '../testing/sample.ts';
import { testSite } from '../testing/test-site.ts';
import { absolute } from './absolute.ts';
import { xml } from './xml.ts';

/** feedsmith gives Atom text with its type. */
const text = (part: unknown) => (part as { value?: string } | undefined)?.value ?? part;

test('the Atom feed parses, with full content, ids that outlive slugs and absolute addresses', async t => {
  const { get } = await testSite(t);
  const answer = await get('/feed.xml');
  assert.equal(answer.headers['content-type'], 'application/atom+xml; charset=utf-8');
  const feed = parseAtomFeed(answer.body);
  assert.equal(text(feed.title), 'Field Notes');
  assert.equal(feed.updated, '2026-11-12T18:30:00.000Z');
  assert.equal(feed.entries?.length, 4);
  const [entry] = feed.entries ?? [];
  assert.equal(entry?.id, 'urn:uuid:0f2c9f8e-6a53-4c0e-9f37-0f1f3a4c5d6e');
  assert.equal(entry?.links?.[0]?.href, 'https://site.example/posts/a-wall-without-mortar');
  assert.deepEqual(
    entry?.categories?.map(category => category.label),
    ['Stone', 'Software'],
  );
  assert.match(String(text(entry?.content)), /href="https:\/\/site\.example\/posts\/gaps"/);
  assert.match(
    String(text(entry?.content)),
    /href="https:\/\/site\.example\/posts\/a-wall-without-mortar#fn-x-1"/,
  );
});

test('the JSON feed parses as version 1.1 and says the same', async t => {
  const { get } = await testSite(t);
  const answer = await get('/feed.json');
  assert.equal(answer.headers['content-type'], 'application/feed+json; charset=utf-8');
  const feed = parseJsonFeed(answer.json());
  assert.equal(feed.feed_url, 'https://site.example/feed.json');
  assert.equal(feed.items?.length, 4);
  assert.equal(feed.items?.[0]?.id, 'urn:uuid:0f2c9f8e-6a53-4c0e-9f37-0f1f3a4c5d6e');
  assert.equal(feed.items?.[1]?.title, undefined);
  assert.match(feed.items?.[0]?.content_html ?? '', /src="https:\/\/site\.example\/favicon\.svg"/);
});

test('the RSS feed parses as 2.0 and says the same, and a note has no title', async t => {
  const { get } = await testSite(t);
  const answer = await get('/rss.xml');
  assert.equal(answer.headers['content-type'], 'application/rss+xml; charset=utf-8');
  assert.match(answer.body, /<rss version="2\.0"/);
  const feed = parseRssFeed(answer.body);
  assert.equal(feed.title, 'Field Notes');
  assert.equal(feed.link, 'https://site.example/');
  assert.equal(feed.lastBuildDate, 'Thu, 12 Nov 2026 18:30:00 GMT');
  assert.equal(feed.atom?.links?.[0]?.href, 'https://site.example/rss.xml');
  assert.equal(feed.items?.length, 4);
  const [post, note] = feed.items ?? [];
  assert.deepEqual(post?.guid, {
    value: 'urn:uuid:0f2c9f8e-6a53-4c0e-9f37-0f1f3a4c5d6e',
    isPermaLink: false,
  });
  assert.equal(post?.pubDate, 'Tue, 03 Nov 2026 07:15:00 GMT');
  assert.match(post?.content?.encoded ?? '', /href="https:\/\/site\.example\/posts\/gaps"/);
  assert.equal(note?.title, undefined);
  assert.match(note?.description ?? '', /^First frost/);
});

test('in every format a post of any kind brings what it is about and its pictures', async t => {
  const { get, world } = await testSite(t);
  world.posts = kinds;
  const atom = parseAtomFeed((await get('/feed.xml')).body).entries ?? [];
  const rss = parseRssFeed((await get('/rss.xml')).body).items ?? [];
  const json = parseJsonFeed((await get('/feed.json')).json()).items ?? [];
  for (const [index, post] of kinds.entries()) {
    const contents = [
      String(text(atom[index]?.content)),
      rss[index]?.content?.encoded,
      json[index]?.content_html,
    ];
    for (const content of contents) {
      if (post.target)
        assert.ok(content?.includes(`href="${post.target.url.replace('&', '&amp;')}"`), post.kind);
      for (const { alt } of post.photos) assert.ok(content?.includes(`alt="${alt}"`), post.kind);
      assert.doesNotMatch(content ?? '', /(?:src|href)="\//);
    }
    assert.equal(json[index]?.external_url, post.target?.url);
  }
  assert.equal(text(atom[2]?.title), 'Liked c.example/notes/42');
  assert.equal(atom[4]?.thr?.inReplyTos?.[0]?.href, kinds[4]?.target?.url);
});

test('every page says where the feeds are', async t => {
  const { get } = await testSite(t);
  const home = (await get('/')).body;
  for (const file of ['feed.xml', 'rss.xml', 'feed.json'])
    assert.match(
      home,
      new RegExp(`<link rel="alternate" type="[a-z+/]+" title="Field Notes" href="/${file}">`),
    );
  assert.match((await get('/tags/stone')).body, /title="Field Notes: Stone" href="\/tags\/stone\/rss\.xml"/);
});

test('a tag has feeds of its own, and a tag that is not has none', async t => {
  const { get } = await testSite(t);
  const feed = parseAtomFeed((await get('/tags/stone/feed.xml')).body);
  assert.equal(text(feed.title), 'Field Notes: Stone');
  assert.equal(feed.entries?.length, 2);
  assert.equal(parseJsonFeed((await get('/tags/stone/feed.json')).json()).items?.length, 2);
  assert.equal((await get('/tags/nope/feed.xml')).statusCode, 404);
});

test('feeds announce their hubs and their own address, in the header and in themselves', async t => {
  const { get, world } = await testSite(t);
  world.site = { ...world.site, hubs: ['/websub', 'https://hub.example/'] };
  const own = 'https://site.example/websub';
  const answer = await get('/feed.xml');
  assert.equal(
    answer.headers['link'],
    `<${own}>; rel="hub", <https://hub.example/>; rel="hub", <https://site.example/feed.xml>; rel="self"`,
  );
  const hubs = parseAtomFeed(answer.body).links?.filter(({ rel }) => rel === 'hub');
  assert.deepEqual(
    hubs?.map(({ href }) => href),
    [own, 'https://hub.example/'],
  );
  assert.match(
    (await get('/tags/stone/rss.xml')).body,
    /<atom:link rel="hub" href="https:\/\/hub\.example\/"\/>/,
  );
  assert.deepEqual((await get('/feed.json')).json().hubs[0], { type: 'WebSub', url: own });
  assert.equal((await get('/posts/gaps')).headers['link'], '</webmention>; rel="webmention"');
});

test('a feed answers 304 to its entity tag and to its date', async t => {
  const { get } = await testSite(t);
  const { headers } = await get('/feed.xml');
  assert.equal(headers['last-modified'], 'Thu, 12 Nov 2026 18:30:00 GMT');
  assert.equal((await get('/feed.xml', { 'if-none-match': String(headers['etag']) })).statusCode, 304);
  assert.equal(
    (await get('/feed.xml', { 'if-modified-since': String(headers['last-modified']) })).statusCode,
    304,
  );
  assert.equal(
    (await get('/feed.xml', { 'if-modified-since': 'Wed, 11 Nov 2026 00:00:00 GMT' })).statusCode,
    200,
  );
});

test('a feed without posts is still a feed', async t => {
  const { get, world } = await testSite(t);
  world.posts = [];
  assert.equal(text(parseAtomFeed((await get('/feed.xml')).body).title), 'Field Notes');
  assert.equal(parseJsonFeed((await get('/feed.json')).json()).title, 'Field Notes');
});

test('a title with characters that XML cannot hold does not break the feed', async t => {
  const { get, world } = await testSite(t);
  world.posts = [samplePost({ title: 'a\u0000b\u001b & <c> ]]> \ud800' })];
  assert.equal(text(parseAtomFeed((await get('/feed.xml')).body).entries?.[0]?.title), 'ab & <c> ]]> \ufffd');
  assert.equal(xml('\u000b\t\n"'), '\t\n&quot;');
});

test('a post that was scheduled is new when it comes out, not when it was last edited', async t => {
  const { get, world } = await testSite(t);
  world.posts = [
    samplePost({ updatedAt: '2026-01-01T00:00:00.000Z', publishedAt: '2026-02-01T00:00:00.000Z' }),
  ];
  assert.equal(
    parseAtomFeed((await get('/feed.xml')).body).entries?.[0]?.updated,
    '2026-02-01T00:00:00.000Z',
  );
});

test('relative addresses in tags become absolute, text and other schemes stay', () => {
  const page = 'https://site.example/posts/x';
  const cases: [string, string][] = [
    ['<a href="/a?b&amp;c">href="/t"</a>', '<a href="https://site.example/a?b&amp;c">href="/t"</a>'],
    ['<a href="#n">', '<a href="https://site.example/posts/x#n">'],
    ['<a href="mailto:a@b">', '<a href="mailto:a@b">'],
    ['<img src="//c.example/i.png">', '<img src="https://c.example/i.png">'],
    [
      '<img srcset="/a.png 1x, /b.png 2x">',
      '<img srcset="https://site.example/a.png 1x, https://site.example/b.png 2x">',
    ],
    ['<a data-href="/x">', '<a data-href="/x">'],
  ];
  for (const [before, after] of cases) assert.equal(absolute(before, page), after);
});

test('old names of feeds lead to the feed', async t => {
  const { get } = await testSite(t);
  assert.equal((await get('/rss')).headers['location'], '/rss.xml');
  for (const url of ['/atom.xml', '/feed']) {
    const { statusCode, headers } = await get(url);
    assert.equal(statusCode, 301);
    assert.equal(headers['location'], '/feed.xml');
  }
});
