import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { createApp } from '../../../../core/http/app.ts';
import { Metrics } from '../../../../core/metrics.ts';
import type { Scope } from '../../contract.ts';
import { routes } from '../../routes.ts';
import { ownerAccount } from '../../store/people/accounts.ts';
import { insertToken } from '../../store/people/tokens.ts';
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
  const account = await ownerAccount(api.db);
  return async (
    method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE',
    url: string,
    body?: object,
    scope: Scope = 'admin',
  ) => {
    const { token } = await insertToken(api.db, account, { name: 'test', scopes: [scope] });
    const answer = await app.inject({
      method,
      url: `/api/v1${url}`,
      headers: { authorization: `Bearer ${token}` },
      ...(body === undefined ? {} : { payload: body }),
    });
    return { status: answer.statusCode, json: answer.body === '' ? undefined : answer.json() };
  };
}

test('webhooks are made, changed, tried and deleted over REST, and their secret is told once', async t => {
  const ask = await served(t);
  const made = await ask('POST', '/webhooks', { url: 'https://a.example/', events: ['post.published'] });
  assert.equal(made.status, 201);
  assert.match(made.json.secret, /^whsec_/);
  const path = `/webhooks/${made.json.webhook.id}`;
  assert.doesNotMatch(JSON.stringify((await ask('GET', '/webhooks')).json), /whsec_/);
  assert.equal((await ask('PATCH', path, { active: false })).json.active, false);
  const { json } = await ask('POST', `${path}/test`);
  assert.equal((await ask('GET', `${path}/deliveries`)).json.deliveries[0].id, json.delivery);
  assert.equal((await ask('POST', `${path}/deliveries/${json.delivery}/redeliver`)).status, 202);
  assert.equal((await ask('DELETE', path)).status, 204);
  assert.equal((await ask('DELETE', path)).status, 404);
});

test('what is wrong with a webhook is refused, and so is who may not make one', async t => {
  const ask = await served(t);
  for (const body of [
    { url: 'ftp://a.example/', events: ['post.published'] },
    { url: 'https://a.example/', events: [] },
    { url: 'https://a.example/', events: ['nothing'] },
    { url: 'https://a.example/', events: ['post.published'], more: 1 },
  ])
    assert.equal((await ask('POST', '/webhooks', body)).status, 400);
  for (const scope of ['read', 'write', 'moderate'] as const)
    assert.equal((await ask('GET', '/webhooks', undefined, scope)).status, 403);
});

test('domains are allowed and blocked by moderators', async t => {
  const ask = await served(t);
  assert.equal(
    (await ask('PUT', '/mentions/domains/spam.example', { verdict: 'block' }, 'moderate')).status,
    204,
  );
  assert.deepEqual((await ask('GET', '/mentions/domains', undefined, 'moderate')).json, {
    domains: [{ domain: 'spam.example', verdict: 'block' }],
  });
  assert.equal((await ask('PUT', '/mentions/domains/a%20b', { verdict: 'block' }, 'moderate')).status, 400);
  assert.equal((await ask('DELETE', '/mentions/domains/spam.example', undefined, 'moderate')).status, 204);
  assert.deepEqual((await ask('GET', '/mentions', undefined, 'moderate')).json, { mentions: [] });
  assert.equal((await ask('GET', '/mentions/sent', undefined, 'read')).status, 403);
});
