import type { ApiContext } from '../../context.ts';
import type { Actor, DecisionAction } from '../../contract.ts';
import { changing } from '../../store/revision.ts';
import { idsOfCommenter } from '../../store/thread/own-comments.ts';
import { decide } from '../../thread/decide.ts';

export async function decideResponses(
  ctx: ApiContext,
  {
    ids,
    commenter,
    action,
    ...actor
  }: Actor & {
    ids?: string[] | undefined;
    commenter?: string | undefined;
    action: DecisionAction;
    account: string;
  },
): Promise<{ changed: number; batch?: string }> {
  return changing(ctx, async trx => {
    const chosen = ids ?? (await idsOfCommenter(trx, commenter!));
    if (chosen.length === 0) return { result: { changed: 0 }, visible: false };
    const { visible, ...result } = await decide(trx, chosen, action, actor);
    return { result, visible };
  });
}
