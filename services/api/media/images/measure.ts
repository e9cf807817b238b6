import { AppError } from '../../../../core/errors.ts';
import type { MediaExtension } from '../types.ts';
import { loadSharp } from './sharp.ts';

/** What is known of a picture. */
export interface Measured {
  /** In pixels, as it is shown: turned as its orientation says. */
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
 * Reads a picture's size from its header, without decoding it. Undefined for what is no picture or cannot be read. Throws
 * `invalid` (`too_many_pixels`) for one that nobody's memory should be filled with.
 */
export async function measure(
  name: string,
  extension: MediaExtension,
  data: Uint8Array,
): Promise<Measured | undefined> {
  if (!PICTURES.has(extension)) return undefined;
  const sharp = await loadSharp();
  const found = await sharp(data, { limitInputPixels: false, failOn: 'none' })
    .metadata()
    .catch(() => undefined);
  if (!found?.width || !found.height) return undefined;
  const { width, pageHeight, pages = 1, autoOrient } = found;
  const height = pageHeight ?? found.height;
  if (width * height * pages > MOST_PIXELS)
    throw new AppError(
      'invalid',
      `${name} has ${Math.round((width * height * pages) / 1e6)} megapixels and at most ${MOST_PIXELS / 1e6} are kept.`,
      { reason: 'too_many_pixels' },
    );
  const turned = autoOrient.width !== width && pageHeight === undefined;
  const responsive = pages === 1 && extension !== 'heic' && width >= SMALLEST;
  return { width: turned ? height : width, height: turned ? width : height, responsive };
}
