import type { ReaderContext } from '../../context.ts';
import { toId } from '../../store/feed-row.ts';
import { lockReader } from '../../store/readers.ts';
import { unrecommendItem } from '../../store/recommendations.ts';
import { tellSubscribers } from './tell-subscribers.ts';

/** Takes a recommendation back. */
export async function unrecommend(
  ctx: Pick<ReaderContext, 'db' | 'api' | 'log'>,
  { account, id }: { account: string; id: string },
): Promise<Record<never, never>> {
  await ctx.db.transaction().execute(async tx => {
    const reader = await lockReader(tx, account);
    await unrecommendItem(tx, reader.id, toId(id) ?? 0);
  });
  await tellSubscribers(ctx);
  return {};
}
