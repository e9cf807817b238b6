import type { ApiContext } from '../../context.ts';
import { getMention } from './get-mention.ts';

export async function checkMention(ctx: ApiContext, { id }: { id: string }): Promise<Record<string, never>> {
  await getMention(ctx, { id });
  await ctx.queues.checkMention.send({ id }, { singletonKey: id, priority: 1 });
  return {};
}
