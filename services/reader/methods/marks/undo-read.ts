import { AppError } from '../../../../core/errors.ts';
import type { ReaderContext } from '../../context.ts';
import * as store from '../../store/mark-read.ts';
import { lockReader } from '../../store/readers.ts';

/** Makes unread again what one call made read. Throws `not_found` when that is a day ago, or undone. */
export async function undoRead(
  ctx: Pick<ReaderContext, 'db'>,
  { account, undo }: { account: string; undo: string },
): Promise<{ changed: number }> {
  return await ctx.db.transaction().execute(async tx => {
    const reader = await lockReader(tx, account);
    const changed = await store.undoRead(tx, reader, undo);
    if (changed === undefined)
      throw new AppError('not_found', 'There is nothing to undo any more: it was undone, or is a day ago.');
    return { changed };
  });
}
