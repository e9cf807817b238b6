import { AppError } from '../../../../core/errors.ts';
import { loadSharp } from '../worker/sharp.ts';
import { MOST_PIXELS } from './measure.ts';
import type { VariantFormat } from './variants.ts';

export interface ToEncode {
  /** The file. */
  original: string;
  width: number;
  format: VariantFormat;
}

/** A picture in another width and format, upright and without metadata. Throws `invalid` (`undecodable`). */
export async function encodeVariant({ original, width, format }: ToEncode): Promise<Uint8Array> {
  const sharp = await loadSharp();
  const picture = sharp(original, { limitInputPixels: MOST_PIXELS, failOn: 'none' })
    .autoOrient()
    .resize({ width, withoutEnlargement: true });
  const encoded =
    format === 'avif' ? picture.avif({ quality: 55, effort: 3 }) : picture.webp({ quality: 80 });
  return encoded.toBuffer().catch((error: Error) => {
    throw new AppError('invalid', 'This picture cannot be decoded.', { reason: 'undecodable', cause: error });
  });
}
