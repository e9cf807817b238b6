import { AppError } from '../../../../core/errors.ts';
import type { ApiContext } from '../../context.ts';
import { FORMATS, type VariantFormat, variantWidths } from '../../media/images/variants.ts';
import { findMediaByHash } from '../../store/media/media.ts';

export interface VariantName {
  hash: string;
  width: number;
  extension: string;
}

/**
 * Makes a size of a picture that is asked for before its job has. Does nothing for a size that no page offers, so that nobody
 * can have thousands made. Gives the original's path instead when no other size can be made of it.
 */
export async function makeMissing(
  ctx: ApiContext,
  { hash, width, extension }: VariantName,
): Promise<string | undefined> {
  const format = FORMATS.find((each): each is VariantFormat => each === extension);
  if (format === undefined) return undefined;
  const row = await findMediaByHash(ctx.db, hash);
  if (!row || row.width === null || !variantWidths(row.width).includes(width)) return undefined;
  if (!row.responsive) return row.path;
  try {
    await ctx.makeVariant({ path: row.path, width, format });
    return undefined;
  } catch (error) {
    if (error instanceof AppError && error.reason === 'undecodable') return row.path;
    throw error;
  }
}
