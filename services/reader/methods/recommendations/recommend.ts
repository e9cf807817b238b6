import { AppError } from '../../../../core/errors.ts';
import type { ReaderContext } from '../../context.ts';
import { OWNER } from '../../contract/common.ts';
import { toId } from '../../store/feed-row.ts';
import { lockReader } from '../../store/readers.ts';
import { recommendItem } from '../../store/recommendations.ts';
import { tellSubscribers } from './tell-subscribers.ts';

/** Recommends an item in public, with words or without. Throws `forbidden` for anybody but the owner, `not_found`. */
export async function recommend(
  ctx: Pick<ReaderContext, 'db' | 'api' | 'log'>,
  { account, id, comment }: { account: string; id: string; comment: string },
): Promise<Record<never, never>> {
  if (account !== OWNER)
    throw new AppError('forbidden', 'Only the owner of the site recommends on its pages.');
  await ctx.db.transaction().execute(async tx => {
    const reader = await lockReader(tx, account);
    const words = comment.replaceAll('\0', '').toWellFormed();
    if (!(await recommendItem(tx, reader.id, toId(id) ?? 0, words)))
      throw new AppError('not_found', 'There is no such item.');
  });
  await tellSubscribers(ctx);
  return {};
}
