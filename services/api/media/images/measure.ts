import { AppError } from '../../../../core/errors.ts';
import type { MediaExtension } from '../types.ts';
import { pictureWork } from '../worker/picture-work.ts';

/** What is kept of a picture's size. */
export interface Size {
  /** In pixels, as it is shown. */
  width: number;
  height: number;
  /** Whether smaller sizes can be made of it. */
  responsive: boolean;
}

/** 100 megapixels: what decoding takes is bounded by it, whatever a small file says of its size. */
export const MOST_PIXELS = 100_000_000;

/** A picture below this width is small as it is. */
const SMALLEST = 200;

const PICTURES = new Set<MediaExtension>(['jpg', 'png', 'gif', 'webp', 'avif', 'heic']);

/**
 * Finds out a picture's size, without decoding it. Undefined for what is no picture or cannot be read. Throws `invalid`
 * (`too_many_pixels`) for one that nobody's memory should be filled with.
 */
export async function measure(
  name: string,
  extension: MediaExtension,
  data: Uint8Array,
): Promise<Size | undefined> {
  if (!PICTURES.has(extension)) return undefined;
  const found = await pictureWork('measure', { data });
  if (found === undefined) return undefined;
  const { width, height, frames } = found;
  const pixels = width * height * frames;
  if (pixels > MOST_PIXELS)
    throw new AppError(
      'invalid',
      `${name} has ${Math.round(pixels / 1e6)} megapixels and at most ${MOST_PIXELS / 1e6} are kept.`,
      { reason: 'too_many_pixels' },
    );
  return { width, height, responsive: frames === 1 && extension !== 'heic' && width >= SMALLEST };
}
