import { createHmac } from 'node:crypto';
import { AppError } from '../../../../core/errors.ts';
import { addressKey } from '../../../../core/http/limit.ts';
import type { ApiContext } from '../../context.ts';
import type { CommentFrom } from '../../contract.ts';
import { composeSite } from '../../site/compose-site.ts';
import { changing } from '../../store/revision.ts';
import { readSettings } from '../../store/settings.ts';
import { saveAnswer, secretOfToday } from '../../store/thread/feedback.ts';

/** Visitors are told apart by a keyed hash of network, browser and post, whose key lives two days and is kept nowhere else. */
export async function giveFeedback(
  ctx: ApiContext,
  {
    slug,
    useful,
    words,
    visitor,
  }: { slug: string; useful: boolean; words?: string | undefined; visitor: CommentFrom },
): Promise<Record<string, never>> {
  const network = addressKey(visitor.address);
  ctx.conversation.limits.look.take(network);
  if (!composeSite(ctx.config, await readSettings(ctx.db)).feedback)
    throw new AppError('forbidden', 'This site does not ask for feedback.', { reason: 'comments_closed' });
  const secret = await secretOfToday(ctx.db);
  const known = JSON.stringify([network, visitor.userAgent ?? '', slug]);
  const saved = await changing(ctx, async trx => {
    const result = await saveAnswer(trx, {
      slug,
      useful,
      words: (words ?? '').replaceAll('\0', '').toWellFormed().trim(),
      visitor: createHmac('sha256', secret).update(known).digest(),
    });
    return { result, visible: false };
  });
  if (!saved) throw new AppError('not_found', `There is no post "${slug}" here.`);
  return {};
}
