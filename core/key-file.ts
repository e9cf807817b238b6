import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rename, unlink, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AppError } from './errors.ts';

/** Bytes of every key. */
export const KEY_LENGTH = 32;

/** Reads the key at `path`, which is made at the first start and has to be kept as long as the database. */
export async function loadKeyFile(path: string): Promise<Buffer> {
  const key = (await read(path)) ?? (await make(path));
  if (key.length !== KEY_LENGTH)
    throw new AppError('internal', `${path} is not a key of ${KEY_LENGTH} bytes. Restore it from a backup.`);
  return key;
}

/** Puts another key in its place, whole or not at all. */
export async function replaceKeyFile(path: string, key: Uint8Array): Promise<void> {
  const aside = await writeAside(path, key);
  await rename(aside, path);
}

async function make(path: string): Promise<Buffer> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const aside = await writeAside(path, randomBytes(KEY_LENGTH));
  // Linked, so that of processes starting together one key wins, whole.
  await link(aside, path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await unlink(aside);
  return readFile(path);
}

async function writeAside(path: string, key: Uint8Array): Promise<string> {
  const aside = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
  await writeFile(aside, key, { mode: 0o600, flush: true });
  return aside;
}

async function read(path: string): Promise<Buffer | undefined> {
  return readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
}
