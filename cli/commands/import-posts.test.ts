import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { testApi } from '../../services/api/testing/context.ts';
import { runCommand } from '../testing/run-command.ts';
import { command as importPosts } from './import-posts.ts';
import { command as createToken } from './token-create.ts';
import { command as listTokens } from './token-list.ts';
import { command as revokeToken } from './token-revoke.ts';

async function blog(t: TestContext): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'croft-blog-'));
  t.after(() => rm(directory, { recursive: true }));
  await writeFile(join(directory, 'a.md'), '---\ntitle: A\ndate: 2020-01-01\n---\nx');
  await writeFile(join(directory, 'b.md'), '---\ntitle: "A\n---\nx');
  return directory;
}

test('import posts tells what came in, names what is broken, and fails then', async t => {
  const api = await testApi(t);
  const directory = await blog(t);
  const first = await runCommand(api, importPosts, [directory]);
  assert.equal(first.code, 1);
  assert.match(first.printed, /^b\.md: failed: line \d: .*\ncreated 1, updated 0, unchanged 0, failed 1$/);
  await rm(join(directory, 'b.md'));
  assert.deepEqual(await runCommand(api, importPosts, [directory], { json: true }), {
    code: 0,
    printed: '{"created":0,"updated":0,"unchanged":1,"failed":[],"warnings":[]}',
  });
  const dry = await runCommand(api, importPosts, [directory], { 'dry-run': true });
  assert.equal(dry.printed, 'Would be: created 0, updated 0, unchanged 1, failed 0');
  await assert.rejects(runCommand(api, importPosts, []), { code: 'invalid' });
});

test('a token is made, listed and revoked by name', async t => {
  const api = await testApi(t);
  const dry = { 'dry-run': true };
  const would = await runCommand(api, createToken, ['phone'], { ...dry, scope: ['read'] });
  assert.equal(would.printed, 'Make the token "phone" for read.');
  assert.match((await runCommand(api, listTokens, [])).printed, /^There are no tokens/);
  const made = await runCommand(api, createToken, ['phone'], { scope: ['read'] });
  assert.match(made.printed, /^croft_[\w-]{43}\n\nKeep it now/);
  await assert.rejects(
    runCommand(api, createToken, ['x'], { scope: ['all'] }),
    /Give one of: member, read, write, moderate, admin/,
  );
  assert.match((await runCommand(api, listTokens, [])).printed, /phone +read .* never +no end$/);
  assert.equal((await runCommand(api, revokeToken, ['phone'], dry)).printed, 'Revoke "phone".');
  assert.equal((await runCommand(api, revokeToken, ['phone'])).printed, 'Revoked "phone".');
  await assert.rejects(runCommand(api, revokeToken, ['phone']), { code: 'not_found' });
  assert.match((await runCommand(api, listTokens, [])).printed, /^There are no tokens/);
});
