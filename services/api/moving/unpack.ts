import { mkdir, open, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '../../../core/errors.ts';
import { openZip } from '../../../core/zip/open-zip.ts';
import { fromDisk, requireRoom } from './disk-full.ts';
import { lookInside } from './inside.ts';
import { MOST_ENTRIES, MOST_FILES } from './limits.ts';

export interface UnpackOptions {
  signal?: AbortSignal | undefined;
  progress?(done: number, total: number): void;
  /** Files at most. */
  most?: number;
}

export interface Unpacked {
  /** Where the content stands: the folder itself, or the one folder that everything is in. */
  directory: string;
  /** Names of links, which are left out. */
  links: readonly string[];
}

/**
 * Unpacks an archive into a new folder. Throws `invalid` for one that is damaged, too large or made to do harm, and
 * `unavailable` when the disk has no room or the signal aborts; nothing is left behind then.
 */
export async function unpack(archive: string, into: string, options: UnpackOptions = {}): Promise<Unpacked> {
  await using zip = await openZip(archive, MOST_ENTRIES);
  const { files, links, root, bytes } = lookInside(zip, options.most ?? MOST_FILES);
  await requireRoom(dirname(into), bytes);
  await mkdir(into, { mode: 0o700 });
  try {
    const folders = new Set<string>([into]);
    for (const [done, { path, entry }] of files.entries()) {
      options.progress?.(done, files.length);
      const file = join(into, path);
      await makeFolder(dirname(file), folders);
      await write(file, path, zip.read(entry), options.signal);
    }
  } catch (error) {
    await rm(into, { recursive: true, force: true });
    throw fromDisk(error);
  }
  return { directory: join(into, root), links };
}

async function makeFolder(folder: string, known: Set<string>): Promise<void> {
  if (known.has(folder)) return;
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch(error => {
    throw (error as NodeJS.ErrnoException).code === 'EEXIST' || error.code === 'ENOTDIR'
      ? twice(folder)
      : error;
  });
  known.add(folder);
}

async function write(
  file: string,
  path: string,
  pieces: AsyncIterable<Uint8Array>,
  signal: AbortSignal | undefined,
): Promise<void> {
  const handle = await open(file, 'wx', 0o600).catch(error => {
    throw (error as NodeJS.ErrnoException).code === 'EEXIST' || error.code === 'EISDIR' ? twice(path) : error;
  });
  try {
    for await (const piece of pieces) {
      if (signal?.aborted) throw new AppError('unavailable', 'Stopped before anything went in.');
      await handle.appendFile(piece);
    }
  } finally {
    await handle.close();
  }
}

function twice(path: string): AppError {
  return new AppError(
    'invalid',
    `The archive has a file and a folder of one name: ${path.split('/').at(-1)}.`,
  );
}
