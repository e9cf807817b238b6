import assert from 'node:assert/strict';
import { test } from 'node:test';
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';
import { AppError } from '../../../core/errors.ts';
import { testSite } from '../testing/test-site.ts';

const POST = '/posts/a-wall-without-mortar';

test('titles are escaped wherever they stand, and a note is named by its words', async t => {
  const { get } = await testSite(t);
  const home = (await get('/')).body;
  assert.ok(home.includes('script that only runs when it is &lt;wet&gt;'));
  assert.ok(!home.includes('<wet>'));
  assert.match(home, /p-name p-summary entry-note"><a class="u-url" href="\/posts\/first-frost">First frost/);
});

test('the home page, a tag and a year go on by key, and only their first pages are for search engines', async t => {
  const { get } = await testSite(t, { postsPerPage: 2 });
  const first = (await get('/')).body;
  assert.match(first, /class="h-feed"/);
  assert.match(first, /rel="next" href="\/\?after=2"/);
  const second = (await get('/?after=2')).body;
  assert.match(second, /Gaps, and what walks/);
  assert.match(second, /noindex/);
  assert.match((await get('/tags/stone')).body, /<h1 class="p-name">Stone<\/h1>/);
  assert.match((await get('/archive/2025')).body, /<h1>2025<\/h1>[\s\S]*Gaps/);
});

test('every page for search engines says what it is, also where nobody described it', async t => {
  const { get } = await testSite(t);
  const described = async (url: string) =>
    /<meta name="description" content="([^"]+)">/.exec((await get(url)).body)?.[1];
  const said = await Promise.all(
    ['/', '/tags', '/tags/stone', '/archive', '/archive/2025', '/series', '/reading', '/bot', '/search'].map(
      described,
    ),
  );
  assert.equal(said.filter(Boolean).length, said.length);
  assert.equal(new Set(said).size, said.length);
  assert.equal(await described('/search?q=stone'), undefined);
});

test('what does not exist is a 404 with a search and recent posts, for programs a problem document', async t => {
  const { get, app } = await testSite(t);
  for (const url of ['/nope', '/posts/nope', '/tags/nope', '/archive/1999', '/archive/next', '/posts/%ff']) {
    const answer = await get(url);
    assert.ok(answer.statusCode === 404 || (url.endsWith('%ff') && answer.statusCode === 400), url);
  }
  const page = (await get('/nope')).body;
  assert.match(page, /action="\/search"/);
  assert.match(page, /A wall without mortar/);
  const problem = await app.inject({ url: '/nope', headers: { accept: 'application/json' } });
  assert.equal(problem.headers['content-type'], 'application/problem+json');
});

test('a cached page costs no call, an uncached one one, and a change of the site shows at once', async t => {
  const { get, api, world } = await testSite(t);
  await get('/');
  api.calls.length = 0;
  await get(POST);
  assert.deepEqual(api.calls, ['getPostPage']);
  api.calls.length = 0;
  await get(POST);
  await get(`${POST}?utm_source=x`);
  assert.deepEqual(api.calls, []);
  world.posts = world.posts.map(post => ({ ...post, title: 'Changed' }));
  api.events.emit('siteChanged', { revision: 8 });
  assert.match((await get(POST)).body, /<h1 class="p-name">Changed/);
  assert.deepEqual(api.calls.toSorted(), ['getPostPage', 'getSite']);
});

test('a page answers 304 to its entity tag, and is compressed as the browser accepts', async t => {
  const { get } = await testSite(t);
  const plain = await get(POST);
  const br = await get(POST, { 'accept-encoding': 'gzip, br' });
  const gz = await get(POST, { 'accept-encoding': 'gzip' });
  assert.equal(brotliDecompressSync(br.rawPayload).toString(), plain.body);
  assert.equal(gunzipSync(gz.rawPayload).toString(), plain.body);
  assert.notEqual(br.headers['etag'], plain.headers['etag']);
  assert.equal(br.headers['vary'], 'accept-encoding');
  const again = await get(POST, {
    'accept-encoding': 'gzip, br',
    'if-none-match': String(br.headers['etag']),
  });
  assert.equal(again.statusCode, 304);
  assert.equal(again.rawPayload.length, 0);
  assert.equal(again.headers['etag'], br.headers['etag']);
});

test('who asks first gets what is made in no time, who comes after what is smallest, and each has it still', async t => {
  const { get } = await testSite(t);
  const browser = { 'accept-encoding': 'gzip, deflate, br, zstd' };
  const first = await get(POST, browser);
  const second = await get(POST, browser);
  assert.deepEqual(
    [first, second].map(({ headers }) => headers['content-encoding']),
    ['zstd', 'br'],
  );
  assert.deepEqual(zstdDecompressSync(first.rawPayload), brotliDecompressSync(second.rawPayload));
  for (const { headers } of [first, second]) {
    const again = await get(POST, { ...browser, 'if-none-match': String(headers['etag']) });
    assert.deepEqual([again.statusCode, again.headers['etag']], [304, headers['etag']]);
  }
});

test('while the api is away a known page is shown as it was, and an unknown one is a 503 with an id', async t => {
  const { get, api } = await testSite(t);
  await get(POST);
  api.trouble = new AppError('unavailable', 'The api is away.');
  api.events.emit('siteChanged', { revision: 8 });
  const old = await get(POST);
  assert.equal(old.statusCode, 200);
  assert.match(String(old.headers['warning']), /^110 /);
  const gone = await get('/tags');
  assert.equal(gone.statusCode, 503);
  assert.equal(gone.headers['retry-after'], '15');
  assert.equal(gone.headers['cache-control'], 'no-store');
  assert.match(gone.body, /<code class="id">[0-9a-f]{32}<\/code>/);
  assert.match(gone.body, /Field Notes/);
  api.trouble = undefined;
  assert.equal((await get('/tags')).statusCode, 200);
});

test('a deleted post is not shown as it was', async t => {
  const { get, api, world } = await testSite(t);
  await get(POST);
  world.posts = [];
  api.events.emit('siteChanged', { revision: 8 });
  assert.equal((await get(POST)).statusCode, 404);
  api.trouble = new AppError('unavailable', 'The api is away.');
  api.events.emit('siteChanged', { revision: 9 });
  assert.equal((await get(POST)).statusCode, 503);
});

test('an unexpected error is a 500 page that tells nothing of its cause', async t => {
  const { get, api } = await testSite(t);
  api.trouble = new AppError('internal', 'Something went wrong on our side.', {
    cause: new Error('secret detail'),
  });
  const page = await get('/tags');
  assert.equal(page.statusCode, 500);
  assert.match(page.body, /quote <code/);
  assert.doesNotMatch(page.body, /secret/);
});

test('an empty site says what to do, and how to take it over while it has no owner', async t => {
  const { get, api, world } = await testSite(t);
  world.posts = [];
  world.site = { ...world.site, claimed: false };
  const unclaimed = (await get('/')).body;
  assert.match(unclaimed, /set-up link/);
  assert.match(unclaimed, /import posts/);
  world.site = { ...world.site, claimed: true };
  api.events.emit('siteChanged', { revision: 8 });
  assert.doesNotMatch((await get('/')).body, /set-up link/);
});

test('search shows what was asked, escaped, and is kept nowhere', async t => {
  const { get, api } = await testSite(t);
  const found = await get('/search?q=stone');
  assert.match(found.body, /every <mark>stone<\/mark> is held/);
  assert.match((await get('/search?q=wall')).body, />A <mark>wall<\/mark> without mortar<\/a>/);
  assert.match(
    (await get('/search?q=stone&after=x')).body,
    /No more posts have “stone”. <a href="\/search\?q=stone">/,
  );
  assert.match((await get('/search?q=stoen')).body, /Did you mean <a href="\/search\?q=stone">stone<\/a>/);
  assert.equal(found.headers['cache-control'], 'no-store');
  const small = await get('/search?q=stone', { 'accept-encoding': 'gzip' });
  assert.equal(small.headers['content-encoding'], 'gzip');
  assert.match(
    (await get(`/search?q=${encodeURIComponent('"><script>x')}`)).body,
    /&quot;&gt;&lt;script&gt;x/,
  );
  api.calls.length = 0;
  assert.equal((await get('/search')).statusCode, 200);
  assert.equal((await get('/search?q=a&q=b')).statusCode, 200);
  assert.ok(!api.calls.includes('searchPosts'));
});

test('the reading page lists items and feeds and narrows by tag', async t => {
  const { get } = await testSite(t);
  const all = (await get('/reading')).body;
  assert.match(all, /h-cite[\s\S]*The Midland style/);
  assert.match(all, /Notes from the Weather Mast/);
  const tagged = (await get('/reading?tag=weather')).body;
  assert.match(tagged, /href="\/reading\?tag=weather" aria-current="true"/);
  assert.doesNotMatch(tagged, /href="https:\/\/a\.example\/" rel/);
});

test('assets are kept for good under the hash of their content', async t => {
  const { get, web } = await testSite(t);
  assert.match(String((await get(web.assets.css.path)).headers['cache-control']), /immutable/);
});

test('whatever page a visitor opens, its styles and scripts fit the budget', async t => {
  const { get } = await testSite(t);
  for (const url of [
    '/',
    POST,
    '/tags',
    '/archive',
    '/search?q=stone',
    '/reading',
    '/bot',
    '/rooms',
    '/rooms/kitchen',
    '/about',
    '/nope',
  ]) {
    const { body } = await get(url);
    const bytes = { css: 0, js: 0 };
    for (const [, path = ''] of body.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)) {
      const { rawPayload, headers } = await get(path, { 'accept-encoding': 'br' });
      assert.equal(headers['content-encoding'], 'br', path);
      bytes[path.endsWith('.css') ? 'css' : 'js'] += rawPayload.length;
    }
    assert.ok(bytes.css > 1_000 && bytes.css <= 15_000, `${url}: ${bytes.css} bytes of CSS`);
    assert.ok(bytes.js <= 10_000, `${url}: ${bytes.js} bytes of script`);
    assert.doesNotMatch(body, /<style|<script(?![^>]* (?:src|type="application\/ld\+json"))/, url);
  }
});

test('no page sets a cookie or asks another host for anything', async t => {
  const { get } = await testSite(t);
  for (const url of ['/', POST, '/tags', '/archive', '/search', '/reading', '/bot', '/nope']) {
    const { body, headers } = await get(url);
    assert.equal(headers['set-cookie'], undefined, url);
    assert.doesNotMatch(
      body,
      /<(?:img|script|link rel="stylesheet")[^>]*(?:src|href)="(?:https?:)?\/\//,
      url,
    );
    assert.doesNotMatch(body, /<[^>]+\s(?:style|on[a-z]+)=/, url);
  }
});

test('the colour, the ways to support and the terms that the owner has set show, and nothing of them otherwise', async t => {
  const { get, api, world } = await testSite(t);
  const before = (await get(POST)).body;
  assert.doesNotMatch(before, /accent-|class="support"|href="\/terms"/);
  const support = [{ label: 'Buy me <tea>', href: 'https://tea.example/ann' }];
  world.site = { ...world.site, hue: 25, support, terms: true, feedback: false };
  world.revision = 8;
  api.events.emit('siteChanged', { revision: 8 });
  const after = (await get(POST)).body;
  assert.match(after, /<a href="https:\/\/tea\.example\/ann">Buy me &lt;tea&gt;<\/a>/);
  assert.match(after, /href="\/terms">Terms</);
  assert.doesNotMatch(after, /Was this post useful/);
  assert.match((await get('/about')).body, /tea\.example/);
  const sheet = await get(/href="(\/assets\/accent-25-[^"]+)"/.exec(after)?.[1] ?? '');
  assert.equal(sheet.statusCode, 200);
  assert.match(String(sheet.headers['cache-control']), /immutable/);
  assert.match(sheet.body, /--accent:#[0-9a-f]{6}/);
  assert.equal((await get('/assets/accent-400-x.css')).statusCode, 404);
});
