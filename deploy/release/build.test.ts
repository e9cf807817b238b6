import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { globSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { type BuildOptions, buildRelease, rehearseRelease } from './build.ts';
import { platformPackage } from './packages.ts';
import { PROMISES_FILE, Promises, ReleaseStore } from './store.ts';

/** A checkout with one file of each kind. */
function checkout(t: TestContext): BuildOptions {
  const folder = mkdtempSync(join(tmpdir(), 'croft-build-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const root = join(folder, 'checkout');
  const files = {
    ...{ 'cli/main.ts': '', 'cli/main.test.ts': '', 'core/a.ts': '', 'deploy/b.ts': '', 'services/c.ts': '' },
    ...{ 'package.json': '{}', LICENSE: '', 'package-lock.json': '{"packages":{}}' },
    [`node_modules/${platformPackage().node}/bin/node`]: 'node',
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return {
    root,
    version: '0.1.0',
    store: new ReleaseStore(join(folder, 'releases')),
    promises: {
      contracts: { 'api.get.input': { type: 'object' } },
      calls: { web: ['api.get'] },
      migrations: { api: [{ name: '0001-a.sql', checksum: 'x', sql: 'select 1' }] },
    },
    bundle: async to => void mkdirSync(to),
    buildProgram: async to => void mkdirSync(to),
  };
}

test('a release is made once of what it is made from, and has its promises in it', async t => {
  const options = checkout(t);
  const { release, made } = await buildRelease(options);
  assert.ok(made);
  const read = (path: string) =>
    execFileSync('tar', ['-xzOf', options.store.archive(release), path], { encoding: 'utf8' });
  assert.deepEqual(Promises.parse(JSON.parse(read(`./${PROMISES_FILE}`))), options.promises);
  assert.match(read('./SHA256SUMS'), new RegExp(`^[0-9a-f]{64}  ${PROMISES_FILE}$`, 'm'));
  const again = await buildRelease(options);
  assert.deepEqual([again.release.id, again.made], [release.id, false]);
  const other = { ...options, promises: { ...options.promises, contracts: {} } };
  assert.notEqual((await buildRelease(other)).release.id, release.id);
});

test('what would be made is told by name, and nothing is kept of it', async t => {
  const options = checkout(t);
  const kept = () => globSync('**', { cwd: options.store.folder });
  const before = kept();
  const would = await rehearseRelease(options);
  assert.equal(would.fresh, true);
  assert.deepEqual(kept(), before);
  assert.equal((await buildRelease(options)).release.id, would.id);
  assert.deepEqual(await rehearseRelease(options), { id: would.id, fresh: false });
  writeFileSync(join(options.root, 'core/a.ts'), 'changed');
  assert.equal((await rehearseRelease(options)).fresh, true);
});
