import assert from 'node:assert/strict';
import { test } from 'node:test';
import { getPost } from '../../methods/posts/get-post.ts';
import { getSeries } from '../../methods/posts/get-series.ts';
import { listSeries } from '../../methods/posts/list-series.ts';
import { savePost } from '../../methods/posts/save-post.ts';
import { reasonOf, type TestApi, testApi } from '../../testing/context.ts';

interface Given {
  tags?: string[];
  series?: string;
  visibility?: 'public' | 'unlisted' | 'private';
  status?: 'draft' | 'published';
}

let day = 0;

/** Published a day after the one before. */
function publish(api: TestApi, title: string, given: Given = {}) {
  const publishedAt = new Date(Date.UTC(2020, 0, ++day)).toISOString();
  return savePost(api, { title, markdown: title, status: 'published', publishedAt, ...given });
}

async function around(api: TestApi, slug: string) {
  const found = (await getPost(api, { slug, around: true })).around!;
  return { ...found, related: found.related.map(post => post.slug) };
}

test('a post has the posts before and after it, among those that are listed', async t => {
  const api = await testApi(t);
  await publish(api, 'one');
  await publish(api, 'hidden', { visibility: 'unlisted' });
  await publish(api, 'two');
  await publish(api, 'secret', { visibility: 'private' });
  await publish(api, 'three');
  const { newer, older } = await around(api, 'two');
  assert.deepEqual([newer?.slug, older?.slug], ['three', 'one']);
  assert.equal(older?.publishedAt, (await getPost(api, { slug: 'one' })).publishedAt);
  assert.deepEqual(
    [(await around(api, 'one')).older, (await around(api, 'three')).newer],
    [undefined, undefined],
  );
  const unlisted = await around(api, 'hidden');
  assert.deepEqual([unlisted.newer, unlisted.older], [undefined, undefined]);
  assert.equal((await getPost(api, { slug: 'two' })).around, undefined);
});

test('a part of a series knows its place and the parts beside it', async t => {
  const api = await testApi(t);
  for (const title of ['one', 'two', 'three']) await publish(api, title, { series: 'Long Walk' });
  await publish(api, 'draft', { series: 'Long Walk', status: 'draft' });
  await publish(api, 'elsewhere', { series: 'Other' });
  const { series } = await around(api, 'two');
  assert.deepEqual(
    [series?.slug, series?.name, series?.position, series?.count, series?.previous?.slug, series?.next?.slug],
    ['long-walk', 'Long Walk', 2, 3, 'one', 'three'],
  );
  const last = (await around(api, 'three')).series;
  assert.deepEqual([last?.position, last?.next], [3, undefined]);
  assert.deepEqual((await listSeries(api)).series, [
    { slug: 'long-walk', name: 'Long Walk', count: 3 },
    { slug: 'other', name: 'Other', count: 1 },
  ]);
  const whole = await getSeries(api, { slug: 'long-walk' });
  assert.deepEqual([whole.name, whole.posts.map(post => post.slug)], ['Long Walk', ['one', 'two', 'three']]);
  assert.equal(await reasonOf(getSeries(api, { slug: 'none' })), 'not_found');
});

test('a rare tag relates more than one that most posts have', async t => {
  const api = await testApi(t);
  await publish(api, 'rare', { tags: ['common', 'bees'] });
  for (let n = 0; n < 8; n++) await publish(api, `c${n}`, { tags: ['common'] });
  await publish(api, 'draft', { tags: ['bees'], status: 'draft' });
  await publish(api, 'asked', { tags: ['bees', 'common'] });
  assert.deepEqual((await around(api, 'asked')).related, ['rare', 'c7', 'c6', 'c5', 'c4']);
});

test('words of the title relate posts where tags do not', async t => {
  const api = await testApi(t);
  await publish(api, 'Keeping chickens');
  await publish(api, 'Roads');
  await publish(api, 'A garden without chickens', { tags: ['garden'] });
  await publish(api, 'Weeds', { tags: ['garden'] });
  assert.deepEqual((await around(api, 'a-garden-without-chickens')).related, ['weeds', 'keeping-chickens']);
  assert.deepEqual((await around(api, 'roads')).related, []);
});
