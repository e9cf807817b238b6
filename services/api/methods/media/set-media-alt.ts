import type { ApiContext } from '../../context.ts';
import type { Media } from '../../contract.ts';
import { hashOf } from '../../media/paths.ts';
import { lockMedia, toMedia, updateAlt } from '../../store/media/media.ts';
import { noSuchMedia } from './get-media.ts';

/** `check` is told of the file before the change, while nobody else changes it, and may throw. */
export async function setMediaAlt(
  ctx: ApiContext,
  { id, alt }: { id: string; alt: string },
  check?: (now: Media) => void,
): Promise<Media> {
  const said = alt.replace(/\s+/g, ' ').replaceAll('\0', '').trim().toWellFormed();
  const { before, after } = await ctx.db.transaction().execute(async trx => {
    const before = await lockMedia(trx, id);
    if (!before) throw noSuchMedia();
    check?.(toMedia(before));
    return { before, after: (await updateAlt(trx, before, said)) ?? before };
  });
  if (after.alt !== before.alt) await ctx.renderAgain(hashOf(after.path));
  return toMedia(after);
}
