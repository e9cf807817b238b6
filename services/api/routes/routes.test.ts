import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AppError } from '../../../core/errors.ts';
import { saveMedia } from '../methods/media/save-media.ts';
import { createToken } from '../methods/people/create-token.ts';
import { savePost } from '../methods/posts/save-post.ts';
import { type Ask, served } from '../testing/served.ts';

test('a post is made, read, changed and deleted', async t => {
  const { ask, token } = await served(t);
  const made = await ask('/api/v1/posts', {
    method: 'POST',
    token,
    body: { title: 'T', markdown: '*x*', status: 'published' },
  });
  assert.equal(made.status, 201);
  assert.equal(made.headers['location'], `https://croft.example/api/v1/posts/${made.json.id}`);
  for (const key of ['t', made.json.id]) {
    const read = await ask(`/api/v1/posts/${key}`);
    assert.deepEqual([read.status, read.json, read.headers['etag']], [200, made.json, made.headers['etag']]);
    const again = await ask(`/api/v1/posts/${key}`, {
      headers: { 'if-none-match': `W/${read.headers['etag']}` },
    });
    assert.deepEqual([again.status, again.body.length], [304, 0]);
  }
  const changed = await ask('/api/v1/posts/t', { method: 'PATCH', token, body: { slug: 'u' } });
  assert.deepEqual([changed.status, changed.json.slug, changed.json.title], [200, 'u', 'T']);
  assert.notEqual(changed.headers['etag'], made.headers['etag']);
  assert.equal((await ask('/api/v1/posts/u', { method: 'DELETE', token })).status, 204);
  assert.equal((await ask('/api/v1/posts/u')).status, 404);
});

test('a change with If-Match is refused with 412 once somebody was quicker', async t => {
  const { ask, token } = await served(t);
  const made = await ask('/api/v1/posts', { method: 'POST', token, body: { title: 'T', markdown: '' } });
  const change = (etag: string, method: 'PATCH' | 'DELETE' = 'PATCH') =>
    ask('/api/v1/posts/t', {
      method,
      token,
      headers: { 'if-match': etag },
      ...(method === 'PATCH' ? { body: { title: 'U' } } : {}),
    });
  const etag = String(made.headers['etag']);
  assert.equal((await change(etag)).status, 200);
  const late = await change(etag);
  assert.deepEqual(
    [late.status, late.json.reason, late.headers['content-type']],
    [412, 'precondition_failed', 'application/problem+json'],
  );
  assert.equal((await change(etag, 'DELETE')).status, 412);
  assert.equal((await change('nonsense')).status, 400);
  assert.equal((await change('*')).status, 200);
});

test('writing and what is not public need a token with the scope', async t => {
  const { api, ask, token } = await served(t);
  await savePost(api, { title: 'Draft', markdown: '' });
  const reader = (await createToken(api, { name: 'r', scopes: ['read'] })).token;
  const post = { method: 'POST' as const, body: { markdown: 'x' } };
  const statuses = async (asks: [string, Ask][]) =>
    Promise.all(asks.map(async ([url, how]) => (await ask(url, how)).status));
  assert.deepEqual(
    await statuses([
      ['/api/v1/posts', post],
      ['/api/v1/posts', { ...post, token: 'croft_wrong' }],
      ['/api/v1/posts', { ...post, headers: { authorization: 'Basic x' } }],
      ['/api/v1/posts', { ...post, token: reader }],
      ['/api/v1/posts/draft', {}],
      ['/api/v1/posts/draft', { token: reader }],
      ['/api/v1/posts?status=any', {}],
      ['/api/v1/posts?status=any', { token: reader }],
      ['/api/v1/posts', { token: 'croft_wrong' }],
      ['/api/v1/posts/draft', { method: 'DELETE', token: reader }],
    ]),
    [401, 401, 401, 403, 404, 200, 401, 200, 401, 403],
  );
  const refused = await ask('/api/v1/posts', post);
  assert.match(String(refused.headers['www-authenticate']), /^Bearer/);
  assert.equal((await ask('/api/v1/posts?status=draft', { token })).json.posts.length, 1);
  assert.deepEqual((await ask('/api/v1/posts')).json.posts, []);
});

test('lists go on by cursor and Link, and answer 304 until something changes', async t => {
  const { api, ask } = await served(t);
  for (let n = 0; n < 3; n++)
    await savePost(api, { title: `P${n}`, markdown: '', status: 'published', tags: ['x'] });
  const first = await ask('/api/v1/posts?limit=2&tag=x');
  assert.equal(first.json.posts.length, 2);
  const link = /^<https:\/\/croft\.example(.*)>; rel="next"$/.exec(String(first.headers['link']))?.[1];
  const second = await ask(link!);
  assert.deepEqual(
    [second.json.posts.length, second.json.next, second.headers['link']],
    [1, undefined, undefined],
  );
  const conditional = { headers: { 'if-none-match': String(first.headers['etag']) } };
  assert.equal((await ask('/api/v1/posts?limit=2&tag=x', conditional)).status, 304);
  await savePost(api, { markdown: 'new', status: 'published' });
  assert.equal((await ask('/api/v1/posts?limit=2&tag=x', conditional)).status, 200);
});

test('a repeated Idempotency-Key gives the same answer and one post', async t => {
  const { api, ask, token } = await served(t);
  const make = (markdown: string, key: string) =>
    ask('/api/v1/posts', { method: 'POST', token, body: { markdown }, headers: { 'idempotency-key': key } });
  const answers = await Promise.all(Array.from({ length: 4 }, () => make('x', 'k1')));
  assert.deepEqual(
    answers.map(answer => answer.status),
    [201, 201, 201, 201],
  );
  assert.equal(new Set(answers.map(answer => JSON.stringify(answer.json))).size, 1);
  const other = await make('y', 'k1');
  assert.deepEqual([other.status, other.json.reason], [409, 'idempotency_mismatch']);
  await make('x', 'k2');
  assert.equal((await api.db.selectFrom('post').select('id').execute()).length, 2);
});

test('what is wrong with a request is said by field', async t => {
  const { ask, token } = await served(t);
  const bad = async (body: object) => {
    const { status, json } = await ask('/api/v1/posts', { method: 'POST', token, body });
    return `${status} ${json.code} ${json.detail}`;
  };
  assert.match(await bad({}), /^400 invalid .*markdown/);
  assert.match(await bad({ markdown: 'x', titel: 'y' }), /^400 invalid .*titel/);
  assert.match(await bad({ markdown: 'x', status: 'scheduled' }), /^400 invalid .*publishedAt/);
  assert.match(await bad({ markdown: 'x', slug: 'A b' }), /^400 invalid .*"a-b"/);
  assert.match(await bad({ markdown: 'x', tags: ['!!'] }), /^400 invalid .*"!!"/);
  assert.match(await bad({ markdown: 'x', publishedAt: 'soon' }), /^400 invalid .*publishedAt/);
  assert.equal((await ask('/api/v1/posts?limit=0')).status, 400);
  assert.equal((await ask('/api/v1/posts?cursor=x')).status, 400);
});

test('a million letters of Markdown fit, more are too large', async t => {
  const { ask, token } = await served(t);
  const answer = await ask('/api/v1/posts', {
    method: 'POST',
    token,
    body: { markdown: '“ü” '.repeat(250_000) },
  });
  assert.equal(answer.status, 201);
  const more = await ask('/api/v1/posts', {
    method: 'POST',
    token,
    body: { markdown: 'x'.repeat(1_000_001) },
  });
  assert.deepEqual([more.status, more.json.reason], [413, 'too_large']);
});

test('the settings are read with their defaults, and null takes one back', async t => {
  const { ask, token } = await served(t);
  const change = (body: object) => ask('/api/v1/site', { method: 'PATCH', token, body });
  assert.equal((await change({ title: 'Mine', commentDays: 9 })).status, 200);
  const { json } = await ask('/api/v1/site/settings', { token });
  assert.deepEqual(
    [json.settings.title, json.defaults.title, json.own.toSorted()],
    ['Mine', 'Croft', ['author', 'commentDays', 'title']],
  );
  await change({ title: null });
  assert.equal((await ask('/api/v1/site')).json.title, 'Croft');
  assert.equal((await ask('/api/v1/site/settings')).status, 401);
});

test('a service that is away is left out of the OpenAPI document, which says so, and is in it once it is back', async t => {
  const { api, ask } = await served(t);
  let away = true;
  const paths = { '/api/v1/reader/items': { get: {} } };
  const describeRoutes = async () => {
    if (away) throw new AppError('unavailable', 'It does not answer.');
    return { paths };
  };
  Object.assign(api, { neighbours: [{ name: 'reader', describeRoutes }] });
  const part = await ask('/api/v1/openapi.json');
  assert.deepEqual([part.status, part.headers['cache-control']], [200, 'no-store']);
  assert.match(part.json.info.description, /routes of `reader` are not here/);
  assert.ok(part.json.paths['/api/v1/posts'] && !part.json.paths['/api/v1/reader/items']);
  away = false;
  assert.equal((await ask('/api/v1/openapi.json')).body.length, part.body.length);
  const now = performance.now();
  t.mock.method(performance, 'now', () => now + 11_000);
  const whole = await ask('/api/v1/openapi.json');
  assert.deepEqual(whole.json.paths['/api/v1/reader/items'], { get: {} });
  assert.equal(whole.headers['cache-control'], 'public, max-age=300');
});

test('the OpenAPI document describes the routes of /api/v1 and says why others are not there', async t => {
  const { ask } = await served(t);
  const { status, json } = await ask('/api/v1/openapi.json');
  assert.deepEqual([status, json.openapi], [200, '3.1.0']);
  for (const path of ['/api/v1/posts', '/api/v1/posts/{key}', '/api/v1/site'])
    assert.ok(json.paths[path], path);
  assert.deepEqual(Object.keys(json.paths['/api/v1/posts/{key}']).sort(), ['delete', 'get', 'patch']);
  const body = json.paths['/api/v1/posts'].post.requestBody.content['application/json'].schema;
  assert.deepEqual(body.required, ['markdown']);
  for (const path of Object.keys(json.paths)) assert.match(path, /^\/api\/v1\//);
  assert.match(json.info.description, /Micropub, IndieAuth, .* own standard/);
});

test('media is served for ever, as the type it is, and runs nothing', async t => {
  const { api, ask } = await served(t);
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
  const { path } = await saveMedia(api, { name: 'a.svg', data: svg });
  const { status, headers, body } = await ask(path);
  assert.deepEqual([status, body], [200, svg]);
  assert.deepEqual(
    ['content-type', 'content-length', 'cache-control', 'x-content-type-options', 'content-disposition'].map(
      name => headers[name],
    ),
    ['image/svg+xml', String(svg.length), 'public, max-age=31536000, immutable', 'nosniff', 'attachment'],
  );
  assert.match(String(headers['content-security-policy']), /default-src 'none'.*sandbox/);
  const head = await ask(path, { method: 'HEAD' });
  assert.deepEqual(
    [head.status, head.headers['content-length'], head.body.length],
    [200, String(svg.length), 0],
  );
  assert.equal((await ask(path, { headers: { 'if-none-match': String(headers['etag']) } })).status, 304);
  const html = await saveMedia(api, { name: 'a.html', data: Buffer.from('<script>alert(1)</script>') });
  assert.equal((await ask(html.path)).headers['content-type'], 'text/plain; charset=utf-8');
});

test('no path leads out of the media folder', async t => {
  const { ask } = await served(t);
  const name = 'a'.repeat(40);
  for (const path of [
    '/media/aa/..%2f..%2fpasswd',
    '/media/..%2f/x.png',
    `/media/aa/${name}.png`,
    `/media/bb/${name}.png`,
    `/media/aa/${name}.js`,
  ])
    assert.equal((await ask(path)).status, 404, path);
});
