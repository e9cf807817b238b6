import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbedded } from '../../core/db/embedded/start.ts';
import type { Log } from '../../core/log.ts';
import type { DumpOptions } from './dump.ts';
import { checkFiles, type Manifest, VERIFIED } from './manifest.ts';
import { compareTables, restore } from './restore.ts';

export interface VerifyOptions extends DumpOptions {
  readonly migrations: ReadonlyMap<string, string>;
  readonly log: Log;
}

/**
 * Restores a backup into a server of its own, compares every table, removes all of that, and notes in the backup that it was
 * proved. Throws what `restore` throws.
 */
export async function verify(folder: string, manifest: Manifest, options: VerifyOptions): Promise<void> {
  if (manifest.schemas.length === 0) await checkFiles(folder, manifest.files, options.signal);
  else await restoreAside(folder, manifest, options);
  await writeFile(join(folder, VERIFIED), `${new Date().toISOString()}\n`, { mode: 0o600, flush: true });
}

async function restoreAside(folder: string, manifest: Manifest, options: VerifyOptions): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'croft-verify-'));
  try {
    await chmod(directory, 0o711); // as root the server runs as another user, who has to get in
    const data = join(directory, 'data');
    await mkdir(data, { mode: 0o700 });
    const dataDir = join(directory, 'postgres');
    await using server = await startEmbedded({
      dataDir,
      log: options.log,
      signal: options.signal,
      durable: false,
    });
    await restore(folder, manifest, { ...options, url: server.url, data });
    options.progress('comparing every table');
    await compareTables(server.url, manifest);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
