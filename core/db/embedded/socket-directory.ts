import { createHash } from 'node:crypto';
import { chmod, chown, lstat, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../errors.ts';
import type { Account } from './account.ts';

/** The longest path of a Unix socket that works everywhere: macOS allows 103 bytes, Linux 107. */
const LONGEST = process.platform === 'darwin' ? 103 : 107;

const SOCKET = '.s.PGSQL.5432';

/**
 * The folder of the server's socket: the data directory, which only the server's user may enter, or, where its path is
 * too long for a socket, a folder as closed as that under /tmp. The same data directory always gives the same folder,
 * whatever TMPDIR says, so that every process finds it.
 */
export function socketDirectory(dataDir: string): string {
  // The lock file beside the socket has the longest name.
  if (Buffer.byteLength(join(dataDir, `${SOCKET}.lock`)) <= LONGEST) return dataDir;
  const key = createHash('sha256').update(dataDir).digest('hex').slice(0, 16);
  return `/tmp/croft-${process.getuid?.() ?? 0}-${key}`;
}

/** Makes that folder, and refuses one that somebody else has put in its place. */
export async function makeSocketDirectory(path: string, dataDir: string, owner: Account): Promise<void> {
  if (path === dataDir) return;
  await mkdir(path, { mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  const found = await lstat(path);
  const ours = [process.getuid?.(), owner.uid].includes(found.uid);
  if (!found.isDirectory() || !ours)
    throw new AppError(
      'unavailable',
      `${path} belongs to somebody else. Remove it, or shorten CROFT_DATA's path.`,
    );
  if (owner.uid !== undefined && owner.gid !== undefined) await chown(path, owner.uid, owner.gid);
  await chmod(path, 0o700);
}

/** A connection string for the server behind a socket folder. */
export function socketUrl(directory: string, user: string, database: string): string {
  return `postgres://${user}@localhost/${database}?host=${encodeURIComponent(directory)}`;
}

/** The name of croft's database and of the role that owns it. */
export const DATABASE = 'croft';
