import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { checkSignInLink } from '../methods/people/check-sign-in-link.ts';
import { createSignInLink } from '../methods/people/create-sign-in-link.ts';
import { createToken } from '../methods/people/create-token.ts';
import { getSession } from '../methods/people/get-session.ts';
import { listAudit } from '../methods/people/list-audit.ts';
import { listSessions } from '../methods/people/list-sessions.ts';
import { makeRecoveryCodes } from '../methods/people/make-recovery-codes.ts';
import { revokeOtherSessions } from '../methods/people/revoke-other-sessions.ts';
import { revokeSession } from '../methods/people/revoke-session.ts';
import { signInWithCode } from '../methods/people/sign-in-with-code.ts';
import { signInWithLink } from '../methods/people/sign-in-with-link.ts';
import { signInWithToken } from '../methods/people/sign-in-with-token.ts';
import { insertToken } from '../store/people/tokens.ts';
import { reasonOf, testApi } from '../testing/context.ts';
import { claimed, codeOf, invited, VISITOR } from '../testing/people.ts';

test('each recovery code signs in once, however it is typed, until a new set takes its place', async t => {
  const api = await testApi(t);
  const { account } = (await claimed(api)).principal;
  const { codes } = await makeRecoveryCodes(api, { account });
  assert.equal(new Set(codes).size, 10);
  for (const code of codes) assert.match(code, /^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{5}){4}$/);
  const tryIt = (code: string) => reasonOf(signInWithCode(api, { code, from: VISITOR }));
  assert.equal(await tryIt(codes[0]!), undefined);
  assert.equal(await tryIt(codes[0]!), 'unauthenticated');
  const typed = codes[1]!.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l');
  assert.equal(await tryIt(`  ${typed} `), undefined);
  assert.equal(await tryIt('not a code'), 'unauthenticated');
  assert.equal(await tryIt(codes[2]!.replace(/.$/, last => (last === 'Z' ? 'Y' : 'Z'))), 'unauthenticated');
  const { codes: fresh } = await makeRecoveryCodes(api, { account });
  assert.equal(fresh[0]?.slice(0, 4), codes[0]?.slice(0, 4), 'the label stays');
  assert.equal(await tryIt(codes[3]!), 'unauthenticated');
  assert.equal(await tryIt(fresh[3]!), undefined);
});

test('of several uses of one code at once, one signs in', async t => {
  const api = await testApi(t);
  const { account } = (await claimed(api)).principal;
  const [code] = (await makeRecoveryCodes(api, { account })).codes;
  const tries = Array.from({ length: 6 }, () =>
    reasonOf(signInWithCode(api, { code: code!, from: VISITOR })),
  );
  assert.equal((await Promise.all(tries)).filter(reason => reason === undefined).length, 1);
});

test('guesses are limited by address, and by account from wherever they come', async t => {
  const api = await testApi(t);
  const { account } = (await claimed(api)).principal;
  const [code] = (await makeRecoveryCodes(api, { account })).codes;
  const label = code!.slice(0, 4);
  const guess = (letters: string, address: string) =>
    reasonOf(signInWithCode(api, { code: letters, from: { ...VISITOR, address } }));
  const one = [];
  for (let n = 0; n < 25; n++) one.push(await guess('ZZZZ-00000-00000-00000-00000', '198.51.100.7'));
  assert.deepEqual([...new Set(one)], ['unauthenticated', 'rate_limited']);
  assert.equal(one[24], 'rate_limited');
  assert.equal(await guess('ZZZZ-00000-00000-00000-00000', '198.51.100.8'), 'unauthenticated');
  const many = [];
  for (let n = 0; n < 15; n++)
    many.push(await guess(`${label}-00000-00000-00000-0000${n % 10}`, `203.0.113.${n}`));
  assert.equal(many[14], 'rate_limited');
});

test('failures are logged, a flood of them is not', async t => {
  const api = await testApi(t);
  await claimed(api);
  for (let n = 0; n < 130; n++)
    await reasonOf(signInWithToken(api, { token: 'x', from: { ...VISITOR, address: `10.0.${n}.1` } }));
  const { total } = await api.db
    .selectFrom('audit')
    .select(sql<number>`count(*)::integer`.as('total'))
    .where('action', '=', 'sign-in.fail')
    .executeTakeFirstOrThrow();
  assert.ok(total >= 100 && total < 110, String(total));
});

test('a token signs in only when it may do all that its person may', async t => {
  const api = await testApi(t);
  const { token, principal } = await claimed(api);
  const enter = (secret: string) => reasonOf(signInWithToken(api, { token: secret, from: VISITOR }));
  assert.equal(await enter(token), undefined);
  const writer = await createToken(api, { name: 'phone', scopes: ['write', 'moderate'] });
  assert.equal(await enter(writer.token), 'unauthenticated');
  const app = await insertToken(api.db, principal.account, { name: 'An app', scopes: ['admin'] });
  await sql`update token set client_id = 'https://app.example/' where id = ${app.id}`.execute(api.db);
  assert.equal(await enter(app.token), 'unauthenticated');
  const soon = await createToken(api, {
    name: 'short',
    scopes: ['admin'],
    expiresAt: new Date(Date.now() + 60_000).toISOString(),
  });
  await sql`update token set expires_at = now() - interval '1 second' where id = ${soon.id}`.execute(api.db);
  assert.equal(await enter(soon.token), 'unauthenticated');
  const over = { name: 'over', scopes: ['read' as const], expiresAt: '2020-01-01T00:00:00Z' };
  assert.equal(await reasonOf(createToken(api, over)), 'invalid');
});

test('who has the machine gets in by a link, which works once and for 15 minutes', async t => {
  const api = await testApi(t);
  assert.equal(await reasonOf(createSignInLink(api, {})), 'not_found');
  await claimed(api);
  const first = await createSignInLink(api, {});
  const second = await createSignInLink(api, { account: 'Ann' });
  assert.match(second.url, /^https:\/\/croft\.example\/sign-in\/link\/[\w-]{32}$/);
  const code = codeOf(second.url);
  assert.deepEqual(await checkSignInLink(api, { code: codeOf(first.url) }), {}, 'an earlier one ended');
  assert.deepEqual(await checkSignInLink(api, { code }), { name: 'Ann' });
  const { principal } = await signInWithLink(api, { code, from: VISITOR });
  assert.equal(principal.role, 'owner');
  assert.equal(await reasonOf(signInWithLink(api, { code, from: VISITOR })), 'unauthenticated');
  const late = codeOf((await createSignInLink(api, {})).url);
  await sql`update sign_in_link set expires_at = now() - interval '1 second'`.execute(api.db);
  assert.deepEqual(await checkSignInLink(api, { code: late }), {});
  assert.equal(await reasonOf(signInWithLink(api, { code: late, from: VISITOR })), 'unauthenticated');
});

test('signing in begins a new session and ends the one the browser had', async t => {
  const api = await testApi(t);
  const { token, session } = await claimed(api);
  const next = await signInWithToken(api, { token, from: { ...VISITOR, replaces: session } });
  assert.notEqual(next.session, session);
  assert.equal(await reasonOf(getSession(api, { session })), 'unauthenticated');
});

test('sessions are listed, and ended one by one or all but this one', async t => {
  const api = await testApi(t);
  const { token, session, principal } = await claimed(api);
  const { account } = principal;
  for (let n = 0; n < 3; n++) await signInWithToken(api, { token, from: VISITOR });
  const ben = await invited(api, 'Ben', 'member');
  const list = async () => (await listSessions(api, { account, session })).sessions;
  const before = await list();
  assert.deepEqual(before.map(one => `${one.method} ${one.current}`).sort(), [
    'setup true',
    'token false',
    'token false',
    'token false',
  ]);
  assert.equal(before[0]?.browser, 'Firefox on Linux');
  const { id } = before.find(one => !one.current)!;
  await revokeSession(api, { account: ben.principal.account, id });
  assert.equal((await list()).length, 4, 'not those of others');
  await revokeSession(api, { account, id });
  assert.equal((await list()).length, 3);
  assert.deepEqual(await revokeOtherSessions(api, { account, session }), { ended: 2 });
  assert.deepEqual(
    (await list()).map(one => one.current),
    [true],
  );
  assert.equal((await getSession(api, { session: ben.session })).name, 'Ben');
});

test('no secret is stored in clear', async t => {
  const api = await testApi(t);
  const { account } = (await claimed(api)).principal;
  const { codes } = await makeRecoveryCodes(api, { account });
  const link = await createSignInLink(api, {});
  await signInWithCode(api, { code: codes[0]!, from: VISITOR });
  const { rows } = await sql<{ all: string }>`
    select (select coalesce(string_agg(x::text || encode(hash, 'escape'), ''), '') from recovery_code x)
      || (select coalesce(string_agg(x::text || encode(hash, 'escape'), ''), '') from sign_in_link x)
      || (select string_agg(x::text, '') from audit x) as all`.execute(api.db);
  const stored = rows[0]!.all;
  assert.ok(!stored.includes(codeOf(link.url)));
  for (const code of codes) assert.ok(!stored.includes(code.slice(5).replaceAll('-', '')));
  assert.equal((await listAudit(api, { limit: 1 })).entries[0]?.action, 'sign-in.recovery-code');
});
