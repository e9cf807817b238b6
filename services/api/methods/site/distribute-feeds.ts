import type { ApiContext } from '../../context.ts';

/** Has the hub of this site send its feeds that are others now to whoever subscribed to them. */
export async function distributeFeeds(ctx: Pick<ApiContext, 'queues'>): Promise<Record<never, never>> {
  await ctx.queues.distribute.send({});
  return {};
}
