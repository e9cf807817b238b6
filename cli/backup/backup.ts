import { mkdir, readdir, rm } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { AppError } from '../../core/errors.ts';
import { type DatabaseDump, type DumpOptions, dumpDatabase } from './dump.ts';
import { copyState } from './files.ts';
import { MANIFEST, type Manifest, writeManifest } from './manifest.ts';
import { connect } from './tables.ts';

/** The name of a backup's folder: when it was begun, in UTC. */
const FOLDER = /^croft-\d{8}T\d{9}Z$/;

export interface BackupOptions extends DumpOptions {
  /** Undefined leaves the database out: a backup of files alone. */
  readonly url: string | undefined;
  /** The data directory. */
  readonly data: string;
  readonly services: readonly string[];
  readonly version: string;
}

/** Writes a backup into a new folder in `directory` and gives its path. One that fails leaves no folder. */
export async function backUp(
  directory: string,
  options: BackupOptions,
): Promise<{ folder: string; manifest: Manifest }> {
  const { url, data, services, version } = options;
  const folder = join(directory, `croft-${new Date().toISOString().replaceAll(/[-:.]/g, '')}`);
  refuseWithin(data, directory);
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    await mkdir(folder, { mode: 0o700 });
  } catch (error) {
    throw explained(error, directory);
  }
  try {
    const database = url === undefined ? nothing() : await dump(url, services, folder, options);
    // After the database's moment, so that the file of every row is there.
    const files = [...database.files, ...(await copyState(data, folder, options))];
    const manifest: Manifest = { format: 1, croft: version, ...database, files };
    await writeManifest(folder, manifest);
    return { folder, manifest };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    options.signal.throwIfAborted();
    throw explained(error, directory);
  }
}

/** Throws `invalid` for a folder that is part of what is backed up. */
export function refuseWithin(data: string, directory: string): void {
  if (!relative(data, resolve(directory)).startsWith('..'))
    throw new AppError(
      'invalid',
      `${directory} is in the data directory, with which it would be lost. Use another disk.`,
    );
}

async function dump(
  url: string,
  services: readonly string[],
  folder: string,
  options: DumpOptions,
): Promise<DatabaseDump> {
  const client = await connect(url);
  try {
    const database = await dumpDatabase(client, services, folder, options);
    if (database.schemas.length === 0)
      throw new AppError('not_found', 'There is nothing in the database yet: start Croft once before.');
    return database;
  } finally {
    await client.end().catch(() => {});
  }
}

function nothing(): DatabaseDump {
  const taken = new Date().toISOString();
  return { taken, schemas: [], jobs: null, tables: [], sequences: [], files: [] };
}

/** Removes the older backups of `directory` until `keep` whole ones are left, and those before them that were never finished. */
export async function prune(directory: string, keep: number): Promise<string[]> {
  const removed = await surplus(directory, keep);
  for (const folder of removed) {
    // The manifest first: killed in between, this is no backup.
    await rm(join(folder, MANIFEST), { force: true });
    await rm(folder, { recursive: true, force: true });
  }
  return removed;
}

/** What `prune` would remove. */
export async function surplus(directory: string, keep: number): Promise<string[]> {
  const folders = (await readdir(directory))
    .filter(name => FOLDER.test(name))
    .sort()
    .reverse();
  let whole = 0;
  const found: string[] = [];
  for (const name of folders) {
    const folder = join(directory, name);
    if (whole >= keep) found.push(folder);
    else if ((await readdir(folder)).includes(MANIFEST)) whole++;
  }
  return found;
}

/** What a failure to write there means, in words. */
export function explained(error: unknown, directory: string): unknown {
  const why = {
    ENOSPC: 'The disk is full: free some, or remove older backups (--keep).',
    EDQUOT: 'The quota is used up: free some, or remove older backups (--keep).',
    EACCES: 'This user may not write there, or not read a file of the data directory.',
    EROFS: 'Its disk is read-only.',
    ENOTDIR: 'It is not a folder.',
  }[(error as NodeJS.ErrnoException).code ?? ''];
  if (why === undefined) return error;
  return new AppError('unavailable', `No backup was made in ${directory}. ${why}`, { cause: error });
}
