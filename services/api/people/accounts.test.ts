import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { acceptInvitation } from '../methods/people/accept-invitation.ts';
import { authenticate } from '../methods/people/authenticate.ts';
import { changeAccount } from '../methods/people/change-account.ts';
import { checkInvitation } from '../methods/people/check-invitation.ts';
import { createInvitation } from '../methods/people/create-invitation.ts';
import { getSession } from '../methods/people/get-session.ts';
import { listAccounts } from '../methods/people/list-accounts.ts';
import { listAudit } from '../methods/people/list-audit.ts';
import { listInvitations } from '../methods/people/list-invitations.ts';
import { makeRecoveryCodes } from '../methods/people/make-recovery-codes.ts';
import { removeAccount } from '../methods/people/remove-account.ts';
import { renameAccount } from '../methods/people/rename-account.ts';
import { revokeInvitation } from '../methods/people/revoke-invitation.ts';
import { signInWithCode } from '../methods/people/sign-in-with-code.ts';
import { insertToken } from '../store/people/tokens.ts';
import { reasonOf, testApi } from '../testing/context.ts';
import { claimed, codeOf, invited, VISITOR } from '../testing/people.ts';

test('an invitation makes one account of its role, and signs its person in', async t => {
  const api = await testApi(t);
  await claimed(api);
  const { invitation, url } = await createInvitation(api, { role: 'moderator', note: 'for Ben', actor: {} });
  assert.match(url, /^https:\/\/croft\.example\/invite\/[\w-]{32}$/);
  assert.deepEqual((await listInvitations(api)).invitations, [invitation]);
  assert.equal(Date.parse(invitation.expiresAt) - Date.parse(invitation.createdAt), 7 * 86_400_000);
  const code = codeOf(url);
  assert.deepEqual(await checkInvitation(api, { code }), { role: 'moderator' });
  const tries = await Promise.all(
    Array.from({ length: 4 }, () => reasonOf(acceptInvitation(api, { code, name: 'Ben', from: VISITOR }))),
  );
  assert.deepEqual(tries.sort(), ['forbidden', 'forbidden', 'forbidden', undefined]);
  assert.deepEqual(await checkInvitation(api, { code }), {});
  assert.deepEqual((await listInvitations(api)).invitations, []);
  const { accounts } = await listAccounts(api);
  assert.deepEqual(
    accounts.map(({ name, role, disabled }) => [name, role, disabled]),
    [
      ['Ann', 'owner', false],
      ['Ben', 'moderator', false],
    ],
  );
});

test('an invitation that was taken back, or is too old, makes no account', async t => {
  const api = await testApi(t);
  await claimed(api);
  const back = await createInvitation(api, { role: 'member', note: '', actor: {} });
  await revokeInvitation(api, { id: back.invitation.id, actor: {} });
  const old = await createInvitation(api, { role: 'member', note: '', actor: {} });
  await sql`update invitation set expires_at = now() - interval '1 second'`.execute(api.db);
  for (const { url } of [back, old]) {
    assert.deepEqual(await checkInvitation(api, { code: codeOf(url) }), {});
    const accept = acceptInvitation(api, { code: codeOf(url), name: 'Eve', from: VISITOR });
    assert.equal(await reasonOf(accept), 'forbidden');
  }
  assert.equal((await listAccounts(api)).accounts.length, 1);
});

test('a role that changes holds at once, for sessions and for tokens', async t => {
  const api = await testApi(t);
  const actor = { account: (await claimed(api)).principal.account, address: '2001:db8::1' };
  const ben = await invited(api, 'Ben', 'moderator');
  const id = ben.principal.account;
  const { token } = await insertToken(api.db, id, { name: 'queue', scopes: ['moderate', 'admin'] });
  assert.deepEqual((await authenticate(api, { token })).scopes, ['moderate']);
  await changeAccount(api, { id, role: 'member', actor });
  assert.deepEqual((await getSession(api, { session: ben.session })).scopes, ['member']);
  assert.deepEqual((await authenticate(api, { token })).scopes, []);
  const [entry] = (await listAudit(api, { limit: 1 })).entries;
  assert.deepEqual(
    [entry?.action, entry?.subject, entry?.account?.name, entry?.detail, entry?.address],
    ['account.role', 'Ben', 'Ann', { before: 'moderator', after: 'member' }, '2001:db8:0::/48'],
  );
});

test('a closed account is out at once and everywhere, and comes in again once reopened', async t => {
  const api = await testApi(t);
  await claimed(api);
  const ben = await invited(api, 'Ben', 'member');
  const id = ben.principal.account;
  const { codes } = await makeRecoveryCodes(api, { account: id });
  const { token } = await insertToken(api.db, id, { name: 'x', scopes: ['member'] });
  const enter = () => reasonOf(signInWithCode(api, { code: codes[0]!, from: VISITOR }));
  await changeAccount(api, { id, disabled: true, actor: {} });
  assert.equal(await reasonOf(getSession(api, { session: ben.session })), 'unauthenticated');
  assert.equal(await reasonOf(authenticate(api, { token })), 'unauthenticated');
  assert.equal(await enter(), 'unauthenticated');
  await changeAccount(api, { id, disabled: false, actor: {} });
  assert.equal(
    await reasonOf(getSession(api, { session: ben.session })),
    'unauthenticated',
    'ended for good',
  );
  assert.equal(await enter(), undefined, 'the code was not used up while closed');
});

test('the owner cannot be demoted, closed or removed', async t => {
  const api = await testApi(t);
  const { account } = (await claimed(api)).principal;
  const change = (what: object) => reasonOf(changeAccount(api, { id: account, actor: {}, ...what }));
  assert.equal(await change({ role: 'member' }), 'owner_stays');
  assert.equal(await change({ disabled: true }), 'owner_stays');
  assert.equal(await reasonOf(removeAccount(api, { id: account, actor: {} })), 'owner_stays');
  assert.equal(await reasonOf(removeAccount(api, { id: 'no such', actor: {} })), 'not_found');
});

test('removing an account leaves what its person wrote, and the log of what they did', async t => {
  const api = await testApi(t);
  await claimed(api);
  const ben = await invited(api, 'Ben', 'member');
  const id = ben.principal.account;
  await renameAccount(api, { account: id, name: 'Benjamin', actor: { account: id } });
  await sql`
    with p as (insert into post (id, slug, status, title, markdown, html, summary, search, words, minutes, created_at, updated_at)
      values (gen_random_uuid(), 'p', 'draft', '', '', '', '', '', 0, 0, now(), now()) returning id)
    insert into response (post_id, kind, origin, status, author_name, account_id)
      select id, 'comment', 'comment', 'approved', 'Ben', ${id} from p`.execute(api.db);
  await removeAccount(api, { id, actor: {} });
  assert.equal(await reasonOf(getSession(api, { session: ben.session })), 'unauthenticated');
  const kept = await api.db.selectFrom('response').select(['author_name', 'account_id']).execute();
  assert.deepEqual(kept, [{ author_name: 'Ben', account_id: null }]);
  const { entries } = await listAudit(api, { limit: 10 });
  const renamed = entries.find(entry => entry.action === 'account.rename');
  assert.deepEqual([renamed?.account, renamed?.detail], [{ name: 'Benjamin' }, { before: 'Ben' }]);
});
