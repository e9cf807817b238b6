import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AppError } from '../../../core/errors.ts';

/** What a file that is being written is called until it is whole. */
export const PART = /\.[0-9a-f]{12}\.part$/;

/** Errors of a disk that takes no more: full, over quota, or mounted read-only. */
const FULL = new Set(['ENOSPC', 'EDQUOT', 'EROFS']);

/**
 * Writes a file that is seen whole or not at all, and is on the disk when this resolves. Leaves nothing behind when it fails;
 * throws `unavailable` when the disk is full.
 */
export async function writeWhole(file: string, data: Uint8Array, mode = 0o644): Promise<void> {
  const temporary = `${file}.${randomBytes(6).toString('hex')}.part`;
  try {
    const handle = await open(temporary, 'wx', mode);
    try {
      await handle.writeFile(data);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
    await syncDirectory(dirname(file));
  } catch (error) {
    await rm(temporary, { force: true });
    if (!FULL.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
    throw new AppError('unavailable', 'The file could not be kept, since the disk is full.', {
      cause: error,
    });
  }
}

/** The rename itself is on the disk only when the directory is. */
async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
