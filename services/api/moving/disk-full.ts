import { statfs } from 'node:fs/promises';
import { AppError } from '../../../core/errors.ts';
import { LEFT_FREE } from './limits.ts';

const FULL = new Set(['ENOSPC', 'EDQUOT', 'EROFS']);

/** An error of the file system as one in words when the disk is full; every other as it came. */
export function fromDisk(error: unknown): unknown {
  if (!FULL.has((error as NodeJS.ErrnoException).code ?? '')) return error;
  return new AppError('unavailable', 'The disk is full. Make room and send the file again.', {
    reason: 'disk_full',
    cause: error,
  });
}

/** Throws `unavailable` unless a folder's disk has room for so many bytes and for everything else besides. */
export async function requireRoom(folder: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  if (bytes + LEFT_FREE <= bavail * bsize) return;
  const megabytes = (count: number) => `${Math.ceil(count / 1_000_000).toLocaleString('en')} MB`;
  throw new AppError(
    'unavailable',
    `The disk has no room for it: it needs ${megabytes(bytes)}, and ${megabytes(Math.max(0, bavail * bsize - LEFT_FREE))} are free. Make room and send the file again.`,
    { reason: 'disk_full' },
  );
}
