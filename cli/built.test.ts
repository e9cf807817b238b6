import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { buildProgram } from './build-program.ts';
import { builtProgram } from './built.js';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const run = promisify(execFile);

async function folder(t: TestContext): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'croft-built-'));
  t.after(() => rm(path, { recursive: true }));
  return path;
}

test('the built program does what the sources do, and finds what lies beside them', async t => {
  const root = await folder(t);
  for (const name of ['cli', 'core', 'deploy', 'services', 'node_modules', 'package.json'])
    await symlink(join(ROOT, name), join(root, name));
  await buildProgram(join(root, 'dist'));
  const program = (...args: string[]) => run(process.execPath, [join(root, 'dist/main.js'), ...args]);
  const sources = (...args: string[]) => run(process.execPath, [join(ROOT, 'cli/main.ts'), ...args]);
  for (const args of [
    ['version', '--json'],
    ['import', 'wordpress', '--help'],
  ])
    assert.deepEqual(await program(...args), await sources(...args));

  // A package that is CommonJS and a part of its own has no names, so that `const { name } = await import(…)` would be undefined.
  const parts = await readdir(join(root, 'dist'));
  const nameless = [];
  for (const part of parts.filter(name => name.endsWith('.js')))
    if (/export default require_\w+\(\)/.test(await readFile(join(root, 'dist', part), 'utf8')))
      nameless.push(part);
  assert.deepEqual(
    nameless.map(part => part.replace(/-\w+\.js$/, '')),
    ['client'],
    'irc-framework, of which the default is taken',
  );
});

test('the built program is run until a source changes; where nothing is a checkout it always is', async t => {
  const root = await folder(t);
  const hour = (n: number) => new Date(Date.UTC(2026, 0, 1, n));
  for (const path of ['cli', 'core/db', 'deploy', 'services', 'dist'])
    await mkdir(join(root, path), { recursive: true });
  await writeFile(join(root, 'package-lock.json'), '{}');
  assert.equal(builtProgram(root), undefined, 'nothing is built');
  const files = { main: 'dist/main.js', source: 'core/db/database.ts', spec: 'core/db/database.test.ts' };
  for (const path of Object.values(files)) await writeFile(join(root, path), '');
  const past = ['package-lock.json', files.source, 'cli', 'core/db', 'core', 'deploy', 'services'];
  for (const path of past) await utimes(join(root, path), hour(1), hour(1));
  const touch = (path: string, at: number) => utimes(join(root, path), hour(at), hour(at));
  await touch(files.main, 2);

  await mkdir(join(root, '.git'));
  assert.equal(builtProgram(root), join(root, files.main));
  await touch(files.spec, 3);
  assert.equal(builtProgram(root), join(root, files.main), 'a test is no part of it');
  for (const path of [files.source, 'core/db', 'package-lock.json']) {
    await touch(path, 3);
    assert.equal(builtProgram(root), undefined, path);
    await touch(path, 1);
  }
  await touch(files.source, 3);
  await rm(join(root, '.git'), { recursive: true });
  assert.equal(builtProgram(root), join(root, files.main));
});
