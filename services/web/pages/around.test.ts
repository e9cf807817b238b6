import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Post } from '../../api/contract.ts';
import { posts, samplePost } from '../testing/sample.ts';
import { testSite } from '../testing/test-site.ts';

const walls = { slug: 'walls', name: 'Walls & what they hold' };
const inSeries = posts.map((post, index): Post => (index < 3 ? { ...post, series: walls } : post));

test('a part of a series says which one it is, and leads to the one before and the one after', async t => {
  const { get, world } = await testSite(t);
  world.posts = inSeries;
  const middle = (await get('/posts/first-frost')).body;
  assert.match(middle, /href="\/series\/walls">Walls &amp; what they hold<\/a> <span>Part 2 of 3<\/span>/);
  assert.match(middle, /rel="prev" href="\/posts\/measuring[^"]*"><span>← Previous part<\/span>/);
  assert.match(middle, /rel="next" href="\/posts\/a-wall-without-mortar"><span>Next part →<\/span> A wall/);
  const last = (await get('/posts/a-wall-without-mortar')).body;
  assert.match(last, /Part 3 of 3/);
  assert.doesNotMatch(last, /Next part/);
  assert.doesNotMatch((await get('/posts/gaps')).body, /Part \d/);
});

test('a series has its page, in the order of reading, with feeds of its own, and stands in the list of series', async t => {
  const { get, world } = await testSite(t);
  world.posts = inSeries;
  const { body } = await get('/series/walls');
  assert.match(body, /<h1 class="p-name">Walls &amp; what they hold<\/h1>[\s\S]*3 parts/);
  assert.ok(body.indexOf('Measuring rain') < body.indexOf('A wall without'));
  assert.match(body, /type="application\/rss\+xml" title="[^"]*Walls[^"]*" href="\/series\/walls\/rss\.xml"/);
  const feed = (await get('/series/walls/feed.xml')).body;
  assert.match(feed, /<title>Field Notes: Walls &amp; what they hold<\/title>/);
  assert.equal(feed.match(/<entry>/g)?.length, 3);
  assert.match((await get('/series')).body, /href="\/series\/walls"/);
  for (const url of ['/series/none', '/series/none/feed.xml']) assert.equal((await get(url)).statusCode, 404);
});

test('under a post stand its neighbours and what is like it, outside of the h-entry, for no call more', async t => {
  const { get, api } = await testSite(t);
  await get('/');
  api.calls.length = 0;
  const { body } = await get('/posts/gaps');
  assert.deepEqual(api.calls, ['getPostPage']);
  const more = body.slice(body.indexOf('</article>'));
  assert.match(more, /Related posts<\/h2>[\s\S]*<a href="\/posts\/a-wall-without-mortar">A wall/);
  assert.match(more, /rel="next" href="\/posts\/measuring/);
  assert.doesNotMatch(more, /rel="prev"/);
});

test('what is pinned stands first on the home page, once, and in its own place on later pages', async t => {
  const { get, world } = await testSite(t, { postsPerPage: 3 });
  world.posts = posts.map((post, index) => ({ ...post, pinned: index > 1 }));
  const home = (await get('/')).body;
  const order = [...home.matchAll(/<a class="u-url[^"]*" href="\/posts\/([^"-]*)/g)].map(([, slug]) => slug);
  assert.deepEqual(order, ['measuring', 'gaps', 'a', 'first']);
  assert.match(home, /class="pinned">Pinned/);
  assert.match((await get('/?after=3')).body, /Gaps, and what/);
});

test('a page of the owner stands right under the root, without a day or neighbours', async t => {
  const { get, world } = await testSite(t);
  world.posts = [samplePost({ kind: 'page', slug: 'now', title: 'Now' }), ...posts];
  const { body } = await get('/now');
  assert.match(body, /<h1 class="p-name">Now<\/h1>/);
  assert.match(body, /<link rel="canonical" href="https:\/\/site\.example\/now">/);
  assert.match(body, /Last updated <a class="u-url"/);
  assert.doesNotMatch(body, /min read|dt-published|Related posts/);
  for (const url of ['/', '/archive', '/feed.xml']) assert.doesNotMatch((await get(url)).body, /Now</, url);
});
