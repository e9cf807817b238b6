import type { ApiContext } from '../../context.ts';
import type { Actor, DecisionAction } from '../../contract.ts';
import { changing } from '../../store/revision.ts';
import { decide } from '../../thread/decide.ts';

export async function decideResponses(
  ctx: ApiContext,
  { ids, action, ...actor }: Actor & { ids: string[]; action: DecisionAction; account: string },
): Promise<{ changed: number; batch?: string }> {
  return changing(ctx, async trx => {
    const { visible, ...result } = await decide(trx, ids, action, actor);
    return { result, visible };
  });
}
