import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createApp } from '../../../../core/http/app.ts';
import { Metrics } from '../../../../core/metrics.ts';
import { createToken } from '../../methods/people/create-token.ts';
import { getThread } from '../../methods/thread/get-thread.ts';
import { routes } from '../../routes.ts';
import { publishPost } from '../../testing/comments.ts';
import { testApi } from '../../testing/context.ts';

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

test('visitors answer whether a post was useful over REST, and the owner alone reads it', async t => {
  const api = await testApi(t);
  const metrics = new Metrics();
  const app = await createApp({ log: api.log, metrics, origin: api.origin, trustedProxies: [] });
  routes(app, api);
  await app.ready();
  t.after(() => app.close());
  await publishPost(api);
  const { token } = await createToken(api, { name: 't', scopes: ['admin'] });
  const { token: reader } = await createToken(api, { name: 'r', scopes: ['read'] });
  const ask = (method: Method, path: string, payload?: object, bearer?: string) =>
    app.inject({
      method,
      url: `/api/v1${path}`,
      ...(bearer === undefined ? {} : { headers: { authorization: `Bearer ${bearer}` } }),
      ...(payload === undefined ? {} : { payload }),
    });

  assert.equal(
    (await ask('POST', '/feedback', { post: 'p', useful: true, words: 'Thanks' })).statusCode,
    204,
  );
  assert.equal((await ask('POST', '/feedback', { post: 'q', useful: true })).statusCode, 404);
  assert.equal((await ask('POST', '/feedback', { post: 'p', useful: 'maybe' })).statusCode, 400);
  for (const bearer of [undefined, reader])
    assert.ok([401, 403].includes((await ask('GET', '/feedback', undefined, bearer)).statusCode));
  const { posts } = (await ask('GET', '/feedback/counts', undefined, token)).json();
  assert.deepEqual([posts[0].slug, posts[0].yes, posts[0].no], ['p', 1, 0]);
  const { answers } = (await ask('GET', '/feedback', undefined, token)).json();
  assert.equal(answers[0].words, 'Thanks');
  assert.equal((await ask('DELETE', `/feedback/${answers[0].id}`, undefined, token)).statusCode, 204);
  assert.deepEqual((await ask('GET', '/feedback', undefined, token)).json().answers, []);

  assert.equal((await ask('PATCH', '/threads/p', { closed: true }, token)).statusCode, 204);
  assert.equal((await getThread(api, { slug: 'p' })).comments, 'closed');
  const late = await ask('POST', '/comments', { slug: 'p', name: 'Ben', markdown: 'x' });
  assert.deepEqual([late.statusCode, late.json().reason], [403, 'comments_closed']);
  assert.equal((await ask('PATCH', '/threads/p', { closed: false }, token)).statusCode, 204);
  assert.equal((await getThread(api, { slug: 'p' })).comments, 'open');
});
