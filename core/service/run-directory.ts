import { createHash } from 'node:crypto';
import { chmod, lstat, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../errors.ts';

/** The longest path of a Unix socket that works everywhere: macOS allows 103 bytes. */
const LONGEST = 103;
const LONGEST_NAME = '/supervisor.int'.length;

/**
 * Where the sockets of one data directory are: where `server.run` says, else `run` inside it, or where that path is too long for a socket, a folder under /tmp
 * named after it. Every process of the same data directory finds the same one.
 */
export function runDirectory(data: string, given?: string): string {
  if (given !== undefined) return given;
  const inside = join(data, 'run');
  if (Buffer.byteLength(inside) + LONGEST_NAME <= LONGEST) return inside;
  const key = createHash('sha256').update(data).digest('hex').slice(0, 16);
  return `/tmp/croft-run-${process.getuid?.() ?? 0}-${key}`;
}

/** Makes the data directory and its run directory, closed to others; says what to do when that cannot be. */
export async function makeDirectories(data: string, given?: string): Promise<string> {
  const run = runDirectory(data, given);
  try {
    await mkdir(data, { recursive: true });
    // One that was given is shared with the sockets' other users, and whoever gave it has made it.
    if (given !== undefined) return run;
    await mkdir(run, { recursive: true, mode: 0o700 });
    await chmod(run, 0o700);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const why =
      {
        EACCES: 'may not be written to by this user',
        EROFS: 'is on a read-only disk',
        ENOSPC: 'is on a full disk',
        ENOTDIR: 'is not a directory',
      }[code ?? ''] ?? `cannot be used (${code})`;
    throw new AppError(
      'unavailable',
      `The data directory ${data} ${why}. Set CROFT_DATA to one that this user can write, or mend it.`,
      { cause: error },
    );
  }
  if ((await lstat(run)).uid !== (process.getuid?.() ?? 0)) {
    throw new AppError(
      'unavailable',
      `${run} belongs to another user. Run Croft as the user that owns ${data}, or set CROFT_DATA.`,
    );
  }
  return run;
}

/** The Unix sockets of one service. */
export function socketPaths(run: string, service: string): { rpc: string; http: string; internal: string } {
  return {
    rpc: join(run, `${service}.rpc`),
    http: join(run, `${service}.http`),
    internal: join(run, `${service}.int`),
  };
}
