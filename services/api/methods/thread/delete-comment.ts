import { randomUUID } from 'node:crypto';
import type { ApiContext } from '../../context.ts';
import type { CommentResult } from '../../contract.ts';
import { changing } from '../../store/revision.ts';
import { noteDecision } from '../../store/thread/decisions.ts';
import { lockVersion } from '../../store/thread/own-comment.ts';
import { setStatus } from '../../store/thread/status.ts';
import { tellShown } from '../../store/thread/tell-shown.ts';
import { type OwnRequest, requireOwn } from '../../thread/require-own.ts';
import { changedElsewhere } from './edit-comment.ts';

/** With a version, `changed_since` when the comment is another by now. */
export async function deleteComment(
  ctx: ApiContext,
  { version, ...asked }: OwnRequest & { version?: number | undefined },
): Promise<CommentResult> {
  const { comment, sender } = await requireOwn(ctx, asked);
  await changing(ctx, async trx => {
    if (version !== undefined && version !== (await lockVersion(trx, comment.id))) throw changedElsewhere();
    await noteDecision(trx, randomUUID(), [comment.id], 'delete', {
      by: 'author',
      account: sender.account?.id,
    });
    await setStatus(trx, [comment.id], 'deleted');
    await tellShown(trx, [{ id: comment.id, was: comment.status, becomes: 'deleted' }]);
    return { result: undefined, visible: comment.status === 'approved' };
  });
  return { id: comment.id, slug: comment.slug, status: 'deleted' };
}
