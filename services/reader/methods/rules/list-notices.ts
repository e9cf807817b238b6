import type { ReaderContext } from '../../context.ts';
import type { Notice } from '../../contract/rules.ts';
import * as store from '../../store/notices.ts';

/** What a person's rules tell of, the newest first, and how much that is. */
export async function listNotices(
  ctx: Pick<ReaderContext, 'db'>,
  { account, limit }: { account: string; limit: number },
): Promise<{ notices: Notice[]; total: number }> {
  const [notices, total] = await Promise.all([
    store.listNotices(ctx.db, account, limit),
    store.countNotices(ctx.db, account),
  ]);
  return { notices, total };
}
