import type { ApiContext } from '../../context.ts';
import { changing } from '../../store/revision.ts';
import { undoBatch } from '../../store/thread/undo.ts';

export async function undoDecision(
  ctx: ApiContext,
  { batch }: { batch: string },
): Promise<{ restored: number; skipped: number }> {
  return changing(ctx, async trx => {
    const { visible, ...result } = await undoBatch(trx, batch);
    return { result, visible };
  });
}
