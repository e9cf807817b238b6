import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { createApp } from '../../../../core/http/app.ts';
import { Metrics } from '../../../../core/metrics.ts';
import { savePost } from '../../methods/posts/save-post.ts';
import { routes } from '../../routes.ts';
import { testApi } from '../../testing/context.ts';

async function served(t: TestContext) {
  const api = await testApi(t);
  await api.jobs.start();
  const app = await createApp({
    log: api.log,
    metrics: new Metrics(),
    origin: api.origin,
    trustedProxies: [],
  });
  routes(app, api);
  await app.ready();
  t.after(() => app.close());
  await savePost(api, { title: 'P', markdown: 'x', status: 'published' });
  const ping = async (payload: string) => {
    const answer = await app.inject({
      method: 'POST',
      url: '/pingback',
      payload,
      headers: { 'content-type': 'text/xml' },
    });
    return { status: answer.statusCode, type: answer.headers['content-type'], body: answer.body };
  };
  const mentions = () => api.db.selectFrom('mention').select(['source', 'origin']).execute();
  return { ping, mentions };
}

const call = (source: string, target = 'https://croft.example/posts/p', before = '') =>
  `<?xml version="1.0"?>${before}<methodCall><methodName>pingback.ping</methodName><params><param><value><string>${source}</string></value></param><param><value>${target}</value></param></params></methodCall>`;

test('a pingback is a mention to be looked at', async t => {
  const { ping, mentions } = await served(t);
  const { status, type, body } = await ping(call('http://a.example/?a=1&amp;b=2'));
  assert.deepEqual([status, type], [200, 'text/xml; charset=utf-8']);
  assert.match(body, /<params><param><value><string>Thank you/);
  assert.deepEqual(await mentions(), [{ source: 'http://a.example/?a=1&b=2', origin: 'pingback' }]);
});

test('what is no pingback is answered with a fault, and no entity is expanded', async t => {
  const { ping, mentions } = await served(t);
  const bomb = '<!DOCTYPE x [<!ENTITY a "http://a.example/">]>';
  const cases: [string, number][] = [
    [call('&a;', undefined, bomb), -32600],
    ['', -32600],
    ['<methodCall>'.repeat(500), -32600],
    [call('http://a.example/').replace('pingback.ping', 'system.listMethods'), -32600],
    [call('http://a.example/', 'https://croft.example/posts/none'), 33],
    [call('javascript:alert(1)'), 0],
  ];
  for (const [body, code] of cases)
    assert.match((await ping(body)).body, new RegExp(`<int>${code}</int>`), body.slice(0, 60));
  assert.deepEqual(await mentions(), []);
  assert.equal((await ping('x'.repeat(30_000))).status, 413);
});
