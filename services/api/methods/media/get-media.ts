import { AppError } from '../../../../core/errors.ts';
import type { ApiContext } from '../../context.ts';
import type { Media } from '../../contract.ts';
import { hashOf } from '../../media/paths.ts';
import { findMedia, toMedia } from '../../store/media/media.ts';
import { postsThatUse, type Use } from '../../store/media/uses.ts';

export async function getMedia(
  { db }: ApiContext,
  { id }: { id: string },
): Promise<Media & { usedBy: Use[] }> {
  const row = await findMedia(db, id);
  if (!row) throw noSuchMedia();
  return { ...toMedia(row), usedBy: await postsThatUse(db, hashOf(row.path)) };
}

export function noSuchMedia(): AppError {
  return new AppError('not_found', 'There is no such file.');
}
