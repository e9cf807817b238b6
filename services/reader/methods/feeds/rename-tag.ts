import type { ReaderContext } from '../../context.ts';
import * as store from '../../store/subscriptions.ts';

/** Gives a tag of a person another name on feeds and items, or takes it off all. */
export async function renameTag(
  ctx: Pick<ReaderContext, 'db'>,
  { account, tag, name }: { account: string; tag: string; name?: string | undefined },
): Promise<{ feeds: number; items: number }> {
  return await store.renameTag(ctx.db, account, tag, name);
}
