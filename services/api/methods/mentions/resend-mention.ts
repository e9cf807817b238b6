import { AppError } from '../../../../core/errors.ts';
import type { ApiContext } from '../../context.ts';
import { tellAgain } from '../../store/mentions/sent.ts';

export async function resendMention(ctx: ApiContext, { id }: { id: string }): Promise<Record<string, never>> {
  return ctx.db.transaction().execute(async trx => {
    const again = await tellAgain(trx, id);
    if (!again) throw new AppError('not_found', 'There is no such mention here.');
    await ctx.queues.sendMention.send(again, { trx });
    return {};
  });
}
