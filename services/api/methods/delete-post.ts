import { AppError } from '../../../core/errors.ts';
import type { ApiContext } from '../context.ts';
import { changedSince } from '../posts/change.ts';
import { findPost } from '../store/own-posts.ts';
import { changing } from '../store/revision.ts';
import { deletePost as remove } from '../store/write-post.ts';

export async function deletePost(
  ctx: ApiContext,
  { id, version }: { id: string; version?: number | undefined },
): Promise<Record<string, never>> {
  return changing(ctx, async trx => {
    const post = await findPost(trx, id);
    if (!post) throw new AppError('not_found', `There is no post "${id}".`);
    const status = await remove(trx, post.id, version);
    if (status === undefined) throw changedSince();
    return { result: {}, visible: status === 'published' };
  });
}
