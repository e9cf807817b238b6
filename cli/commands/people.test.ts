import assert from 'node:assert/strict';
import { test } from 'node:test';
import { signInWithLink } from '../../services/api/methods/people/sign-in-with-link.ts';
import { reasonOf, testApi } from '../../services/api/testing/context.ts';
import { claimed, codeOf, invited, VISITOR } from '../../services/api/testing/people.ts';
import { runCommand } from '../testing/run-command.ts';
import { command as listAccounts } from './account-list.ts';
import { command as signInLink } from './sign-in-link.ts';
import { command as createToken } from './token-create.ts';
import { command as listTokens } from './token-list.ts';

test('who has the machine gets a link that signs in, for the owner or whom they name', async t => {
  const api = await testApi(t);
  assert.equal(await reasonOf(runCommand(api, signInLink, [])), 'not_found');
  await claimed(api);
  await invited(api, 'Ben', 'member');
  const { code, printed } = await runCommand(api, signInLink, []);
  assert.equal(code, 0);
  assert.match(printed, /^https:\/\/croft\.example\/sign-in\/link\/[\w-]{32}\n\nSigns in Ann, once/);
  const json = JSON.parse((await runCommand(api, signInLink, ['Ben'], { json: true })).printed);
  const { principal } = await signInWithLink(api, { code: codeOf(json.url), from: VISITOR });
  assert.deepEqual([json.name, principal.name], ['Ben', 'Ben']);
  assert.equal(await reasonOf(runCommand(api, signInLink, ['Eve'])), 'not_found');
  await invited(api, 'Ben', 'member');
  assert.equal(await reasonOf(runCommand(api, signInLink, ['Ben'])), 'conflict');
  assert.equal(await reasonOf(runCommand(api, signInLink, ['a', 'b'])), 'invalid');
});

test('whom a link would sign in is told, and none is made', async t => {
  const api = await testApi(t);
  await claimed(api);
  await invited(api, 'Ben', 'member');
  const dry = { 'dry-run': true };
  assert.equal((await runCommand(api, signInLink, [], dry)).printed, 'Make a link that signs in Ann.');
  assert.equal(
    (await runCommand(api, signInLink, ['Ben'], { ...dry, json: true })).printed,
    '{"name":"Ben"}',
  );
  assert.equal(await reasonOf(runCommand(api, signInLink, ['Eve'], dry)), 'not_found');
  const links = await api.db.selectFrom('sign_in_link').selectAll().execute();
  assert.deepEqual(links, []);
});

test('accounts are listed with their roles and ways in', async t => {
  const api = await testApi(t);
  assert.match((await runCommand(api, listAccounts, [])).printed, /^Nobody has an account yet/);
  await runCommand(api, createToken, ['first']);
  assert.match((await runCommand(api, listAccounts, [])).printed, /Owner +owner, unclaimed .* 0$/);
  assert.equal(await reasonOf(runCommand(api, signInLink, [])), 'not_found');
  await claimed(api);
  await invited(api, 'Ben', 'moderator');
  const lines = (await runCommand(api, listAccounts, [])).printed.split('\n');
  assert.match(lines[1]!, /Ann +owner {2}.* 0$/);
  assert.match(lines[2]!, /Ben +moderator /);
});

test('a token is made for some days', async t => {
  const api = await testApi(t);
  await claimed(api);
  await runCommand(api, createToken, ['short'], { days: '7' });
  const [made] = JSON.parse((await runCommand(api, listTokens, [], { json: true })).printed);
  const days = (Date.parse(made.expiresAt) - Date.parse(made.createdAt)) / 86_400_000;
  assert.equal(Math.round(days), 7);
  for (const wrong of ['0', '-1', 'soon', '1.5'])
    assert.equal(await reasonOf(runCommand(api, createToken, ['x'], { days: wrong })), 'invalid');
});

test('a token is made with scopes for people, and those of programs are refused with the ones there are', async t => {
  const api = await testApi(t);
  await claimed(api);
  await runCommand(api, createToken, ['desk'], { scope: ['read', 'moderate'] });
  const [made] = JSON.parse((await runCommand(api, listTokens, [], { json: true })).printed);
  assert.deepEqual(made.scopes, ['read', 'moderate']);
  for (const wrong of ['create', 'profile', 'Write', 'everything', ''])
    await assert.rejects(runCommand(api, createToken, ['x'], { scope: [wrong] }), {
      code: 'invalid',
      message: `There is no scope "${wrong}" for a token that is made by hand. Give one of: member, read, write, moderate, admin.`,
    });
  assert.doesNotMatch((await runCommand(api, listTokens, [])).printed, /\bx\b/);
});
