import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { Response } from '../../../api/contract.ts';
import { posts, responses } from '../../testing/sample.ts';
import { testSite } from '../../testing/test-site.ts';

const { slug } = posts[0]!;
const idOf = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

/** A post to which so many have said something, every tenth of them in answer to the one before. */
async function discussed(t: TestContext, count: number) {
  const { get, world } = await testSite(t);
  const said = (n: number): Response => ({
    ...responses[0]!,
    id: idOf(n),
    createdAt: new Date(Date.UTC(2026, 0, 1, 0, n)).toISOString(),
    ...(n % 10 === 9 && { parent: idOf(n - 1) }),
  });
  const liked = { ...responses.find(({ kind }) => kind === 'like')!, id: idOf(9_999) };
  world.thread[slug] = [...Array.from({ length: count }, (_, n) => said(n)), liked];
  const shown = (page: string) => [...page.matchAll(/<li id="c-([^"]+)"/g)].map(([, id]) => id);
  const next = (page: string) => /rel="next" href="([^"]+)"/.exec(page)?.[1]?.replaceAll('&amp;', '&');
  const follow = async (path: string) => (await get(path.split('#')[0]!)).body;
  return { get, world, shown, next, follow };
}

test('a long thread is read page by page, each response once, from links that stay when more is said', async t => {
  const { world, shown, next, follow } = await discussed(t, 250);
  const first = await follow(`/posts/${slug}`);
  assert.match(first, /250 responses/);
  assert.equal(shown(first).length, 100);
  assert.match(first, /Liked by/);
  const second = await follow(next(first)!);
  assert.match(second, /Responses, page 2 of 3/);
  assert.doesNotMatch(second, /Liked by|Was this post useful/);
  const third = await follow(next(second)!);
  assert.equal(next(third), undefined);
  const all = [first, second, third].flatMap(shown);
  assert.deepEqual(
    all,
    Array.from({ length: 250 }, (_, n) => idOf(n)),
  );
  assert.match(third, new RegExp(`rel="prev" href="/posts/${slug}/comments\\?after=${idOf(99)}#responses"`));
  assert.match(second, new RegExp(`rel="prev" href="/posts/${slug}#responses"`));

  const answer = {
    ...responses[0]!,
    id: idOf(5_000),
    parent: idOf(3),
    createdAt: '2026-09-01T00:00:00.000Z',
  };
  world.thread[slug] = [...world.thread[slug]!, answer];
  world.revision++;
  assert.equal(shown(await follow(next(first)!))[0], idOf(100), 'what was not read yet follows');
});

test('the address of a response leads to it wherever it stands, and one that is gone to the thread', async t => {
  const { get } = await discussed(t, 250);
  const to = async (n: number) => (await get(`/posts/${slug}/comments/${idOf(n)}`)).headers['location'];
  assert.equal(await to(99), `/posts/${slug}#c-${idOf(99)}`);
  assert.equal(await to(100), `/posts/${slug}/comments?after=${idOf(99)}#c-${idOf(100)}`);
  assert.equal(await to(249), `/posts/${slug}/comments?after=${idOf(199)}#c-${idOf(249)}`);
  assert.equal(await to(8_888), `/posts/${slug}#responses`);
  assert.equal((await get(`/posts/${slug}/comments/nothing`)).statusCode, 404);
  assert.equal((await get(`/posts/none/comments/${idOf(1)}`)).statusCode, 404);
});

test('an answer whose question is on the page before says so and leads there', async t => {
  const { follow, world } = await discussed(t, 101);
  const last = { ...responses[0]!, id: idOf(100), parent: idOf(99), createdAt: '2026-09-01T00:00:00.000Z' };
  world.thread[slug] = [...world.thread[slug]!.slice(0, 100), last];
  const page = await follow(`/posts/${slug}/comments?after=${idOf(99)}`);
  assert.match(
    page,
    new RegExp(`<p class="answers">In reply to <a href="/posts/${slug}/comments/${idOf(99)}"`),
  );
  assert.match(page, new RegExp(`class="when u-url" href="[^"]+/posts/${slug}/comments/${idOf(100)}"`));
});

test('a page of a thread that is none leads to the post', async t => {
  const { get } = await discussed(t, 100);
  for (const query of ['', '?after=x', `?after=${idOf(99)}`, `?after=${idOf(7_777)}`]) {
    const answer = await get(`/posts/${slug}/comments${query}`);
    assert.equal(answer.headers['location'], `/posts/${slug}#responses`, query);
  }
});
