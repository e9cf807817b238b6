import assert from 'node:assert/strict';
import { test } from 'node:test';
import { getFeed } from '../methods/get-feed.ts';
import { testSite } from '../testing/test-site.ts';

test('recommendations are shown with the owner’s words, escaped, and where they are from', async t => {
  const { get } = await testSite(t);
  const page = (await get('/reading/recommended')).body;
  assert.match(
    page,
    /<a class="u-url" href="https:\/\/hedges\.example\/laid"[^>]*>How a hedge is &lt;laid&gt;<\/a>/,
  );
  assert.match(page, /said">The best explanation &amp; pictures that I know\./);
  assert.match(page, /p-publication" href="https:\/\/hedges\.example\/"/);
  assert.match(page, /<link rel="alternate" type="application\/atom\+xml"[^>]*href="\/reading\/feed\.xml">/);
});

test('recommendations are an Atom, an RSS and a JSON feed of links', async t => {
  const { get } = await testSite(t);
  const atom = await get('/reading/feed.xml');
  assert.equal(atom.headers['content-type'], 'application/atom+xml; charset=utf-8');
  assert.match(
    atom.body,
    /<id>tag:site\.example,2026-11-20:recommended:5<\/id>\n<title>How a hedge is &lt;laid&gt;/,
  );
  assert.match(
    atom.body,
    /<link rel="self" type="application\/atom\+xml" href="https:\/\/site\.example\/reading\/feed\.xml"/,
  );
  assert.match(atom.body, /&lt;p&gt;The best explanation &amp;amp; pictures/);
  const rss = await get('/reading/rss.xml');
  assert.match(rss.body, /<link>https:\/\/hedges\.example\/laid<\/link>/);
  assert.match(rss.body, /<source url="https:\/\/hedges\.example\/feed">Hedges &amp; ditches<\/source>/);
  const feed = JSON.parse((await get('/reading/feed.json')).body);
  assert.deepEqual(
    [feed.version, feed.items[0].url, feed.items[1].content_html],
    ['https://jsonfeed.org/version/1.1', 'https://hedges.example/laid', ''],
  );
});

test('recommendations of one tag have a page and feeds, which name the hub of this site', async t => {
  const { get, web, world } = await testSite(t);
  world.site = { ...world.site, hubs: ['/websub', 'https://hub.example/'] };
  const page = (await get('/reading/recommended?tag=craft')).body;
  assert.match(page, /<title>Recommended: craft/);
  assert.match(page, /<a href="\/reading\/recommended\?tag=craft" aria-current="true">craft<\/a>/);
  assert.match(
    page,
    /rel="alternate" type="application\/rss\+xml"[^>]* href="\/reading\/tags\/craft\/rss\.xml"/,
  );
  assert.doesNotMatch((await get('/reading/recommended?tag=none')).body, /class="u-url"/);

  const answer = await get('/reading/tags/craft/feed.xml');
  const own = 'https://site.example/reading/tags/craft/feed.xml';
  assert.equal(answer.headers['link'], `<https://site.example/websub>; rel="hub", <${own}>; rel="self"`);
  assert.match(answer.body, /<link rel="hub" href="https:\/\/site\.example\/websub"\/>/);
  assert.match(answer.body, /<title>[^<]*: recommended in craft<\/title>/);
  assert.deepEqual(JSON.parse((await get('/reading/feed.json')).body).hubs, [
    { type: 'WebSub', url: 'https://site.example/websub' },
  ]);
  const call = { signal: t.signal };
  const fresh = await getFeed(web, { path: '/reading/tags/craft/feed.xml' }, call);
  assert.equal(fresh.body, answer.body, 'what the hub sends');
  for (const path of ['/reading/none.xml', '/reading/tags/%ff/feed.xml', '/reading/tags/a/b/feed.xml'])
    await assert.rejects(getFeed(web, { path }, call), { code: 'not_found' }, path);
});

test('what comes in has feeds too, of all and of one tag, which the page of it names', async t => {
  const { get } = await testSite(t);
  const page = (await get('/reading?tag=craft')).body;
  for (const path of ['/reading/tags/craft/feed.xml', '/reading/tags/craft/latest/feed.xml'])
    assert.match(
      page,
      new RegExp(`<link rel="alternate" type="application/atom\\+xml"[^>]* href="${path}">`),
    );
  const atom = await get('/reading/latest/feed.xml');
  assert.equal(atom.headers['content-type'], 'application/atom+xml; charset=utf-8');
  assert.match(atom.body, /<id>tag:site\.example,2026-11-20:reading:i1<\/id>\n<title>The Midland style/);
  assert.match(atom.body, /<link rel="alternate" type="text\/html" href="https:\/\/a\.example\/midland"\/>/);
  assert.match(atom.body, /&lt;p&gt;Stakes stand behind/);
  const rss = (await get('/reading/tags/craft/latest/rss.xml')).body;
  assert.match(rss, /<source url="https:\/\/a\.example\/feed\.xml">Hedgelaying Weekly<\/source>/);
  assert.match(rss, /<title>Forty knots at noon and nothing fell over\.<\/title>/);
});

test('the blogroll has every feed by tag with its OPML, and programs find it', async t => {
  const { get } = await testSite(t);
  const page = (await get('/blogroll')).body;
  assert.match(page, /<li class="h-card"><a class="u-url p-name"/);
  assert.match(page, /href="\/reader\/opml\?tag=/);
  for (const url of ['/', '/reading', '/blogroll'])
    assert.match(
      (await get(url)).body,
      /<link rel="blogroll" [^>]*href="\/\.well-known\/recommendations\.opml">/,
    );
  const opml = await get('/.well-known/recommendations.opml');
  assert.deepEqual([opml.statusCode, opml.headers['location']], [302, '/reader/opml']);
});
