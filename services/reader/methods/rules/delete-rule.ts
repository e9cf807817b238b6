import type { ReaderContext } from '../../context.ts';
import { lockReader } from '../../store/readers.ts';
import { removeRule } from '../../store/rules.ts';

/** Deletes a rule; what it has done stays done. */
export async function deleteRule(
  ctx: Pick<ReaderContext, 'db'>,
  { account, id }: { account: string; id: string },
): Promise<Record<never, never>> {
  await ctx.db.transaction().execute(async tx => {
    const reader = await lockReader(tx, account);
    await removeRule(tx, reader.id, id);
  });
  return {};
}
