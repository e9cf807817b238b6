import assert from 'node:assert/strict';
import { test } from 'node:test';
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
