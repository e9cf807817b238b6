import type { ApiContext } from '../../context.ts';
import type { Media } from '../../contract.ts';
import { hashOf } from '../../media/paths.ts';
import { findMedia, toMedia, updateAlt } from '../../store/media/media.ts';
import { noSuchMedia } from './get-media.ts';

export async function setMediaAlt(ctx: ApiContext, { id, alt }: { id: string; alt: string }): Promise<Media> {
  const before = await findMedia(ctx.db, id);
  if (!before) throw noSuchMedia();
  const said = alt.replace(/\s+/g, ' ').replaceAll('\0', '').trim().toWellFormed();
  const after = await updateAlt(ctx.db, before, said);
  if (!after) throw noSuchMedia();
  if (after.alt !== before.alt) await ctx.renderAgain(hashOf(after.path));
  return toMedia(after);
}
