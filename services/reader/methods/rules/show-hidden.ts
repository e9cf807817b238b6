import type { ReaderContext } from '../../context.ts';
import { lockReader } from '../../store/readers.ts';
import * as store from '../../store/verdict-marks.ts';

/** Shows again what rules have hidden from a person. */
export async function showHidden(
  ctx: Pick<ReaderContext, 'db'>,
  { account }: { account: string },
): Promise<{ changed: number }> {
  return await ctx.db.transaction().execute(async tx => {
    const reader = await lockReader(tx, account);
    return { changed: await store.showHidden(tx, reader.id) };
  });
}
