import { createHash, randomBytes } from 'node:crypto';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '../../../core/errors.ts';
import { sniffMedia } from './sniff.ts';

/** Hex digits of the SHA-256 that name a file: 160 bits, so that two files never share a name. */
const HASH_LENGTH = 40;

/**
 * The path on the site of a file with this content, such as `/media/ab/ab….png`. Throws `invalid` (`media_type`) for a
 * type that is not kept. `name` is only for the message.
 */
export function mediaPath(name: string, data: Uint8Array): string {
  const extension = sniffMedia(data);
  if (extension === undefined)
    throw new AppError(
      'invalid',
      data.length === 0
        ? `${name} is empty.`
        : `${name} is not a kind of file that is kept here: images, audio, video, PDF and plain text are.`,
      { reason: 'media_type' },
    );
  const hash = createHash('sha256').update(data).digest('hex').slice(0, HASH_LENGTH);
  return `/media/${hash.slice(0, 2)}/${hash}.${extension}`;
}

/**
 * Keeps a file under the directory `media` and gives its path on the site. It is on the disk, whole, when this resolves,
 * and never seen half-written: other processes read the directory at the same time.
 */
export async function keepMedia(
  media: string,
  name: string,
  data: Uint8Array,
  limit: number,
): Promise<string> {
  if (data.length > limit)
    throw new AppError(
      'invalid',
      `${name} has ${data.length} bytes and at most ${limit} are kept (api.mediaLimit in croft.config.ts).`,
    );
  const path = mediaPath(name, data);
  const file = join(media, path.slice('/media/'.length));
  if (await hasLength(file, data.length)) return path;
  await mkdir(dirname(file), { recursive: true });
  await writeWhole(file, data);
  return path;
}

async function hasLength(file: string, length: number): Promise<boolean> {
  const found = await stat(file).catch(() => undefined);
  return found?.size === length;
}

async function writeWhole(file: string, data: Uint8Array): Promise<void> {
  const temporary = `${file}.${randomBytes(6).toString('hex')}.part`;
  try {
    const handle = await open(temporary, 'wx', 0o644);
    try {
      await handle.writeFile(data);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await syncDirectory(dirname(file));
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
