import type { ApiContext } from '../../context.ts';
import type { Media } from '../../contract.ts';
import { measure } from '../../media/images/measure.ts';
import { checkSize, keepMedia, prepareMedia } from '../../media/keep.ts';
import { MEDIA_TYPES } from '../../media/types.ts';
import { insertMedia, toMedia } from '../../store/media/media.ts';

export async function saveMedia(
  ctx: ApiContext,
  { name, data, alt = '' }: { name: string; data: Uint8Array; alt?: string | undefined },
): Promise<{ path: string; media: Media }> {
  checkSize(name, data.length, ctx.config.mediaLimit);
  const prepared = prepareMedia(name, data);
  const measured = await measure(name, prepared.extension, prepared.data);
  await keepMedia(ctx.media, prepared);
  const row = await insertMedia(ctx.db, {
    path: prepared.path,
    name: storable(name),
    type: MEDIA_TYPES[prepared.extension],
    bytes: prepared.data.length,
    measured,
    alt: storable(alt),
  });
  await ctx.makeVariants(prepared.path);
  return { path: row.path, media: toMedia(row) };
}

/** One line; PostgreSQL's text holds no NUL, and UTF-8 no half of a surrogate pair. */
function storable(text: string): string {
  return text
    .replace(/[\0-\x1f\x7f]+/g, ' ')
    .trim()
    .toWellFormed();
}
