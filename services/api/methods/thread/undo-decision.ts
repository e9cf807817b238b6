import type { ApiContext } from '../../context.ts';
import type { Actor } from '../../contract.ts';
import { addAudit } from '../../store/people/audit.ts';
import { changing } from '../../store/revision.ts';
import { postsOf } from '../../store/thread/decisions.ts';
import { undoBatch } from '../../store/thread/undo.ts';

export async function undoDecision(
  ctx: ApiContext,
  { batch, actor = {} }: { batch: string; actor?: Actor },
): Promise<{ restored: number; skipped: number }> {
  return changing(ctx, async trx => {
    const { visible, responses, ...result } = await undoBatch(trx, batch);
    if (responses.length > 0)
      await addAudit(trx, {
        actor,
        action: 'moderation.undo',
        subject: await postsOf(trx, responses),
        detail: { responses: responses.length, batch },
      });
    return { result, visible };
  });
}
