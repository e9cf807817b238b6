import type { MediaExtension } from '../types.ts';
import { stripFilm } from './film.ts';
import { stripHeif } from './heif.ts';
import { stripJpeg } from './jpeg.ts';
import { stripPng } from './png.ts';
import { stripWebp } from './webp.ts';

const STRIPPERS: Partial<Record<MediaExtension, (data: Buffer) => Buffer>> = {
  jpg: stripJpeg,
  png: stripPng,
  webp: stripWebp,
  avif: stripHeif,
  heic: stripHeif,
  mp4: stripFilm,
  mov: stripFilm,
};

/**
 * A file without the place, time, camera and owner that its maker's devices wrote into it. Nothing is encoded anew: pixels and
 * sound are the same bytes as before. The same file comes out when it is done again.
 */
export function stripMetadata(extension: MediaExtension, data: Uint8Array): Uint8Array {
  const strip = STRIPPERS[extension];
  return strip === undefined ? data : strip(Buffer.from(data.buffer, data.byteOffset, data.byteLength));
}
