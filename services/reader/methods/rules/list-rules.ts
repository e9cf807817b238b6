import type { ReaderContext } from '../../context.ts';
import type { Rule } from '../../contract/rules.ts';
import * as store from '../../store/rules.ts';

/** A person's rules in their order. */
export async function listRules(
  ctx: Pick<ReaderContext, 'db'>,
  { account }: { account: string },
): Promise<{ rules: Rule[] }> {
  return { rules: await store.listRules(ctx.db, account) };
}
