import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { DumpOptions } from './dump.ts';
import type { BackupFile } from './manifest.ts';
import { Measure } from './measure.ts';

/** What of the data directory is not kept: the embedded server's files, sockets, what can be made anew, logs and reports of crashes. */
const LEFT_OUT = new Set(['postgres', 'postgres.lib', 'run', 'cache', 'logs', 'crashes']);

/** Copies the data directory's state into `folder`/state. Files that are removed meanwhile are left out. */
export async function copyState(data: string, folder: string, options: DumpOptions): Promise<BackupFile[]> {
  const files: BackupFile[] = [];
  for (const path of await statePaths(data)) {
    options.signal.throwIfAborted();
    options.progress(`file ${files.length + 1}: ${path}`);
    const to = `state/${path}`;
    try {
      files.push({ path: to, ...(await copyFile(join(data, path), join(folder, to), options.signal)) });
    } catch (error) {
      const { code, syscall } = error as NodeJS.ErrnoException;
      if (code !== 'ENOENT' || syscall !== 'open') throw error;
    }
  }
  return files;
}

/** Copies a file for the eyes of its owner alone. */
export async function copyFile(
  from: string,
  to: string,
  signal: AbortSignal,
): Promise<{ bytes: number; sha256: string }> {
  await mkdir(dirname(to), { recursive: true, mode: 0o700 });
  const measure = new Measure();
  const written = createWriteStream(to, { flags: 'wx', mode: 0o600, flush: true });
  await pipeline(createReadStream(from), measure, written, { signal });
  return { bytes: measure.bytes, sha256: measure.sha256() };
}

/** Paths of the plain files that are kept, relative to the data directory. */
export async function statePaths(data: string, under = ''): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await readdir(join(data, under), { withFileTypes: true })) {
    if (under === '' && (LEFT_OUT.has(entry.name) || entry.name.startsWith('.'))) continue;
    const path = under === '' ? entry.name : `${under}/${entry.name}`;
    if (entry.isDirectory()) found.push(...(await statePaths(data, path)));
    else if (entry.isFile()) found.push(path);
  }
  return found.sort();
}
