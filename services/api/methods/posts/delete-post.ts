import type { ApiContext } from '../../context.ts';
import { type Actor, postPath } from '../../contract.ts';
import { changedSince } from '../../posts/changed-since.ts';
import { requirePost } from '../../posts/require-post.ts';
import { inputOf } from '../../posts/undelete.ts';
import { addEvent } from '../../store/outbox.ts';
import { addAudit } from '../../store/people/audit.ts';
import { isReachable } from '../../store/posts/post-row.ts';
import { keepDeleted } from '../../store/posts/trash.ts';
import { deletePost as remove } from '../../store/posts/write-post.ts';
import { markGone } from '../../store/redirects/redirects.ts';
import { changing } from '../../store/revision.ts';

export async function deletePost(
  ctx: ApiContext,
  { id, version, actor = {} }: { id: string; version?: number | undefined; actor?: Actor },
): Promise<Record<string, never>> {
  return changing(ctx, async trx => {
    const post = await requirePost(trx, id);
    await keepDeleted(trx, { id: post.id, slug: post.slug, input: inputOf(post) }, actor.account);
    const removed = await remove(trx, post.id, version);
    if (!removed) throw await changedSince(trx, post.id);
    await addAudit(trx, {
      actor,
      action: 'post.delete',
      subject: post.title || post.slug,
      detail: { slug: post.slug },
    });
    const visible = isReachable(removed);
    if (visible) {
      await addEvent(trx, 'post.removed', { post: post.id, slug: post.slug });
      await markGone(trx, postPath(post));
    }
    return { result: {}, visible };
  });
}
