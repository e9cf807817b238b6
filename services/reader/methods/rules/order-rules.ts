import type { ReaderContext } from '../../context.ts';
import { lockReader } from '../../store/readers.ts';
import * as store from '../../store/rules.ts';

/** Puts a person's rules in another order. */
export async function orderRules(
  ctx: Pick<ReaderContext, 'db'>,
  { account, ids }: { account: string; ids: readonly string[] },
): Promise<Record<never, never>> {
  await ctx.db.transaction().execute(async tx => {
    const reader = await lockReader(tx, account);
    await store.orderRules(tx, reader.id, ids);
  });
  return {};
}
