import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { sql } from 'kysely';
import { addPasskey } from '../methods/people/add-passkey.ts';
import { beginPasskey } from '../methods/people/begin-passkey.ts';
import { beginPasskeySignIn } from '../methods/people/begin-passkey-sign-in.ts';
import { getOwnAccount } from '../methods/people/get-own-account.ts';
import { getSession } from '../methods/people/get-session.ts';
import { listAudit } from '../methods/people/list-audit.ts';
import { makeRecoveryCodes } from '../methods/people/make-recovery-codes.ts';
import { removePasskey } from '../methods/people/remove-passkey.ts';
import { renamePasskey } from '../methods/people/rename-passkey.ts';
import { signInWithPasskey } from '../methods/people/sign-in-with-passkey.ts';
import { TestAuthenticator } from '../testing/authenticator.ts';
import { reasonOf, type TestApi, testApi } from '../testing/context.ts';
import { claimed, invited, VISITOR } from '../testing/people.ts';

const BROWSER = 'the secret of one browser';

async function add(api: TestApi, account: string, authenticator = new TestAuthenticator(), name = '') {
  const { options } = await beginPasskey(api, { account, browser: BROWSER });
  const registration = authenticator.register({ origin: api.origin, options });
  const passkey = await addPasskey(api, { account, browser: BROWSER, registration, name, from: VISITOR });
  return { authenticator, registration, passkey };
}

async function withPasskey(t: TestContext) {
  const api = await testApi(t);
  const { principal } = await claimed(api);
  return { api, account: principal.account, ...(await add(api, principal.account)) };
}

async function challenge(api: TestApi, browser = BROWSER) {
  return { origin: api.origin, ...(await beginPasskeySignIn(api, { browser })) };
}

test('a passkey signs its person in, and is noted as used', async t => {
  const { api, account, authenticator, passkey } = await withPasskey(t);
  assert.deepEqual([passkey.name, passkey.usedAt], ['Firefox on Linux', undefined]);
  const assertion = authenticator.sign(await challenge(api));
  const begun = await signInWithPasskey(api, { browser: BROWSER, assertion, from: VISITOR });
  assert.deepEqual([begun.principal.account, begun.principal.scopes], [account, ['admin']]);
  assert.deepEqual(await getSession(api, { session: begun.session }), begun.principal);
  const own = await getOwnAccount(api, { account });
  assert.ok(own.passkeys[0]?.usedAt);
  const { entries } = await listAudit(api, { limit: 2 });
  assert.deepEqual(
    entries.map(({ action, subject }) => [action, subject]),
    [
      ['sign-in.passkey', 'Firefox on Linux'],
      ['passkey.add', 'Firefox on Linux'],
    ],
  );
});

test('an answer works once, in the browser that asked, within five minutes', async t => {
  const { api, authenticator } = await withPasskey(t);
  const tryIt = (assertion: ReturnType<TestAuthenticator['sign']>, browser = BROWSER) =>
    reasonOf(signInWithPasskey(api, { browser, assertion, from: VISITOR }));
  const used = authenticator.sign(await challenge(api));
  assert.equal(await tryIt(used), undefined);
  assert.equal(await tryIt(used), 'unauthenticated');

  const foreign = authenticator.sign(await challenge(api, 'another browser'));
  assert.equal(await tryIt(foreign), 'unauthenticated');
  assert.equal(await tryIt(foreign, 'another browser'), 'unauthenticated', 'the wrong try has used it up');

  const late = authenticator.sign(await challenge(api));
  await sql`update passkey_challenge set expires_at = now() - interval '1 second'`.execute(api.db);
  assert.equal(await tryIt(late), 'unauthenticated');
  await challenge(api);
  assert.equal((await api.db.selectFrom('passkey_challenge').select('hash').execute()).length, 1);
});

test('what was signed for another site, by another key, unverified or out of order is refused', async t => {
  const { api, authenticator } = await withPasskey(t);
  const tryIt = (assertion: ReturnType<TestAuthenticator['sign']>) =>
    reasonOf(signInWithPasskey(api, { browser: BROWSER, assertion, from: VISITOR }));
  const asked = () => challenge(api);
  assert.equal(
    await tryIt(authenticator.sign({ ...(await asked()), origin: 'https://evil.example' })),
    'unauthenticated',
  );
  const { options } = await asked();
  const elsewhere = { origin: api.origin, options: { ...options, rpId: 'evil.example' } };
  assert.equal(await tryIt(authenticator.sign(elsewhere)), 'unauthenticated');

  const right = authenticator.sign(await asked());
  const forged = new TestAuthenticator().sign(await asked());
  assert.equal(await tryIt(forged), 'unauthenticated', 'a passkey that nobody added');
  assert.equal(await tryIt({ ...forged, id: right.id, rawId: right.id }), 'unauthenticated');

  authenticator.flags = 0x01;
  assert.equal(await tryIt(authenticator.sign(await asked())), 'unauthenticated', 'not verified');
  authenticator.flags = 0x05;
  assert.equal(await tryIt(authenticator.sign(await asked())), undefined);
  authenticator.counter = 0;
  assert.equal(
    await tryIt(authenticator.sign(await asked())),
    'unauthenticated',
    'a copy counts from behind',
  );
  const { entries } = await listAudit(api, { limit: 1 });
  assert.deepEqual(
    [entries[0]?.action, entries[0]?.account?.name, entries[0]?.detail],
    ['sign-in.fail', 'Ann', { method: 'passkey' }],
  );
});

test('a passkey is added by whom it was begun for, in that browser, once', async t => {
  const api = await testApi(t);
  const { principal } = await claimed(api);
  const ben = await invited(api, 'Ben', 'member');
  const { options } = await beginPasskey(api, { account: principal.account, browser: BROWSER });
  const registration = new TestAuthenticator().register({ origin: api.origin, options });
  const answer = { registration, name: '', from: VISITOR };
  const other = { ...answer, account: ben.principal.account, browser: BROWSER };
  assert.equal(await reasonOf(addPasskey(api, other)), 'invalid');
  assert.equal(
    await reasonOf(addPasskey(api, { ...answer, account: principal.account, browser: BROWSER })),
    'invalid',
    'the wrong try has used it up',
  );
  const { authenticator } = await add(api, principal.account, new TestAuthenticator(), 'Phone');
  assert.equal(await reasonOf(add(api, ben.principal.account, authenticator)), 'conflict');
  const { passkeys } = await getOwnAccount(api, { account: principal.account });
  assert.deepEqual(
    passkeys.map(one => one.name),
    ['Phone'],
  );
});

test('the last way in is not removed by accident', async t => {
  const { api, account, passkey } = await withPasskey(t);
  const remove = (id: string, sure = false) => removePasskey(api, { account, id, sure });
  assert.equal(await reasonOf(remove(passkey.id)), 'last_way_in');
  const second = await add(api, account);
  await renamePasskey(api, { account, id: second.passkey.id, name: 'Key ring' });
  await remove(passkey.id);
  assert.equal(await reasonOf(remove(second.passkey.id)), 'last_way_in');
  await makeRecoveryCodes(api, { account });
  await remove(second.passkey.id);
  const third = await add(api, account);
  await sql`delete from recovery_code`.execute(api.db);
  await remove(third.passkey.id, true);
  assert.deepEqual((await getOwnAccount(api, { account })).passkeys, []);
});

test('nobody renames or removes the passkey of another', async t => {
  const { api, account, passkey } = await withPasskey(t);
  const ben = (await invited(api, 'Ben', 'moderator')).principal.account;
  await removePasskey(api, { account: ben, id: passkey.id, sure: true });
  assert.equal(
    await reasonOf(renamePasskey(api, { account: ben, id: passkey.id, name: 'Mine' })),
    'not_found',
  );
  assert.equal((await getOwnAccount(api, { account })).passkeys[0]?.name, passkey.name);
});
