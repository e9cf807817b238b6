import { createHash } from 'node:crypto';
import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AppError } from '../../../core/errors.ts';
import { mediaFile } from './paths.ts';
import { sniffMedia } from './sniff.ts';
import { stripMetadata } from './strip/strip.ts';
import type { MediaExtension } from './types.ts';
import { writeWhole } from './write-whole.ts';

/** Hex digits of the SHA-256 that name a file: 160 bits, so that two files never share a name. */
const HASH_LENGTH = 40;

/** A file as it is to be kept. */
export interface Prepared {
  /** On the site: `/media/ab/ab….png`. */
  path: string;
  extension: MediaExtension;
  /** Its bytes without what they told of where, when and with what it was made. */
  data: Uint8Array;
}

/**
 * Finds out what a file is and what is kept of it. Throws `invalid` (`media_type`) for a type that is not kept. `name` is only
 * for the message.
 */
export function prepareMedia(name: string, data: Uint8Array): Prepared {
  const extension = sniffMedia(data);
  if (extension === undefined)
    throw new AppError(
      'invalid',
      data.length === 0
        ? `${name} is empty.`
        : `${name} is not a kind of file that is kept here: images, audio, video, PDF and plain text are.`,
      { reason: 'media_type' },
    );
  const stripped = stripMetadata(extension, data);
  const hash = createHash('sha256').update(stripped).digest('hex').slice(0, HASH_LENGTH);
  return { path: `/media/${hash.slice(0, 2)}/${hash}.${extension}`, extension, data: stripped };
}

/** The path on the site of a file with this content. Throws as `prepareMedia` does. */
export function mediaPath(name: string, data: Uint8Array): string {
  return prepareMedia(name, data).path;
}

/** Throws `invalid` (`too_large`) for a file that has more bytes than are kept. */
export function checkSize(name: string, bytes: number, limit: number): void {
  if (bytes <= limit) return;
  throw new AppError(
    'invalid',
    `${name} has ${bytes} bytes and at most ${limit} are kept (api.mediaLimit in croft.config.ts).`,
    { reason: 'too_large' },
  );
}

/**
 * Writes a prepared file under the directory `media`. It is on the disk, whole, when this resolves, and never seen
 * half-written: other processes read the directory at the same time.
 */
export async function keepMedia(media: string, { path, data }: Prepared): Promise<void> {
  const file = mediaFile(media, path);
  if (await hasLength(file, data.length)) return;
  await mkdir(dirname(file), { recursive: true });
  await writeWhole(file, data);
}

async function hasLength(file: string, length: number): Promise<boolean> {
  const found = await stat(file).catch(() => undefined);
  return found?.size === length;
}
