import assert from 'node:assert/strict';
import { test } from 'node:test';
import { googleApp } from '../clients/testing/google-app.ts';
import { serveReader } from '../clients/testing/serve-reader.ts';
import { OWNER } from '../contract.ts';
import { createAppPassword } from '../methods/clients/create-app-password.ts';
import { listAppPasswords } from '../methods/clients/list-app-passwords.ts';
import { revokeAppPassword } from '../methods/clients/revoke-app-password.ts';

async function setUp(...[t]: Parameters<typeof serveReader>) {
  const served = await serveReader(t);
  const ask = (method: string, path = '', body?: object, token = 'owner-token') =>
    fetch(`${served.url}/api/v1/reader/app-passwords${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
  return { served, ask };
}

test('a password is made once, listed without its secret, seen in use and revoked', async t => {
  const { served, ask } = await setUp(t);
  const answer = await ask('POST', '', { name: ' Reeder on the tablet ' });
  assert.equal(answer.status, 201);
  assert.equal(answer.headers.get('cache-control'), 'no-store');
  const made = (await answer.json()) as { id: string; name: string; login: string; password: string };
  assert.equal(made.name, 'Reeder on the tablet');
  assert.match(made.password, /^(?:[0-9a-z]{8}-){3}[0-9a-z]{8}$/);

  const listed = await (await ask('GET')).text();
  const { passwords } = JSON.parse(listed);
  assert.deepEqual(
    passwords.map((each: { name: string }) => each.name),
    ['Reeder on the tablet', 'The phone'],
  );
  assert.equal(passwords[0].lastUsedAt, undefined);
  assert.doesNotMatch(listed, new RegExp(made.password.slice(0, 8)));

  const app = await googleApp({ ...served, ...made });
  assert.equal((await app.get('user-info')).status, 200);
  const used = (await listAppPasswords(served.ctx, { account: OWNER })).passwords[0]?.lastUsedAt;
  assert.ok(Date.now() - Date.parse(used!) < 120_000);

  assert.equal((await ask('DELETE', `/${made.id}`)).status, 204);
  assert.equal((await ask('DELETE', `/${made.id}`)).status, 404);
  assert.equal((await app.get('user-info')).status, 401);
});

test('only the person themselves makes one, of a name, and not without end', async t => {
  const { served, ask } = await setUp(t);
  assert.equal((await ask('GET', '', undefined, 'wrong')).status, 401);
  for (const method of ['GET', 'POST']) {
    const body = method === 'POST' ? { name: 'x' } : undefined;
    assert.equal((await ask(method, '', body, 'read-token')).status, 403);
  }
  for (const body of [{}, { name: '' }, { name: ' ' }, { name: 'x'.repeat(101) }])
    assert.equal((await ask('POST', '', body)).status, 400);
  const { ctx } = served;
  await assert.rejects(createAppPassword(ctx, { account: '9', name: 'x' }), { code: 'not_found' });
  for (let index = 1; index < 50; index++)
    await createAppPassword(ctx, { account: OWNER, name: String(index) });
  await assert.rejects(createAppPassword(ctx, { account: OWNER, name: 'x' }), {
    reason: 'too_many_passwords',
  });
  const { id } = await createAppPassword(ctx, { account: '2', name: 'hers' });
  await assert.rejects(revokeAppPassword(ctx, { account: OWNER, id }), { code: 'not_found' });
});
