import { AppError } from '../../../../core/errors.ts';
import type { ApiContext } from '../../context.ts';
import { changedSince } from '../../posts/change.ts';
import { addEvent } from '../../store/outbox.ts';
import { findPost } from '../../store/posts/own-posts.ts';
import { isReachable } from '../../store/posts/post-row.ts';
import { deletePost as remove } from '../../store/posts/write-post.ts';
import { changing } from '../../store/revision.ts';

export async function deletePost(
  ctx: ApiContext,
  { id, version }: { id: string; version?: number | undefined },
): Promise<Record<string, never>> {
  return changing(ctx, async trx => {
    const post = await findPost(trx, id);
    if (!post) throw new AppError('not_found', `There is no post "${id}".`);
    const removed = await remove(trx, post.id, version);
    if (!removed) throw changedSince();
    const visible = isReachable(removed);
    if (visible) await addEvent(trx, 'post.removed', { post: post.id, slug: post.slug });
    return { result: {}, visible };
  });
}
