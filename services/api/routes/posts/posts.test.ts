import assert from 'node:assert/strict';
import { test } from 'node:test';
import { savePost } from '../../methods/posts/save-post.ts';
import { servedApi } from '../../testing/served-api.ts';

const published = { status: 'published' as const };

test('a private post is read by who may read, and by nobody else', async t => {
  const { api, ask, tokenFor } = await servedApi(t);
  await savePost(api, { title: 'Secret', markdown: '', visibility: 'private', ...published });
  await savePost(api, { title: 'By link', markdown: '', visibility: 'unlisted', ...published });
  const statuses = async (token?: string) =>
    Promise.all(
      ['secret', 'by-link'].map(async slug => (await ask(`/api/v1/posts/${slug}`, { token })).status),
    );
  assert.deepEqual(await statuses(), [404, 200]);
  assert.deepEqual(await statuses(await tokenFor('moderate')), [404, 200]);
  assert.deepEqual(await statuses(await tokenFor('read')), [200, 200]);
  for (const path of [
    '/api/v1/posts',
    '/api/v1/search?query=secret',
    '/api/v1/search?query=link',
    '/api/v1/tags',
  ])
    assert.deepEqual(Object.values((await ask(path)).json)[0], [], path);
});

test('own posts are narrowed and sorted, public ones are not', async t => {
  const { api, ask, tokenFor } = await servedApi(t);
  const token = await tokenFor('read');
  await savePost(api, {
    title: 'beta',
    markdown: 'apple',
    tags: ['Fruit'],
    publishedAt: '2020-01-02T00:00:00Z',
    ...published,
  });
  await savePost(api, {
    title: 'Alpha',
    markdown: 'apple',
    series: 'S',
    publishedAt: '2020-01-03T00:00:00Z',
    ...published,
  });
  await savePost(api, {
    title: 'gamma',
    markdown: 'pear',
    publishedAt: '2020-01-01T00:00:00Z',
    visibility: 'unlisted',
    ...published,
  });
  await savePost(api, { markdown: 'a note of an apple' });
  const titles = async (query: string) =>
    (await ask(`/api/v1/posts?${query}`, { token })).json.posts.map((post: { title: string }) => post.title);
  assert.deepEqual(await titles('status=published&sort=title'), ['Alpha', 'beta', 'gamma']);
  assert.deepEqual(await titles('status=published&sort=oldest'), ['gamma', 'beta', 'Alpha']);
  assert.deepEqual(await titles('status=published&sort=newest'), ['Alpha', 'beta', 'gamma']);
  assert.deepEqual(await titles('status=any&sort=updated'), ['', 'gamma', 'Alpha', 'beta']);
  assert.deepEqual(await titles('status=any&query=apples&kind=article&sort=title'), ['Alpha', 'beta']);
  assert.deepEqual(await titles('status=any&tag=fruit'), ['beta']);
  assert.deepEqual(await titles('status=any&series=s'), ['Alpha']);
  assert.deepEqual(await titles('status=any&visibility=unlisted'), ['gamma']);
  assert.deepEqual(await titles('status=draft&kind=note'), ['']);
  assert.deepEqual(await titles('status=any&query=!!'), []);
  for (const query of ['sort=title', 'query=apple', 'status=any&year=2020', 'status=any&sort=title&cursor=x'])
    assert.equal((await ask(`/api/v1/posts?${query}`, { token })).status, 400, query);
  let [url, seen] = ['/api/v1/posts?status=any&sort=title&limit=1', [] as string[]];
  while (url !== '') {
    const { json, headers } = await ask(url, { token });
    seen.push(json.posts[0].title);
    url = /<https:\/\/croft\.example(.*)>/.exec(String(headers['link'] ?? ''))?.[1] ?? '';
  }
  assert.deepEqual(seen, ['', 'Alpha', 'beta', 'gamma']);
});

test('revisions are listed, read, compared and restored, and who wrote them is the caller', async t => {
  const { ask, tokenFor } = await servedApi(t);
  const token = await tokenFor('write');
  const made = await ask('/api/v1/posts', { token, json: { title: 'T', markdown: 'one', ...published } });
  const path = `/api/v1/posts/${made.json.id}`;
  const changed = await ask(path, { method: 'PATCH', token, json: { markdown: 'two' } });
  const list = await ask(`${path}/revisions`, { token });
  assert.deepEqual(
    list.json.revisions.map((one: { version: number; by?: { name: string } }) => [
      one.version,
      one.by !== undefined,
    ]),
    [
      [2, true],
      [1, true],
    ],
  );
  assert.equal((await ask('/api/v1/posts/t/revisions/1', { token })).json.snapshot.markdown, 'one');
  assert.equal((await ask(`${path}/diff?from=1`, { token })).json.added, 1);
  const restore = (etag: string) =>
    ask(`${path}/revisions/1/restore`, { method: 'POST', token, headers: { 'if-match': etag } });
  assert.equal((await restore(String(made.headers['etag']))).status, 412);
  const restored = await restore(String(changed.headers['etag']));
  assert.deepEqual([restored.status, restored.json.markdown, restored.json.version], [200, 'one', 3]);
  const reader = await tokenFor('read');
  assert.equal((await ask(`${path}/revisions/1/restore`, { method: 'POST', token: reader })).status, 403);
  for (const rest of ['/revisions', '/revisions/1', '/diff?from=1'])
    assert.equal((await ask(`${path}${rest}`)).status, 401, rest);
  assert.equal((await ask(`${path}/revisions/99`, { token })).status, 404);
  assert.equal((await ask(`${path}/revisions/0`, { token })).status, 400);
});

test('a refused change says what is there now', async t => {
  const { ask, tokenFor } = await servedApi(t);
  const token = await tokenFor('write');
  const made = await ask('/api/v1/posts', { token, json: { title: 'T', markdown: 'one' } });
  const change = (title: string) =>
    ask('/api/v1/posts/t', {
      method: 'PATCH',
      token,
      headers: { 'if-match': String(made.headers['etag']) },
      json: { title },
    });
  await change('First');
  const { status, json } = await change('Second');
  assert.deepEqual(
    [status, json.reason, json.details.current.title, json.details.current.version],
    [412, 'precondition_failed', 'First', 2],
  );
});

test('an old address says where the post is now', async t => {
  const { ask, tokenFor } = await servedApi(t);
  const token = await tokenFor('write');
  await ask('/api/v1/posts', { token, json: { slug: 'old', markdown: '', ...published } });
  await ask('/api/v1/posts/old', { method: 'PATCH', token, json: { slug: 'new' } });
  const { status, json } = await ask('/api/v1/posts/old');
  assert.deepEqual([status, json.reason, json.details], [404, 'moved', { slug: 'new', path: '/posts/new' }]);
});

test('many posts are changed at once, by who may write', async t => {
  const { api, ask, tokenFor } = await servedApi(t);
  const { post } = await savePost(api, { title: 'A', markdown: '' });
  const json = { ids: [post.id, 'none'], action: 'publish' };
  assert.equal((await ask('/api/v1/posts/bulk', { token: await tokenFor('read'), json })).status, 403);
  const token = await tokenFor('write');
  const { results } = (await ask('/api/v1/posts/bulk', { token, json })).json;
  assert.deepEqual(results, [
    { id: post.id, outcome: 'changed' },
    { id: 'none', outcome: 'failed', problem: 'There is no post "none".' },
  ]);
  const ids = Array.from({ length: 201 }, (_, n) => `p${n}`);
  for (const bad of [
    { ids, action: 'draft' },
    { ids: [], action: 'draft' },
    { ...json, action: 'explode' },
    { ...json, by: post.id },
  ])
    assert.equal((await ask('/api/v1/posts/bulk', { token, json: bad })).status, 400);
});

test('search, tags, years and series are for everybody, and unchanged until something is', async t => {
  const { api, ask } = await servedApi(t);
  await savePost(api, {
    title: 'Bees',
    markdown: 'Buzz.',
    tags: ['Insects'],
    series: 'Garden',
    publishedAt: '2020-05-05T00:00:00Z',
    ...published,
  });
  const search = await ask('/api/v1/search?query=bee');
  assert.deepEqual(search.json.posts[0].markedTitle, [{ text: 'Bees', mark: true }]);
  assert.equal((await ask('/api/v1/search?query=bse')).json.posts.length, 0);
  assert.equal((await ask('/api/v1/tags')).json.tags[0].name, 'Insects');
  assert.deepEqual((await ask('/api/v1/years')).json, { years: [{ year: 2020, count: 1 }] });
  assert.equal((await ask('/api/v1/series')).json.series[0].slug, 'garden');
  assert.equal((await ask('/api/v1/series/garden')).json.posts[0].title, 'Bees');
  assert.equal((await ask('/api/v1/series/none')).status, 404);
  const headers = { 'if-none-match': String(search.headers['etag']) };
  for (const path of ['/search?query=bee', '/tags', '/years', '/series', '/series/garden'])
    assert.equal((await ask(`/api/v1${path}`, { headers })).status, 304, path);
  await savePost(api, { markdown: 'new', ...published });
  assert.equal((await ask('/api/v1/tags', { headers })).status, 200);
});

test('redirects are kept by who may administer', async t => {
  const { ask, tokenFor } = await servedApi(t);
  const [admin, writer] = [await tokenFor('admin'), await tokenFor('write')];
  const save = (json: object, token = admin) => ask('/api/v1/redirects', { method: 'PUT', token, json });
  assert.equal((await save({ path: '/a', target: '/b' }, writer)).status, 403);
  assert.deepEqual((await save({ path: '/a/', target: '/b' })).json, {
    path: '/a',
    target: '/b',
    status: 301,
    automatic: false,
  });
  const loop = await save({ path: '/b', target: '/a' });
  assert.deepEqual([loop.status, loop.json.reason], [400, 'redirect_loop']);
  assert.equal((await save({ path: '/c', target: '/d', status: 307 })).status, 400);
  assert.equal((await ask('/api/v1/redirects')).status, 401);
  assert.equal((await ask('/api/v1/redirects', { token: writer })).json.redirects.length, 1);
  const remove = () => ask('/api/v1/redirects?path=/a', { method: 'DELETE', token: admin });
  assert.deepEqual([(await remove()).status, (await remove()).status], [204, 404]);
});

test('the OpenAPI document describes all of it', async t => {
  const { ask } = await servedApi(t);
  const { paths } = (await ask('/api/v1/openapi.json')).json;
  for (const path of [
    ...['/posts/bulk', '/posts/{key}/revisions', '/posts/{key}/revisions/{version}', '/posts/{key}/diff'],
    ...[
      '/posts/{key}/revisions/{version}/restore',
      '/search',
      '/tags',
      '/years',
      '/series',
      '/series/{slug}',
      '/redirects',
    ],
  ])
    assert.ok(paths[`/api/v1${path}`], path);
});
