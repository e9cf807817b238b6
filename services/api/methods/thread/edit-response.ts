import { randomUUID } from 'node:crypto';
import { AppError } from '../../../../core/errors.ts';
import type { ApiContext } from '../../context.ts';
import type { Actor } from '../../contract.ts';
import { addAudit } from '../../store/people/audit.ts';
import { changing } from '../../store/revision.ts';
import { noteDecision } from '../../store/thread/decisions.ts';
import { findOwnComment, rewriteComment } from '../../store/thread/own-comment.ts';
import { readMarkdown } from '../../thread/comment-text.ts';

export async function editResponse(
  ctx: ApiContext,
  { id, markdown, ...actor }: Actor & { id: string; markdown: string; account: string },
): Promise<{ batch?: string }> {
  const text = await readMarkdown(markdown);
  const comment = await findOwnComment(ctx.db, id);
  if (!comment) throw new AppError('not_found', 'There is no such comment that was written here.');
  if (comment.markdown === text.markdown) return {};
  const batch = randomUUID();
  const wordsHash = ctx.conversation.key.mac('words', text.text.toLowerCase().replace(/\s+/g, ' '));
  return changing(ctx, async trx => {
    await noteDecision(trx, batch, [id], 'edit', { by: 'moderator', account: actor.account });
    const kept = { status: comment.status, reasons: [] };
    if (!(await rewriteComment(trx, comment, text, kept, wordsHash)))
      throw new AppError('conflict', 'This comment has just been changed elsewhere. Open it again.');
    await addAudit(trx, { actor, action: 'moderation.edit', subject: comment.slug, detail: { batch } });
    return { result: { batch }, visible: comment.status === 'approved' };
  });
}
