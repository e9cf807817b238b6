import { mkdtemp, rename, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../core/errors.ts';
import type { DumpOptions } from './dump.ts';
import { digestTable } from './dump.ts';
import { copyFile, statePaths } from './files.ts';
import { type LoadOptions, loadDatabase } from './load.ts';
import { checkFiles, type Manifest } from './manifest.ts';
import { connect } from './tables.ts';

export interface RestoreOptions extends DumpOptions {
  /** Undefined is enough for a backup of files alone. */
  readonly url: string | undefined;
  /** The data directory. */
  readonly data: string;
  readonly migrations: ReadonlyMap<string, string>;
}

/**
 * Puts a backup into an empty database and data directory. It ends whole or leaves them as they were; throws `AppError`
 * `invalid` for a damaged backup and `conflict` for a place that is not empty.
 */
export async function restore(folder: string, manifest: Manifest, options: RestoreOptions): Promise<void> {
  const { url, data, signal, progress } = options;
  progress('checking the backup');
  await checkFiles(folder, manifest.files, signal);
  refuseFiles(data, await statePaths(data));
  const staged = await mkdtemp(join(data, '.restore-'));
  const state = manifest.files.filter(({ path }) => path.startsWith('state/'));
  const placed: string[] = [];
  const place = async () => {
    for (const name of new Set(state.map(({ path }) => path.split('/')[1]!))) {
      await rmdir(join(data, name)).catch(() => {}); // an empty folder is in nobody's way
      await rename(join(staged, 'state', name), join(data, name));
      placed.push(join(data, name));
    }
  };
  try {
    for (const { path } of state) await copyFile(join(folder, path), join(staged, path), signal);
    if (manifest.schemas.length === 0) await place();
    else await load(url!, manifest, folder, { ...options, beforeCommit: place });
  } catch (error) {
    for (const path of placed) await rm(path, { recursive: true, force: true });
    throw error;
  } finally {
    await rm(staged, { recursive: true, force: true });
  }
}

/** Throws `conflict` when a data directory has any files. */
export function refuseFiles(data: string, [there]: readonly string[]): void {
  if (there !== undefined)
    throw new AppError(
      'conflict',
      `${data} has ${there} already: nothing was restored. Restore into an empty data directory (CROFT_DATA).`,
    );
}

async function load(url: string, manifest: Manifest, folder: string, options: LoadOptions): Promise<void> {
  const client = await connect(url);
  try {
    await loadDatabase(client, manifest, folder, options);
  } finally {
    await client.end().catch(() => {});
  }
}

/** Compares each table with what the backup says of it; throws `AppError` `internal` naming the first that differs. */
export async function compareTables(url: string, { tables }: Manifest): Promise<void> {
  const client = await connect(url);
  try {
    for (const table of tables) {
      const { rows, digest } = await digestTable(client, table);
      if (rows !== table.rows || digest !== table.digest)
        throw new AppError(
          'internal',
          `${table.schema}.${table.table} came back with ${rows} rows that are not the ${table.rows} of the backup. Do not rely on it.`,
        );
    }
  } finally {
    await client.end().catch(() => {});
  }
}
