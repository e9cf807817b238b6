import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, open, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { migrate } from '../../core/db/migrate.ts';
import { testDatabase } from '../../core/db/testing.ts';
import { createLog } from '../../core/log.ts';
import { type BackupOptions, backUp, prune } from './backup.ts';
import { readManifest } from './manifest.ts';
import { migrationFolders } from './migrations.ts';

const CROFT = fileURLToPath(new URL('../croft.js', import.meta.url));
const MB = 1_000_000;

test('a backup that is killed, or for which the disk is too small, leaves the one before and is taken for none', async t => {
  const { options, into } = await site(t);
  const film = join(options.data, 'media', 'film');

  await t.test('killed while it writes a large file', async () => {
    const before = (await backUp(into, options)).folder;
    await sparse(film, 2_000 * MB);
    const { NODE_TEST_CONTEXT, ...environment } = process.env;
    const env = { ...environment, DATABASE_URL: options.url, CROFT_DATA: options.data };
    const child = spawn(process.execPath, [CROFT, 'backup', into], { cwd: join(into, '..'), env });
    const half = await appears(async () => {
      const folder = (await readdir(into)).map(name => join(into, name)).find(folder => folder !== before);
      const written = folder && (await stat(join(folder, 'state/media/film')).catch(() => undefined));
      return written && written.size > 0 ? folder : undefined;
    });
    child.kill('SIGKILL');
    await once(child, 'close');
    assert.ok(!(await readdir(half)).includes('manifest.json'));
    await assert.rejects(readManifest(half), { code: 'invalid', message: /not finished/ });
    assert.deepEqual(await prune(into, 1), [], 'half a backup does not count as one');
    await readManifest(before);

    await rm(film);
    const { folder } = await backUp(into, options);
    assert.deepEqual((await prune(into, 1)).sort(), [before, half].sort());
    assert.deepEqual(await readdir(into), [basename(folder)]);
  });

  await t.test(
    'on a disk that becomes full',
    {
      skip: process.getuid?.() !== 0 && 'a small disk is mounted by root alone',
    },
    async t => {
      try {
        execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=12m', 'tmpfs', into], { stdio: 'pipe' });
      } catch {
        return t.skip('no disk can be mounted here');
      }
      try {
        const { folder } = await backUp(into, options);
        await sparse(film, 30 * MB);
        await assert.rejects(backUp(into, options), {
          code: 'unavailable',
          message: /No backup was made in .*\. The disk is full: free some, or remove older backups/,
        });
        assert.deepEqual(await readdir(into), [basename(folder)]);
        await readManifest(folder);
      } finally {
        execFileSync('umount', ['-l', into]);
      }
    },
  );
});

/** A database with every service's schema, a data directory with a picture, and a folder for backups. */
async function site(t: TestContext): Promise<{ options: BackupOptions & { url: string }; into: string }> {
  const directory = await mkdtemp(join(tmpdir(), 'croft-killed-'));
  t.after(() => rm(directory, { recursive: true, force: true }));
  const [data, into] = [join(directory, 'data'), join(directory, 'backups')];
  await mkdir(join(data, 'media'), { recursive: true });
  await mkdir(into);
  await sparse(join(data, 'media', 'picture'), MB);
  const url = await testDatabase(t);
  const log = createLog({ level: 'silent' });
  const migrations = await migrationFolders();
  for (const [schema, folder] of migrations) await migrate({ url, schema, directory: folder, log });
  const { signal } = new AbortController();
  const services = [...migrations.keys()];
  return { options: { url, data, services, version: '1', signal, progress: () => {} }, into };
}

/** A file of zeros that takes no room itself. */
async function sparse(path: string, bytes: number): Promise<void> {
  const file = await open(path, 'w');
  await file.truncate(bytes);
  await file.close();
}

async function appears(look: () => Promise<string | undefined>): Promise<string> {
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    await sleep(5);
  }
}
