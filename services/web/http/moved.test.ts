import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AppError } from '../../../core/errors.ts';
import { posts, samplePost } from '../testing/sample.ts';
import { testSite } from '../testing/test-site.ts';

test('an old address leads on, for programs as for people', async t => {
  const { get, app, world } = await testSite(t);
  world.redirects = {
    '/2019/hello.html': { to: '/posts/gaps', status: 301 },
    '/posts/old-slug': { to: '/posts/first-frost', status: 301 },
    '/talk': { to: 'https://b.example/talk?x=1', status: 302 },
  };
  for (const [url, { to, status }] of Object.entries(world.redirects)) {
    const answer = await get(`${url}?utm=1`);
    assert.deepEqual([answer.statusCode, answer.headers['location']], [status, to], url);
  }
  const { statusCode } = await app.inject({ url: '/2019/hello.html', headers: { accept: '*/*' } });
  assert.equal(statusCode, 301);
  assert.equal((await app.inject({ method: 'HEAD', url: '/talk' })).statusCode, 302);
});

test('a page under /posts and a post under the root lead to where they are', async t => {
  const { get, world } = await testSite(t);
  world.posts = [samplePost({ kind: 'page', slug: 'now', title: 'Now' }), ...posts];
  for (const [url, to] of [
    ['/posts/now', '/now'],
    ['/gaps', '/posts/gaps'],
  ] as const) {
    const { statusCode, headers } = await get(url);
    assert.deepEqual([statusCode, headers['location']], [301, to]);
  }
});

test('what is gone for good says so to people and to programs', async t => {
  const { get, app, world } = await testSite(t);
  world.redirects = { '/regretted': { status: 410 } };
  const page = await get('/regretted');
  assert.equal(page.statusCode, 410);
  assert.match(page.body, /This is gone/);
  assert.equal(page.headers['cache-control'], 'no-store');
  const plain = await app.inject({ url: '/regretted', headers: { accept: 'application/rss+xml' } });
  assert.equal(plain.statusCode, 410);
  assert.match(String(plain.headers['content-type']), /^text\/plain/);
});

test('where an address has a slip, the page that is not there offers what is like it', async t => {
  const { get } = await testSite(t);
  const { statusCode, body } = await get('/posts/a-wall-without-mortal');
  assert.equal(statusCode, 404);
  assert.match(body, /Was it one of these\?[\s\S]*href="\/posts\/a-wall-without-mortar"/);
  assert.doesNotMatch(body, /Recent posts/);
});

test('when nobody can be asked, an address that is not there is a 404 all the same', async t => {
  const { get, api } = await testSite(t);
  api.refuse('resolvePath', new AppError('unavailable', 'The api is away.'));
  api.refuse('suggestPosts', new AppError('unavailable', 'The api is away.'));
  assert.equal((await get('/no/such/thing')).statusCode, 404);
  assert.equal((await get(`/${'x'.repeat(3000)}/y`)).statusCode, 404);
});
