import assert from 'node:assert/strict';
import { test } from 'node:test';
import { posts } from '../testing/sample.ts';
import { testSite } from '../testing/test-site.ts';

const [wall, frost] = posts;
const PATH = `/posts/${wall!.slug}`;
/** The fake api's sessions are named after the role that they have. */
const session = (name: string) => ({ cookie: `__Host-croft=${name}` });

test('a private post is there for people who are signed in, and for nobody else', async t => {
  const { get, world } = await testSite(t);
  world.posts = [{ ...wall!, visibility: 'private' }, frost!];
  assert.equal((await get(PATH)).statusCode, 404);
  assert.equal((await get(PATH, session('nobody'))).statusCode, 404);
  const shown = await get(PATH, session('member'));
  assert.equal(shown.statusCode, 200);
  assert.match(shown.body, /A wall without mortar/);
  assert.match(shown.body, /noindex/);
  assert.equal(shown.headers['cache-control'], 'private, no-store');
  assert.equal(shown.headers['etag'], undefined);
});

test('what somebody who is signed in has seen is not kept for those who are not', async t => {
  const { get, world } = await testSite(t);
  world.posts = [{ ...wall!, visibility: 'private' }];
  await get(PATH, session('owner'));
  const answer = await get(PATH);
  assert.equal(answer.statusCode, 404);
  assert.doesNotMatch(answer.body, /A wall without mortar/);
});

test('a draft is no private post', async t => {
  const { get, world } = await testSite(t);
  world.posts = [{ ...wall!, visibility: 'private', status: 'draft' }];
  assert.equal((await get(PATH, session('owner'))).statusCode, 404);
});

test('a public post asks nobody who reads it', async t => {
  const { get, api } = await testSite(t);
  await get(PATH, session('member'));
  assert.ok(!api.calls.includes('getSession'));
});

test('an unlisted post has its page, and is in no list, feed or sitemap', async t => {
  const { get, world } = await testSite(t);
  world.posts = [{ ...wall!, visibility: 'unlisted' }, frost!];
  assert.match((await get(PATH)).body, /noindex/);
  for (const url of ['/', '/archive', '/tags/stone', '/feed.xml', '/rss.xml', '/feed.json', '/sitemap.xml'])
    assert.doesNotMatch((await get(url)).body, /a-wall-without-mortar/, url);
});
