import type { ReaderContext } from '../../context.ts';
import * as store from '../../store/labels.ts';

/** The tags that a person has given to items, by name. */
export async function listItemTags(
  ctx: Pick<ReaderContext, 'db'>,
  { account }: { account: string },
): Promise<{ tags: string[] }> {
  return { tags: await store.listItemTags(ctx.db, account) };
}
