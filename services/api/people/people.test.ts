import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { authenticate } from '../methods/people/authenticate.ts';
import { checkSetupCode } from '../methods/people/check-setup-code.ts';
import { claimOwner } from '../methods/people/claim-owner.ts';
import { createToken } from '../methods/people/create-token.ts';
import { listTokens } from '../methods/people/list-tokens.ts';
import { revokeToken } from '../methods/people/revoke-token.ts';
import { getSite } from '../methods/site/get-site.ts';
import { reasonOf, type TestApi, testApi } from '../testing/context.ts';
import { offerSetup } from './setup.ts';

async function offeredCode(api: TestApi): Promise<string> {
  await offerSetup(api);
  const code = /https:\/\/croft\.example\/setup\/([\w-]{32})\n/.exec(api.announced.at(-1) ?? '')?.[1];
  assert.ok(code);
  return code;
}

test('the setup link that was printed last makes the owner, once', async t => {
  const api = await testApi(t);
  const old = await offeredCode(api);
  const code = await offeredCode(api);
  assert.deepEqual(await checkSetupCode(api, { code: old }), { valid: false });
  assert.deepEqual(await checkSetupCode(api, { code }), { valid: true });
  assert.equal(await reasonOf(claimOwner(api, { code: old, name: 'Ann' })), 'forbidden');

  const { token } = await claimOwner(api, { code, name: 'Ann', siteTitle: 'Home' });
  const { name, role, scopes } = await authenticate(api, { token });
  assert.deepEqual([name, role, scopes], ['Ann', 'owner', ['read', 'write', 'admin']]);
  const site = await getSite(api);
  assert.deepEqual([site.title, site.author.name, site.claimed], ['Home', 'Ann', true]);
  assert.deepEqual(api.revisions, [2]);

  assert.deepEqual(await checkSetupCode(api, { code }), { valid: false });
  assert.equal(await reasonOf(claimOwner(api, { code, name: 'Eve' })), 'setup_done');
  await offerSetup(api);
  assert.equal(api.announced.length, 2);
});

test('of several that use the link at once one becomes the owner', async t => {
  const api = await testApi(t);
  const code = await offeredCode(api);
  const claims = Array.from({ length: 6 }, (_, n) => reasonOf(claimOwner(api, { code, name: `N${n}` })));
  const reasons = await Promise.all(claims);
  assert.deepEqual(reasons.filter(reason => reason === undefined).length, 1);
  assert.deepEqual(reasons.filter(reason => reason === 'setup_done').length, 5);
});

test('neither codes nor tokens are stored in clear', async t => {
  const api = await testApi(t);
  const code = await offeredCode(api);
  const stored = async () =>
    JSON.stringify([
      (await sql`select encode(hash, 'escape') from setup_code`.execute(api.db)).rows,
      (await sql`select token::text, encode(hash, 'escape') from token`.execute(api.db)).rows,
    ]);
  assert.ok(!(await stored()).includes(code));
  const { token } = await claimOwner(api, { code, name: 'Ann' });
  assert.match(token, /^croft_[\w-]{43}$/);
  assert.ok(!(await stored()).includes(token.slice(6)));
});

test('a token is listed, noted when used, and invalid once revoked', async t => {
  const api = await testApi(t);
  await claimOwner(api, { code: await offeredCode(api), name: 'Ann' });
  const { id, token } = await createToken(api, { name: 'phone', scopes: ['read', 'read'] });
  const listed = async () => (await listTokens(api)).tokens.find(one => one.id === id);
  assert.deepEqual([(await listed())?.scopes, (await listed())?.usedAt], [['read'], undefined]);
  await authenticate(api, { token });
  const used = (await listed())?.usedAt;
  assert.ok(used);
  await authenticate(api, { token });
  assert.equal((await listed())?.usedAt, used);
  await revokeToken(api, { id });
  await revokeToken(api, { id: 'no such' });
  assert.equal(await reasonOf(authenticate(api, { token })), 'unauthenticated');
  assert.equal(await listed(), undefined);
});

test("a token may be made before the setup link was used, and stays the owner's after", async t => {
  const api = await testApi(t);
  const { token } = await createToken(api, { name: 'early', scopes: ['write'] });
  const early = await authenticate(api, { token });
  assert.deepEqual([early.role, (await getSite(api)).claimed], ['owner', false]);
  await claimOwner(api, { code: await offeredCode(api), name: 'Ann' });
  const late = await authenticate(api, { token });
  assert.deepEqual([late.account, late.name, (await getSite(api)).claimed], [early.account, 'Ann', true]);
});

test('the site is what the configuration says until the owner sets it', async t => {
  const api = await testApi(t);
  const configured = { ...api, config: { ...api.config, title: 'T', author: { bio: 'b' } } };
  const { title, description, language, author, claimed } = await getSite(configured);
  assert.deepEqual(
    [title, description, language, author, claimed],
    ['T', '', 'en', { name: '', bio: 'b' }, false],
  );
});
