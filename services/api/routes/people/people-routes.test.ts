import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ownerAccount } from '../../store/people/accounts.ts';
import { insertSession } from '../../store/people/sessions.ts';
import { served } from '../../testing/served.ts';

test('a token says whose it is and what it may do', async t => {
  const { ask, token } = await served(t);
  const { status, json } = await ask('/api/v1/me', { token });
  assert.deepEqual(
    [status, json.name, json.role, json.scopes],
    [200, 'Ann', 'owner', ['read', 'write', 'admin']],
  );
  assert.equal((await ask('/api/v1/me')).status, 401);
});

test('a person takes another name, which a token that may do less does not give them', async t => {
  const { ask, token } = await served(t);
  const rename = (body: object, by = token) => ask('/api/v1/me', { method: 'PATCH', token: by, body });
  const { status, json } = await rename({ name: ' Anna ' });
  assert.deepEqual([status, json.name, json.role], [200, 'Anna', 'owner']);
  assert.equal((await ask('/api/v1/me', { token })).json.name, 'Anna');
  const { entries } = (await ask('/api/v1/audit?area=account', { token })).json;
  assert.deepEqual([entries[0].action, entries[0].subject], ['account.rename', 'Anna']);
  const body = { name: 'phone', scopes: ['read'] };
  const phone = (await ask('/api/v1/tokens', { method: 'POST', token, body })).json.token;
  assert.equal((await rename({ name: 'Eve' }, phone)).status, 403);
  for (const bad of [{}, { name: ' ' }, { name: 'x'.repeat(101) }, { name: 'x', role: 'owner' }])
    assert.equal((await rename(bad)).status, 400);
});

test('tokens are made, listed without their secret, used within their scopes, and revoked', async t => {
  const { ask, token } = await served(t);
  const made = await ask('/api/v1/tokens', {
    method: 'POST',
    token,
    body: { name: 'phone', scopes: ['read'], expiresAt: new Date(Date.now() + 3_600_000).toISOString() },
  });
  assert.equal(made.status, 201);
  const { json } = await ask('/api/v1/tokens', { token });
  assert.deepEqual(
    json.tokens.map((one: { name: string }) => one.name),
    ['phone', 'first token'],
  );
  assert.ok(!JSON.stringify(json).includes(made.json.token));
  const phone = made.json.token;
  for (const path of ['tokens', 'accounts', 'invitations', 'sessions', 'audit'])
    assert.equal((await ask(`/api/v1/${path}`, { token: phone })).status, 403, path);
  assert.equal((await ask('/api/v1/me', { token: phone })).status, 200);
  assert.equal((await ask(`/api/v1/tokens/${made.json.id}`, { method: 'DELETE', token })).status, 204);
  assert.equal((await ask('/api/v1/me', { token: phone })).status, 401);
  const bad = (body: object) => ask('/api/v1/tokens', { method: 'POST', token, body });
  assert.equal((await bad({ name: 'x', scopes: ['everything'] })).status, 400);
  assert.equal((await bad({ name: 'x', scopes: [] })).status, 400);
  assert.equal((await bad({ name: 'x', scopes: ['read'], expiresAt: '2020-01-01T00:00:00Z' })).status, 400);
});

test('people are invited, and the owner stays the owner', async t => {
  const { ask, token } = await served(t);
  const made = await ask('/api/v1/invitations', {
    method: 'POST',
    token,
    body: { role: 'member', note: 'Ben' },
  });
  assert.match(made.json.url, /^https:\/\/croft\.example\/invite\//);
  const owner = await ask('/api/v1/invitations', { method: 'POST', token, body: { role: 'owner' } });
  assert.equal(owner.status, 400);
  assert.equal((await ask('/api/v1/invitations', { token })).json.invitations.length, 1);
  const { id } = made.json.invitation;
  assert.equal((await ask(`/api/v1/invitations/${id}`, { method: 'DELETE', token })).status, 204);
  assert.deepEqual((await ask('/api/v1/invitations', { token })).json.invitations, []);

  const { json } = await ask('/api/v1/accounts', { token });
  assert.deepEqual(
    json.accounts.map((one: { name: string; role: string }) => [one.name, one.role]),
    [['Ann', 'owner']],
  );
  const path = `/api/v1/accounts/${json.accounts[0].id}`;
  const demoted = await ask(path, { method: 'PATCH', token, body: { role: 'member' } });
  assert.deepEqual([demoted.status, demoted.json.reason], [409, 'owner_stays']);
  assert.equal((await ask(path, { method: 'DELETE', token })).status, 409);
});

test('a person ends one of their sessions, or all but the one that asks, and no other site makes them', async t => {
  const { api, ask, token } = await served(t);
  const owner = await ownerAccount(api.db);
  const begin = async () => (await insertSession(api.db, owner, 'passkey', 'Firefox/120 Windows')).session;
  const [own, ...others] = [await begin(), await begin(), await begin(), await begin()];
  const cookie = `__Host-croft=${own}`;
  const headers = { cookie, 'sec-fetch-site': 'same-origin' };
  const sessions = async () => (await ask('/api/v1/sessions', { headers: { cookie } })).json.sessions;
  assert.deepEqual((await sessions()).map((one: { current: boolean }) => one.current).filter(Boolean), [
    true,
  ]);
  const other = (await sessions()).find((one: { current: boolean }) => !one.current);
  const path = `/api/v1/sessions/${other.id}`;
  const foreign = { cookie, 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' };
  assert.equal((await ask(path, { method: 'DELETE', headers: foreign })).status, 403);
  assert.equal((await ask(path, { method: 'DELETE', headers })).status, 204);
  assert.equal((await sessions()).length, others.length);
  const ended = await ask('/api/v1/sessions', { method: 'DELETE', headers });
  assert.deepEqual([ended.status, ended.json], [200, { ended: others.length - 1 }]);
  assert.deepEqual((await sessions()).length, 1);
  const gone = { cookie: `__Host-croft=${others[0]}` };
  assert.equal((await ask('/api/v1/me', { headers: gone })).status, 401);
  assert.equal((await ask('/api/v1/sessions', { method: 'DELETE', token })).json.ended, 1);
  assert.equal((await ask('/api/v1/me', { headers: { cookie } })).status, 401);
  assert.equal((await ask('/api/v1/sessions/x', { method: 'DELETE', token })).status, 400);
});

test('the audit log is read page by page, and says from which network', async t => {
  const { ask, token } = await served(t);
  for (const name of ['a', 'b', 'c'])
    await ask('/api/v1/tokens', { method: 'POST', token, body: { name, scopes: ['read'] } });
  const first = await ask('/api/v1/audit?area=token&limit=2', { token });
  const second = await ask(`/api/v1/audit?area=token&limit=2&cursor=${first.json.next}`, { token });
  assert.deepEqual(
    [...first.json.entries, ...second.json.entries].map(({ subject, address }) => [subject, address]),
    [
      ['c', '127.0.0.0/24'],
      ['b', '127.0.0.0/24'],
      ['a', '127.0.0.0/24'],
    ],
  );
  assert.equal((await ask('/api/v1/audit?area=nothing', { token })).status, 400);
  assert.equal((await ask('/api/v1/audit?cursor=x', { token })).status, 400);
});

test('wrong tokens are limited by address, and hold up nobody who has a right one', async t => {
  const { ask, token } = await served(t);
  const statuses: number[] = [];
  for (let n = 0; n < 35; n++) statuses.push((await ask('/api/v1/me', { token: `wrong-${n}` })).status);
  assert.deepEqual([statuses[0], statuses[34]], [401, 429]);
  assert.equal((await ask('/api/v1/me', { token })).status, 200);
});
