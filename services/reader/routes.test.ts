import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { createApp } from '../../core/http/app.ts';
import { Metrics } from '../../core/metrics.ts';
import { addRoutes } from './routes.ts';
import { testReader } from './testing/context.ts';
import { feedServer, rss } from './testing/feed-server.ts';

async function setUp(t: TestContext) {
  const [ctx, server] = await Promise.all([
    testReader(t),
    feedServer(t, { '/my-feed': { body: rss(['2', '1']) } }),
  ]);
  const app = await createApp({
    log: ctx.log,
    metrics: new Metrics(),
    origin: ctx.origin,
    trustedProxies: [],
  });
  addRoutes(app, ctx);
  t.after(() => app.close());
  async function ask(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    url: string,
    token?: string,
    payload?: object,
  ) {
    const answer = await app.inject({
      method,
      url,
      ...(payload ? { payload } : {}),
      headers: token ? { authorization: `Bearer ${token}` } : {},
    });
    return { status: answer.statusCode, headers: answer.headers, text: answer.body };
  }
  return { ask, url: `${server.origin}/my-feed` };
}

test('the owner subscribes, reads, polls, hides and unsubscribes over HTTP', async t => {
  const { ask, url } = await setUp(t);
  const created = await ask('POST', '/api/v1/reader/subscriptions', 'owner-token', { url, tags: ['x'] });
  assert.equal(created.status, 201);
  const { id } = JSON.parse(created.text).feed;
  assert.equal((await ask('POST', '/api/v1/reader/subscriptions', 'owner-token', { url })).status, 200);
  assert.equal(JSON.parse((await ask('GET', '/api/v1/reader/items?limit=1')).text).items[0].title, 'Title 2');
  assert.equal(JSON.parse((await ask('GET', '/api/v1/reader/items?q=text+1')).text).items.length, 1);
  const polled = await ask('POST', `/api/v1/reader/feeds/${id}/poll`, 'owner-token');
  assert.deepEqual(JSON.parse(polled.text), { outcome: 'not_modified', added: 0 });
  assert.match((await ask('GET', '/reader/opml')).text, new RegExp(`xmlUrl="${url}"`));

  const hidden = await ask('PATCH', `/api/v1/reader/subscriptions/${id}`, 'owner-token', { public: false });
  assert.equal(JSON.parse(hidden.text).feed.public, false);
  assert.doesNotMatch((await ask('GET', '/reader/opml')).text, /xmlUrl/);
  assert.deepEqual(JSON.parse((await ask('GET', '/api/v1/reader/feeds')).text), { feeds: [] });
  assert.equal(JSON.parse((await ask('GET', '/api/v1/reader/feeds', 'read-token')).text).feeds.length, 1);
  assert.equal(JSON.parse((await ask('GET', '/api/v1/reader/items', 'read-token')).text).items.length, 2);
  assert.equal((await ask('DELETE', `/api/v1/reader/subscriptions/${id}`, 'owner-token')).status, 204);
});

test('nobody changes anything without a token that may write', async t => {
  const { ask, url } = await setUp(t);
  const writes = [
    ['POST', '/api/v1/reader/subscriptions', { url }],
    ['PATCH', '/api/v1/reader/subscriptions/1', { public: true }],
    ['DELETE', '/api/v1/reader/subscriptions/1', undefined],
    ['POST', '/api/v1/reader/feeds/1/poll', undefined],
    ['PATCH', '/api/v1/reader/feeds/1/options', { cookie: 'a=b' }],
  ] as const;
  for (const [method, path, body] of writes) {
    assert.equal((await ask(method, path, undefined, body)).status, 401, path);
    assert.equal((await ask(method, path, 'wrong', body)).status, 401, path);
    assert.equal((await ask(method, path, 'read-token', body)).status, 403, path);
  }
  assert.equal((await ask('GET', '/api/v1/reader/feeds', 'wrong')).status, 401);
});

test('health and options are told to who has a token, and a secret to nobody', async t => {
  const { ask, url } = await setUp(t);
  const created = await ask('POST', '/api/v1/reader/subscriptions', 'owner-token', { url });
  const feed = `/api/v1/reader/feeds/${JSON.parse(created.text).feed.id}`;
  for (const path of ['/api/v1/reader/problems', `${feed}/health`, `${feed}/options`])
    assert.equal((await ask('GET', path)).status, 401, path);
  const { health } = JSON.parse((await ask('GET', `${feed}/health`, 'read-token')).text);
  assert.deepEqual([health.state, health.attempts.length], ['well', 1]);
  assert.deepEqual(JSON.parse((await ask('GET', '/api/v1/reader/problems', 'read-token')).text), {
    feeds: [],
  });

  const secret = { basicAuth: { username: 'me', password: 'hunter2' }, cookie: 'session=hunter2' };
  const set = await ask('PATCH', `${feed}/options`, 'owner-token', secret);
  assert.deepEqual(JSON.parse(set.text), { options: { cookie: true, basicAuth: true, proxy: false } });
  for (const path of ['/api/v1/reader/feeds', `${feed}/health`, `${feed}/options`])
    assert.doesNotMatch((await ask('GET', path, 'owner-token')).text, /hunter2/);
  assert.equal((await ask('PATCH', `${feed}/options`, 'owner-token', { cookie: 'a\r\nb' })).status, 400);
  assert.equal((await ask('GET', '/api/v1/reader/feeds/99/health', 'read-token')).status, 404);
});

test('what is wrong with a request is said', async t => {
  const { ask, url } = await setUp(t);
  assert.equal((await ask('GET', '/api/v1/reader/items?limit=1000')).status, 400);
  assert.equal((await ask('GET', '/api/v1/reader/items?cursor=x')).status, 400);
  assert.equal((await ask('POST', '/api/v1/reader/feeds/7/poll', 'owner-token')).status, 404);
  const nothing = await ask('POST', '/api/v1/reader/subscriptions', 'owner-token', {
    url: `${url}/nothing/here`,
  });
  assert.equal(nothing.status, 400);
  assert.equal(JSON.parse(nothing.text).reason, 'no_feed_found');
});

test('rules are listed, added, tried out, changed, applied and deleted with a token', async t => {
  const { ask, url } = await setUp(t);
  await ask('POST', '/api/v1/reader/subscriptions', 'owner-token', { url });
  const base = '/api/v1/reader/rules';
  const match = { conditions: [{ field: 'title', operator: 'word', value: '2' }] };
  const rule = { name: 'Twos', match, actions: { star: true } };
  assert.equal((await ask('GET', base)).status, 401);
  assert.equal((await ask('POST', base, 'read-token', rule)).status, 403);
  const bad = { ...match, conditions: [{ field: 'title', operator: 'pattern', value: '(' }] };
  const refused = await ask('POST', base, 'owner-token', { ...rule, match: bad });
  assert.equal(refused.status, 400);
  assert.match(JSON.parse(refused.text).detail, /missing closing \)/);
  const added = await ask('POST', base, 'owner-token', rule);
  assert.equal(added.status, 201);
  const { id } = JSON.parse(added.text).rule;
  const tried = JSON.parse((await ask('POST', `${base}/test`, 'read-token', { match })).text);
  assert.deepEqual([tried.looked, tried.items.length], [2, 1]);
  assert.equal((await ask('PUT', `${base}/${id}`, 'owner-token', { ...rule, name: '2' })).status, 200);
  assert.equal((await ask('PUT', `${base}/order`, 'owner-token', { ids: [id] })).status, 204);
  assert.equal((await ask('POST', `${base}/${id}/apply`, 'owner-token')).status, 202);
  const [listed] = JSON.parse((await ask('GET', base, 'read-token')).text).rules;
  assert.deepEqual([listed.name, listed.applied.running], ['2', true]);
  assert.equal((await ask('DELETE', `${base}/${id}`, 'owner-token')).status, 204);
  assert.equal((await ask('GET', '/api/v1/reader/notices', 'read-token')).text, '{"notices":[],"total":0}');
});
