import { constants, existsSync } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { explained, refuseWithin, surplus } from './backup.ts';
import type { DumpOptions } from './dump.ts';
import { statePaths } from './files.ts';
import { planSchemas, refuseFilled } from './load.ts';
import { checkFiles, type Manifest } from './manifest.ts';
import { refuseFiles } from './restore.ts';
import { connect, JOBS, listTables, presentSchemas } from './tables.ts';

export interface Rehearsed {
  /** Tables that would be written. */
  readonly tables: number;
  readonly files: number;
  /** Of the files, before anything is compressed. */
  readonly bytes: number;
  /** Backups that would be removed. */
  readonly removed: readonly string[];
}

/** What `backUp` would write and `prune` remove. Throws what they would, as far as it shows before. Writes nothing. */
export async function rehearseBackup(
  directory: string,
  options: { url: string | undefined; data: string; services: readonly string[]; keep: number | undefined },
): Promise<Rehearsed> {
  const { url, data, services, keep } = options;
  refuseWithin(data, directory);
  const made = existsSync(directory);
  try {
    await access(nearest(directory), constants.W_OK);
  } catch (error) {
    throw explained(error, directory);
  }
  const paths = await statePaths(data);
  const sizes = await Promise.all(paths.map(async path => (await stat(join(data, path))).size));
  return {
    tables: url === undefined ? 0 : await countTables(url, services),
    files: paths.length,
    bytes: sizes.reduce((sum, size) => sum + size, 0),
    removed: keep === undefined || !made ? [] : await surplus(directory, keep - 1),
  };
}

/** Does all that `restore` looks at before it touches anything. `url` is undefined where there is no database yet. */
export async function rehearseRestore(
  folder: string,
  manifest: Manifest,
  options: DumpOptions & {
    url: string | undefined;
    data: string;
    migrations: ReadonlyMap<string, string>;
  },
): Promise<void> {
  const { url, data, migrations, signal, progress } = options;
  progress('checking the backup');
  await checkFiles(folder, manifest.files, signal);
  if (existsSync(data)) refuseFiles(data, await statePaths(data));
  await planSchemas(manifest, migrations);
  if (url === undefined || manifest.schemas.length === 0) return;
  await within(url, client => refuseFilled(client, migrations));
}

/** The folder itself or what it would be made in. */
function nearest(directory: string): string {
  const at = resolve(directory);
  return existsSync(at) ? at : nearest(dirname(at));
}

function countTables(url: string, services: readonly string[]): Promise<number> {
  return within(url, async client => {
    const present = await presentSchemas(client, [...services, JOBS]);
    return (await listTables(client, present)).length;
  });
}

async function within<T>(
  url: string,
  ask: (client: Awaited<ReturnType<typeof connect>>) => Promise<T>,
): Promise<T> {
  const client = await connect(url);
  try {
    return await ask(client);
  } finally {
    await client.end().catch(() => {});
  }
}
