import type { ReaderContext } from '../../context.ts';
import { beginApplying } from '../../store/applying.ts';
import { lockReader } from '../../store/readers.ts';
import { noRule } from '../../store/rules.ts';

/** Has a rule applied to what is here already. Throws `not_found`. */
export async function applyRule(
  ctx: Pick<ReaderContext, 'db' | 'applySoon'>,
  { account, id }: { account: string; id: string },
): Promise<Record<never, never>> {
  await ctx.db.transaction().execute(async tx => {
    const reader = await lockReader(tx, account);
    if (!(await beginApplying(tx, reader.id, id))) noRule();
  });
  await ctx.applySoon();
  return {};
}
