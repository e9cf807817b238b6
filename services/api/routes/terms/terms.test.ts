import assert from 'node:assert/strict';
import { test } from 'node:test';
import { getOwnPost } from '../../methods/posts/get-own-post.ts';
import { getSeries } from '../../methods/posts/get-series.ts';
import { savePost } from '../../methods/posts/save-post.ts';
import { updatePost } from '../../methods/posts/update-post.ts';
import { resolvePath } from '../../methods/redirects/resolve-path.ts';
import { served } from '../../testing/served.ts';

test('a tag is renamed, described and merged, and its old addresses lead on', async t => {
  const { api, ask, token } = await served(t);
  const change = (path: string, body: object, method: 'PATCH' | 'POST' = 'PATCH') =>
    ask(`/api/v1/own-tags/${path}`, { method, body, token });
  await savePost(api, { title: 'A', markdown: 'x', status: 'published', tags: ['Java Script', 'Web'] });
  await savePost(api, { title: 'B', markdown: 'x', tags: ['JS'] });
  const named = await change('java-script', { name: 'JavaScript', description: 'A language.' });
  assert.deepEqual(named.json, {
    slug: 'javascript',
    name: 'JavaScript',
    description: 'A language.',
    posts: 1,
    public: 1,
  });
  assert.deepEqual(
    (await getOwnPost(api, { key: 'a' })).tags.map(({ name }) => name),
    ['JavaScript', 'Web'],
  );
  assert.equal(
    (await resolvePath(api, { path: '/tags/java-script/feed.xml' })).to,
    '/tags/javascript/feed.xml',
  );
  assert.deepEqual(api.renderings, [undefined], 'posts are found by the new word');

  const taken = await change('javascript', { name: 'Web' });
  assert.deepEqual([taken.status, taken.json.reason], [409, 'name_taken']);
  assert.equal((await change('javascript', { name: '!!' })).status, 400);
  assert.equal((await change('nothing', { name: 'x' })).status, 404);
  const spelt = await change('javascript', { name: 'Javascript' });
  assert.deepEqual([spelt.json.slug, spelt.json.name], ['javascript', 'Javascript']);

  const merged = await change('js/merge', { into: 'javascript' }, 'POST');
  assert.deepEqual([merged.json.posts, merged.json.description], [2, 'A language.']);
  const both = await change('web/merge', { into: 'javascript' }, 'POST');
  assert.equal(both.json.posts, 2, 'a post that had both has one');
  assert.equal((await resolvePath(api, { path: '/tags/web' })).to, '/tags/javascript');
  const { json } = await ask('/api/v1/own-tags', { token });
  assert.deepEqual(
    json.terms.map(({ slug }: { slug: string }) => slug),
    ['javascript'],
  );
  const back = await change('javascript', { name: 'Web' });
  assert.equal(back.json.slug, 'web');
  assert.equal((await resolvePath(api, { path: '/tags/javascript' })).to, '/tags/web', 'there is no circle');
  assert.equal((await ask('/api/v1/own-tags')).status, 401);
});

test('a series is put in order, keeps it under another name, and a new part comes last', async t => {
  const { api, ask, token } = await served(t);
  const write = (title: string, day: number) =>
    savePost(api, {
      title,
      markdown: 'x',
      status: 'published',
      series: 'Walls',
      publishedAt: `2026-01-0${day}T00:00:00Z`,
    });
  const ids = [];
  for (const [title, day] of [
    ['A', 1],
    ['B', 2],
    ['C', 3],
  ] as const)
    ids.push((await write(title, day)).post.id);
  const [a, b, c] = ids as [string, string, string];
  const order = await ask('/api/v1/own-series/walls/parts', {
    method: 'PUT',
    body: { posts: [c, a] },
    token,
  });
  assert.deepEqual(
    order.json.posts.map(({ title }: { title: string }) => title),
    ['C', 'A', 'B'],
  );
  await write('D', 4);
  const changed = { name: 'Dry walls', description: 'Without mortar.' };
  await ask('/api/v1/own-series/walls', { method: 'PATCH', body: changed, token });
  await updatePost(api, { id: b, changes: { title: 'B again' } });
  const series = await getSeries(api, { slug: 'dry-walls' });
  assert.deepEqual(
    [series.name, series.description, series.posts.map(({ title }) => title)],
    ['Dry walls', 'Without mortar.', ['C', 'A', 'B again', 'D']],
  );
  const around = await ask(`/api/v1/posts/a/around`);
  assert.deepEqual(
    [around.json.series.position, around.json.series.previous.title, around.json.series.next.title],
    [2, 'C', 'B again'],
  );
  await updatePost(api, { id: c, changes: { series: 'Other' } });
  await updatePost(api, { id: c, changes: { series: 'Dry walls' } });
  const left = await getSeries(api, { slug: 'dry-walls' });
  assert.deepEqual(
    left.posts.map(({ title }) => title),
    ['A', 'B again', 'C', 'D'],
    'who left stands by time again',
  );
});
