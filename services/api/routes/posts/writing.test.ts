import assert from 'node:assert/strict';
import { test } from 'node:test';
import { savePost } from '../../methods/posts/save-post.ts';
import { servedApi } from '../../testing/served-api.ts';

const published = { status: 'published' as const };

test('a text is previewed as saving it would render it, by who may write', async t => {
  const { api, ask, tokenFor } = await servedApi(t);
  const json = { markdown: '*One* two.\n\n<script>x</script>' };
  const token = await tokenFor('write');
  const preview = await ask('/api/v1/posts/preview', { token, json });
  const { post } = await savePost(api, { ...json });
  assert.deepEqual([preview.status, preview.json.html, preview.json.words], [200, post.html, post.words]);
  assert.equal(preview.headers['cache-control'], 'private, no-store');
  assert.equal((await ask('/api/v1/posts/preview', { json })).status, 401);
  assert.equal((await ask('/api/v1/posts/preview', { token: await tokenFor('read'), json })).status, 403);
  for (const bad of [{}, { markdown: 1 }, { ...json, title: 'x' }])
    assert.equal((await ask('/api/v1/posts/preview', { token, json: bad })).status, 400);
  const long = await ask('/api/v1/posts/preview', { token, json: { markdown: 'x'.repeat(1_000_001) } });
  assert.equal(long.status, 413);
});

test('a working copy is kept, read, refused to a window that is behind, and thrown away', async t => {
  const { api, ask, tokenFor } = await servedApi(t);
  await savePost(api, { title: 'T', markdown: 'one', ...published });
  const token = await tokenFor('write');
  const path = '/api/v1/posts/t/working-copy';
  const save = (text: string, etag?: string) =>
    ask(path, {
      method: 'PUT',
      token,
      json: { baseVersion: 1, content: { markdown: text } },
      ...(etag === undefined ? {} : { headers: { 'if-match': etag } }),
    });
  const none = await ask(path, { token });
  assert.deepEqual([none.status, none.json], [200, {}]);
  const first = await save('two', String(none.headers['etag']));
  assert.deepEqual([first.status, first.json.version], [200, 1]);
  const read = await ask(path, { token });
  assert.deepEqual(
    [read.json.copy.content, read.headers['etag']],
    [{ markdown: 'two' }, first.headers['etag']],
  );
  assert.equal((await save('three', String(first.headers['etag']))).json.version, 2);
  const late = await save('late', String(first.headers['etag']));
  assert.deepEqual(
    [late.status, late.json.reason, late.json.details],
    [412, 'precondition_failed', { copy: 2 }],
  );
  assert.equal((await save('nonsense', 'nonsense')).status, 400);
  assert.equal((await save('whatever is there')).json.version, 3);
  const { copies } = (await ask('/api/v1/working-copies', { token })).json;
  assert.deepEqual(
    copies.map((copy: { title: string }) => copy.title),
    ['T'],
  );
  assert.equal((await ask('/api/v1/posts/t')).json.markdown, 'one');
  assert.equal((await ask(path, { method: 'DELETE', token })).status, 204);
  assert.deepEqual((await ask(path, { token })).json, {});
  assert.equal((await ask('/api/v1/posts/none/working-copy', { token })).status, 404);
  assert.equal((await ask(path, { token: await tokenFor('read') })).status, 403);
});

test('public posts are narrowed by kind, series and pin, and own ones by what is theirs', async t => {
  const { api, ask, tokenFor } = await servedApi(t);
  await savePost(api, { title: 'Part', markdown: '', series: 'Walk', tags: ['Hill'], ...published });
  await savePost(api, { title: 'Pinned', markdown: '', pinned: true, ...published });
  await savePost(api, { markdown: 'a note', ...published });
  await savePost(api, { title: 'Draft', markdown: '', series: 'Walk', pinned: true });
  const titles = async (query: string, token?: string) =>
    (await ask(`/api/v1/posts?${query}`, { token })).json.posts.map((post: { title: string }) => post.title);
  assert.deepEqual(await titles('series=walk'), ['Part']);
  assert.deepEqual(await titles('pinned=true'), ['Pinned']);
  assert.deepEqual(await titles('kind=note'), ['']);
  assert.deepEqual(await titles('kind=article&tag=hill&series=walk'), ['Part']);
  assert.deepEqual(await titles('kind=page'), []);
  const token = await tokenFor('read');
  assert.deepEqual(await titles('status=draft&series=walk', token), ['Draft']);
  for (const query of ['kind=poem', 'pinned=perhaps', 'status=any&pinned=true'])
    assert.equal((await ask(`/api/v1/posts?${query}`, { token })).status, 400, query);
});

test('what stands around a post is read by its id or slug, and is what the page shows', async t => {
  const { api, ask } = await servedApi(t);
  const days = ['One', 'Two', 'Three'].map((title, day) =>
    savePost(api, {
      title,
      markdown: '',
      series: 'Walk',
      tags: ['Hill'],
      publishedAt: `2020-01-0${day + 1}T00:00:00Z`,
      ...published,
    }),
  );
  const [, two] = await Promise.all(days);
  for (const key of ['two', two!.post.id]) {
    const { json } = await ask(`/api/v1/posts/${key}/around`);
    assert.deepEqual(
      [json.older.slug, json.newer.slug, json.series.position, json.related.length],
      ['one', 'three', 2, 2],
    );
  }
  await savePost(api, { title: 'Secret', markdown: '', visibility: 'private', ...published });
  for (const key of ['secret', 'none']) assert.equal((await ask(`/api/v1/posts/${key}/around`)).status, 404);
});
