import { randomUUID } from 'node:crypto';
import { AppError } from '../../../../core/errors.ts';
import type { ApiContext } from '../../context.ts';
import type { CommentResult } from '../../contract.ts';
import { changing } from '../../store/revision.ts';
import { noteDecision } from '../../store/thread/decisions.ts';
import { tellOwnerAgain } from '../../store/thread/letters.ts';
import { rewriteComment } from '../../store/thread/own-comment.ts';
import { tellShown } from '../../store/thread/tell-shown.ts';
import { readMarkdown } from '../../thread/comment-text.ts';
import { examine } from '../../thread/examine.ts';
import { judge } from '../../thread/judge.ts';
import { type OwnRequest, requireOwn } from '../../thread/require-own.ts';
import { toldStatus } from '../../thread/told-status.ts';

/** With a version, `changed_since` when the comment is another by now. What waited goes on waiting and what was held stays held; what was shown is judged again as it is now. */
export async function editComment(
  ctx: ApiContext,
  { markdown, version, ...asked }: OwnRequest & { markdown: string; version?: number | undefined },
): Promise<CommentResult> {
  const text = await readMarkdown(markdown);
  const { comment, sender } = await requireOwn(ctx, asked);
  const { id, slug } = comment;
  if (version !== undefined && version !== comment.version) throw changedElsewhere();
  if (text.markdown === comment.markdown) return { id, slug, status: toldStatus(comment.status) };
  const { facts, wordsHash } = await examine(ctx, sender, text, {
    address: asked.visitor.address,
    website: comment.website,
  });
  // Its first version was proved; what it says now is what counts.
  const judgement = judge({ ...facts, challenge: 'proved', trap: false, copy: false });
  const status =
    comment.status === 'approved' || judgement.status === 'spam' ? judgement.status : comment.status;
  await changing(ctx, async trx => {
    await noteDecision(trx, randomUUID(), [id], 'edit', { by: 'author', account: sender.account?.id });
    if (!(await rewriteComment(trx, comment, text, { status, reasons: judgement.reasons }, wordsHash)))
      throw changedElsewhere();
    if (status === 'pending' && comment.status === 'approved') await tellOwnerAgain(trx, id);
    await tellShown(trx, [{ id, was: comment.status, becomes: status }]);
    return { result: undefined, visible: comment.status === 'approved' };
  });
  return { id, slug, status: toldStatus(status) };
}

export function changedElsewhere(): AppError {
  return new AppError('conflict', 'This comment has just been changed elsewhere. Open it again.', {
    reason: 'changed_since',
  });
}
