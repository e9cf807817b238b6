import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gunzipSync, gzipSync } from 'node:zlib';
import { UNDO_ID } from '../testing/fake-services.ts';
import { signedIn } from '../testing/signed-in.ts';
import { testSite } from '../testing/test-site.ts';
import { ageWords, lengthWords, nearWords } from './views/age.ts';

test('who is not signed in is led to the sign-in page and back, and programs are told so', async t => {
  const { get, app } = await testSite(t);
  const answer = await get('/reader/tag/weather?view=all');
  assert.equal(answer.statusCode, 303);
  assert.equal(answer.headers['location'], '/sign-in?next=%2Freader%2Ftag%2Fweather%3Fview%3Dall');
  assert.equal(
    (await app.inject({ url: '/reader', headers: { accept: 'application/json' } })).statusCode,
    401,
  );
});

test('the owner reads as the owner and a member as themselves', async t => {
  for (const [role, account] of [
    ['owner', 'owner'],
    ['member', 'member'],
  ] as const) {
    const { post, world } = await signedIn(t, role);
    assert.equal((await post('/reader/mark', { star: 'i1' })).statusCode, 303);
    assert.deepEqual(world.read, [['markItems', { account, ids: ['i1'], starred: true }]]);
  }
});

test('what was done is said once, with a form that takes it back, on the next page that is shown', async t => {
  const { fetchPage, page, post, world } = await signedIn(t, 'owner');
  const list = { list: 'i1,i2,i3', back: '/reader/tag/weather' };
  assert.equal(
    (await post('/reader/mark', { ...list, above: 'i3' })).headers['location'],
    '/reader/tag/weather',
  );
  assert.deepEqual(world.read[0], ['markItems', { account: 'owner', ids: ['i1', 'i2'], read: true }]);
  assert.doesNotMatch(
    await fetchPage('/reader/tag/weather'),
    /marked as read\./,
    'not by a script that fetches ahead',
  );
  const after = await page('/reader/tag/weather');
  assert.match(after, /2 items marked as read\.[\s\S]*action="\/reader\/undo"/);
  assert.ok(after.includes(`name="undo" value="${UNDO_ID}"`));
  assert.doesNotMatch(await page('/reader'), /action="\/reader\/undo"/);
  await post('/reader/undo', { undo: UNDO_ID });
  assert.match(await page('/reader'), /7 items unread again/);
  await post('/reader/mark', { unread: 'i2' });
  assert.match(await page('/reader'), /name="read" value="i2"/);
});

test('a list is marked as read as far as it had come in, or what is older', async t => {
  const { page, post, world } = await signedIn(t, 'owner');
  assert.match(
    await page('/reader/feed/f1?view=all'),
    /name="feed" value="f1"><input type="hidden" name="upTo" value="i1"/,
  );
  await post('/reader/read', { feed: 'f1', upTo: 'i1', older: 'now' });
  assert.deepEqual(world.read.pop(), ['markStreamRead', { account: 'owner', feedId: 'f1', upTo: 'i1' }]);
  await post('/reader/read', { tag: 'weather', older: 'week' });
  const [, { publishedBefore }] = world.read.pop() as [string, { publishedBefore: string }];
  assert.ok(Math.abs(Date.now() - Date.parse(publishedBefore) - 7 * 86_400_000) < 60_000);
  const at = '2026-01-09T10:00:00.000Z';
  await post('/reader/read', { older: 'week', at });
  const kept = { account: 'owner', publishedBefore: '2026-01-02T10:00:00.000Z', seenBefore: at };
  assert.deepEqual(world.read.pop(), ['markStreamRead', kept], 'sent late, as of when it was wanted');
});

test('a form of no session, of another page or without sense changes nothing', async t => {
  const { post, world, app } = await signedIn(t, 'member');
  assert.equal((await post('/reader/mark', { form_token: 'x'.repeat(32), read: 'i1' })).statusCode, 403);
  assert.equal((await app.inject({ method: 'POST', url: '/reader/mark' })).statusCode, 403);
  for (const [url, body] of [
    ['/reader/mark', {}],
    ['/reader/mark', { read: "1' or '1" }],
    ['/reader/read', { older: 'ever' }],
    ['/reader/undo', { undo: '1' }],
    ['/reader/tag/weather/edit', { name: ' ' }],
    ['/reader/item/i1/position', { seconds: '-1' }],
    ['/reader/subscribe', { url: ' ' }],
  ] as const)
    assert.equal((await post(url, body)).statusCode, 400, url);
  assert.equal(
    (await post('/reader/item/i1/respond', { kind: 'like' })).statusCode,
    403,
    'a member has no site',
  );
  assert.deepEqual(world.read, []);
  const away = await post('/reader/mark', { read: 'i1', back: '//evil.example/' });
  assert.equal(away.headers['location'], '/reader');
});

test('how lists are shown is remembered, and a wrong wish is as none', async t => {
  const { page } = await signedIn(t, 'owner');
  assert.match(await page('/reader'), /class="entries list"/);
  assert.match(await page('/reader?layout=magazine&view=all'), /class="entries magazine"/);
  assert.match(await page('/reader/starred?layout=wall'), /class="entries magazine"/);
  assert.match(await page('/reader'), /view=all" aria-current="true"/);
});

test('a script gets the items of a page, the text of one, and the counts', async t => {
  const { send, world } = await signedIn(t, 'owner');
  const json = async (url: string) => (await send('GET', url, undefined, 'application/json')).json();
  const list = await json('/reader?view=all');
  assert.match(list.html, /^<article class="entry"/);
  assert.equal(list.counts.total, 0);
  assert.match((await json('/reader/item/i1')).html, /The whole text/);
  assert.deepEqual(Object.keys((await json('/reader/counts')).tags).toSorted(), ['craft', 'weather']);
  assert.deepEqual(world.read, [], 'a script marks for itself');
});

test('an item is read by its page, unless the browser only loads it ahead', async t => {
  const { page, world, app } = await signedIn(t, 'owner');
  const headers = { accept: 'text/html', cookie: '__Host-croft=owner', 'sec-purpose': 'prefetch' };
  await app.inject({ url: '/reader/item/i1', headers });
  assert.deepEqual(world.read, []);
  const body = await page('/reader/item/i1');
  assert.match(body, /<h1><a href="https:\/\/a\.example\/midland"[\s\S]*The whole text/);
  assert.match(body, /\/admin\/posts\/new\?kind=reply&amp;target=https%3A%2F%2Fa\.example%2Fmidland/);
  assert.deepEqual(world.read, [['markItems', { account: 'owner', ids: ['i1'], read: true }]]);
});

test('a feed that is left can be had back as it was', async t => {
  const { page, post, send } = await signedIn(t, 'owner');
  await post('/reader/feed/f2/unsubscribe', {});
  const after = await page('/reader');
  assert.match(after, /action="\/reader\/subscribe"[\s\S]*name="tags" value="weather, craft"/);
  assert.equal((await send('GET', '/reader/feed/none')).statusCode, 404);
});

test('the style and the script of the reader fit their budget, and no page has either inline', async t => {
  const { page, web, send } = await signedIn(t, 'owner');
  const size = (text: Buffer) => gzipSync(text).length;
  assert.ok(size(web.assets.readerScript.page.identity.bytes) < 15_000);
  assert.ok(size(web.assets.readerCss.page.identity.bytes) < 15_000);
  for (const url of [
    '/reader',
    '/reader/item/i1',
    '/reader/feeds',
    '/reader/subscribe',
    '/reader/feed/f1/edit',
  ])
    assert.doesNotMatch(await page(url), /<[^>]+\s(?:style|on[a-z]+)=/, url);
  const { headers, body } = await send('GET', '/reader');
  assert.match(body, /<link rel="manifest" href="\/manifest\.webmanifest">/);
  assert.match(String(headers['content-security-policy']), /media-src 'self' https: http:;/);
  assert.equal(headers['cache-control'], 'no-store');
});

test('the feeds of a tag are in its page and in those of its feeds, and every tag and count in all', async t => {
  const { page } = await signedIn(t, 'owner');
  const lists = async (url: string) => /<nav class="lists"[\s\S]*?<\/nav>/.exec(await page(url))![0];
  for (const [url, open] of [
    ['/reader', []],
    ['/reader/tag/craft', ['craft']],
    ['/reader/feed/f2', ['weather', 'craft']],
  ] as const) {
    const side = await lists(url);
    for (const tag of ['weather', 'craft']) {
      assert.match(side, new RegExp(`href="/reader/tag/${tag}"[\\s\\S]*data-count="tag:${tag}"`));
      assert.equal(
        side.includes(`aria-label="Feeds of ${tag}"`),
        open.some(each => each === tag),
        url,
      );
    }
    const times = side.match(/data-count="feed:f2"/g)?.length ?? 0;
    assert.equal(times, open.length, url);
  }
});

test('the tags of items have a place beside those of feeds, which opens by the list of one', async t => {
  const { page } = await signedIn(t, 'owner');
  const tagged = async (url: string) =>
    /<details class="item-tags"[\s\S]*?<\/details>/.exec(await page(url))![0];
  const closed = await tagged('/reader/tag/weather');
  assert.match(closed, /^<details class="item-tags"><summary>/);
  assert.deepEqual(
    [...closed.matchAll(/href="([^"]+)"/g)].map(([, path]) => path),
    ['/reader/tag/keep?of=items', '/reader/tag/weather?of=items'],
  );
  assert.doesNotMatch(closed, /aria-current/);
  const open = await tagged('/reader/tag/weather?of=items');
  assert.match(open, / open>[\s\S]*weather\?of=items" aria-current="page"/);
});

test('a search is in everything or in a part, which its form and the pages that follow keep', async t => {
  const { page, world } = await signedIn(t, 'owner');
  const searched = () => world.read.splice(0).map(([, input]) => input);
  await page('/reader/search?q=stakes&in=&tag=&since=&until=');
  const plain = { account: 'owner', query: 'stakes', view: 'all', limit: 48, images: 'proxied' };
  assert.deepEqual(searched(), [plain]);
  const part = 'in=starred&tag=craft&itemTag=keep&since=2026-01-02&until=2026-02-03&feed=f1';
  const body = await page(`/reader/search?q=stakes&${part}`);
  assert.deepEqual(searched(), [
    {
      ...plain,
      view: 'starred',
      tag: 'craft',
      itemTag: 'keep',
      feedId: 'f1',
      since: '2026-01-02T00:00:00.000Z',
      until: '2026-02-04T00:00:00.000Z',
    },
  ]);
  assert.match(body, /<details class="fold" open>/);
  assert.match(body, /value="f1" checked><label for="feed">Only in Hedgelaying Weekly/);
  assert.match(body, /<option value="starred" selected>/);
  const next = new URLSearchParams(
    /rel="next" href="\/reader\/search\?([^"]+)"/.exec(body)![1]!.replaceAll('&amp;', '&'),
  );
  assert.deepEqual(
    [next.get('after'), next.get('in'), next.get('feed'), next.get('until')],
    ['7-1', 'starred', 'f1', '2026-02-03'],
  );
  await page('/reader/search?q=stakes&in=ever&since=yesterday&feed=none');
  assert.deepEqual(searched(), [plain], 'what cannot be');
  assert.match(await page('/reader/feed/f1'), /href="\/reader\/search\?q=&amp;feed=f1">Search/);
  assert.match(
    await page('/reader/tag/keep?of=items'),
    /href="\/reader\/search\?q=&amp;itemTag=keep">Search/,
  );
});

test('pages go out compressed to a browser that takes it, and what has a validator keeps it', async t => {
  const { page, app } = await signedIn(t, 'owner');
  const get = (url: string, more = {}) =>
    app.inject({
      url,
      headers: { accept: 'text/html', cookie: '__Host-croft=owner', 'accept-encoding': 'gzip, br', ...more },
    });
  const { headers, rawPayload } = await get('/reader');
  assert.deepEqual([headers['content-encoding'], headers['vary']], ['gzip', 'accept, accept-encoding']);
  assert.equal(gunzipSync(rawPayload).toString(), await page('/reader'));
  const worker = await get('/reader/worker.js');
  assert.equal(worker.headers['content-encoding'], 'br');
  const again = await get('/reader/worker.js', { 'if-none-match': String(worker.headers['etag']) });
  assert.deepEqual([again.statusCode, again.body], [304, '']);
});

test('times are said as briefly as can be', () => {
  const now = Date.parse('2026-11-28T12:00:00Z');
  const ago = (seconds: number) => new Date(now - seconds * 1000).toISOString();
  assert.deepEqual(
    [0, 60, 3599, 3600, 86_399, 86_400, 8 * 86_400, 400 * 86_400].map(seconds => ageWords(ago(seconds), now)),
    ['now', '1 min', '59 min', '1 h', '23 h', '1 d', '20 Nov', '24 Oct 2025'],
  );
  assert.deepEqual(
    [0, 120, -120, -7200, -5 * 86_400].map(seconds => nearWords(ago(seconds), now)),
    ['just now', '2 min ago', 'in 2 min', 'in 2 h', 'on 3 Dec 2026'],
  );
  assert.deepEqual([20, 2580, 3900].map(lengthWords), ['1 min', '43 min', '1 h 5 min']);
});

test('the text of the page to which an item leads is shown in its place, or why it is not', async t => {
  const { page } = await signedIn(t, 'owner');
  assert.match(await page('/reader/item/i1'), /href="\/reader\/item\/i1\?text=page"/);
  assert.match(await page('/reader/item/i1?text=page'), /The text of the page\./);
  const failed = await page('/reader/item/i2?text=page');
  assert.match(failed, /role="alert">No article could be found/);
  assert.match(failed, /The whole text\./);
});

test('the owner recommends an item with words; a member cannot', async t => {
  const owner = await signedIn(t, 'owner');
  assert.match(await owner.page('/reader/item/i1'), /Recommend it on your site/);
  const done = await owner.post('/reader/item/i1/recommend', { comment: 'Good' });
  assert.equal(done.statusCode, 303);
  assert.match(await owner.page('/reader'), /href="\/reading\/recommended">See it there/);
  const member = await signedIn(t, 'member');
  assert.doesNotMatch(await member.page('/reader/item/i1'), /Recommend it/);
  assert.equal((await member.post('/reader/item/i1/recommend', { comment: 'Good' })).statusCode, 403);
});

test('what somebody keeps, or all of it, is given out as a file', async t => {
  const { send, world, page } = await signedIn(t, 'member');
  assert.match(await page('/reader/import'), /href="\/reader\/export\/items\?all=yes" download/);
  const file = await send('GET', '/reader/export/items');
  assert.equal(file.headers['content-disposition'], 'attachment; filename="items.json"');
  assert.deepEqual(JSON.parse(file.body), { items: ['é'] });
  await send('GET', '/reader/export/items?all=yes');
  const settings = await send('GET', '/reader/export/settings');
  assert.equal(settings.headers['content-disposition'], 'attachment; filename="settings.json"');
  assert.equal(settings.body, '{"rules":[]}');
  assert.deepEqual(
    world.read.map(([, input]) => input),
    [
      { account: 'member', all: false },
      { account: 'member', all: true },
    ],
  );
});
