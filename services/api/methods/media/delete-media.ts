import { AppError } from '../../../../core/errors.ts';
import type { ApiContext } from '../../context.ts';
import type { Actor, Media } from '../../contract.ts';
import { hashOf } from '../../media/paths.ts';
import { removeFiles } from '../../media/remove-files.ts';
import { lockMedia, removeMedia, toMedia } from '../../store/media/media.ts';
import { postsThatUse } from '../../store/media/uses.ts';
import { addAudit } from '../../store/people/audit.ts';
import { noSuchMedia } from './get-media.ts';

/**
 * The files go before the row: whoever is told that a picture is deleted may rely on it, and what a kill leaves is a row that
 * can be deleted again.
 */
export async function deleteMedia(
  ctx: ApiContext,
  { id, force = false, actor = {} }: { id: string; force?: boolean | undefined; actor?: Actor | undefined },
  check?: (now: Media) => void,
): Promise<Record<string, never>> {
  const hash = await ctx.db.transaction().execute(async trx => {
    const row = await lockMedia(trx, id);
    if (!row) throw noSuchMedia();
    check?.(toMedia(row));
    const hash = hashOf(row.path);
    const posts = await postsThatUse(trx, hash);
    if (posts.length > 0 && !force)
      throw new AppError('conflict', `${row.name} is used by ${listed(posts)}. Take it out there first.`, {
        reason: 'media_used',
        details: { posts },
      });
    await removeFiles(ctx.media, row.path);
    await removeMedia(trx, id);
    await addAudit(trx, {
      actor,
      action: 'site.media-remove',
      subject: row.name,
      detail: { path: row.path, posts: posts.map(post => post.slug) },
    });
    return posts.length > 0 ? hash : undefined;
  });
  if (hash !== undefined) await ctx.renderAgain(hash);
  return {};
}

function listed(posts: readonly { slug: string; title: string }[]): string {
  const names = posts.slice(0, 3).map(({ title, slug }) => `“${title || slug}”`);
  const more = posts.length - names.length;
  return names.join(', ') + (more > 0 ? ` and ${more} more posts` : '');
}
