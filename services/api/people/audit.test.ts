import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { createInvitation } from '../methods/people/create-invitation.ts';
import { createToken } from '../methods/people/create-token.ts';
import { getSession } from '../methods/people/get-session.ts';
import { listAudit } from '../methods/people/list-audit.ts';
import { ownerAccount } from '../store/people/accounts.ts';
import { addAudit } from '../store/people/audit.ts';
import { forgetPeople } from '../store/people/forget.ts';
import { reasonOf, testApi } from '../testing/context.ts';
import { claimed } from '../testing/people.ts';

test('the log says who did what and from where, newest first, page by page', async t => {
  const api = await testApi(t);
  const account = await ownerAccount(api.db);
  for (let n = 1; n <= 5; n++)
    await addAudit(api.db, {
      actor: { account, address: '192.0.2.77' },
      action: 'token.create',
      subject: `token ${n}`,
      detail: { scopes: ['read'] },
    });
  await addAudit(api.db, { actor: {}, action: 'account.sign-in-link', subject: 'Owner' });
  const first = await listAudit(api, { limit: 4 });
  const second = await listAudit(api, { limit: 4, cursor: first.next });
  assert.deepEqual(
    [...first.entries, ...second.entries].map(entry => entry.subject),
    ['Owner', 'token 5', 'token 4', 'token 3', 'token 2', 'token 1'],
  );
  assert.equal(second.next, undefined);
  const [onMachine, made] = first.entries;
  assert.deepEqual([onMachine?.account, onMachine?.address], [undefined, undefined]);
  assert.deepEqual(
    [made?.account, made?.action, made?.area, made?.detail, made?.address],
    [{ id: account, name: 'Owner' }, 'token.create', 'token', { scopes: ['read'] }, '192.0.2.0/24'],
  );
  const tokens = await listAudit(api, { limit: 100, area: 'token', account });
  assert.equal(tokens.entries.length, 5);
  assert.equal(await reasonOf(listAudit(api, { limit: 1, cursor: 'x' })), 'invalid');
});

test('an entry of a change that was not committed is not there', async t => {
  const api = await testApi(t);
  const work = api.db.transaction().execute(async trx => {
    await addAudit(trx, { actor: {}, action: 'settings.change' });
    throw new Error('no');
  });
  await assert.rejects(work);
  assert.deepEqual((await listAudit(api, { limit: 10 })).entries, []);
});

test('what was written down a year ago is forgotten, and so is whatever has ended', async t => {
  const api = await testApi(t);
  const { session } = await claimed(api);
  const soon = new Date(Date.now() + 60_000).toISOString();
  await createToken(api, { name: 'short', scopes: ['read'], expiresAt: soon });
  await createInvitation(api, { role: 'member', note: 'late', actor: {} });
  await createInvitation(api, { role: 'member', note: 'open', actor: {} });
  await sql`update audit set at = now() - interval '366 days' where action = 'token.create'`.execute(api.db);
  await sql`update token set expires_at = now() - interval '1 second' where name = 'short'`.execute(api.db);
  await sql`update invitation set expires_at = now() - interval '1 second' where note = 'late'`.execute(
    api.db,
  );
  await forgetPeople(api.db);
  const { entries } = await listAudit(api, { limit: 10 });
  assert.deepEqual(
    entries.map(({ action }) => action),
    ['invitation.create', 'invitation.create', 'sign-in.setup', 'account.claim'],
  );
  const left = async (table: 'token' | 'invitation' | 'session') =>
    (await api.db.selectFrom(table).select('id').execute()).length;
  assert.deepEqual([await left('token'), await left('invitation'), await left('session')], [1, 1, 1]);
  assert.equal((await getSession(api, { session })).name, 'Ann');
});
