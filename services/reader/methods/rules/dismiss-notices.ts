import type { ReaderContext } from '../../context.ts';
import { toId } from '../../store/feed-row.ts';
import { removeNotices } from '../../store/notices.ts';

/** Takes notices away: those of these items, or all. */
export async function dismissNotices(
  ctx: Pick<ReaderContext, 'db'>,
  { account, itemIds }: { account: string; itemIds?: readonly string[] | undefined },
): Promise<{ changed: number }> {
  const ids = itemIds?.map(toId).filter(id => id !== undefined);
  return { changed: await removeNotices(ctx.db, account, ids) };
}
