import type { ReaderContext } from '../../context.ts';
import { toId } from '../../store/feed-row.ts';
import { deleteSavedPage } from '../../store/saved-pages.ts';

/** Lets go of a page that a person saved; one that is not there is gone already. */
export async function removeSaved(
  ctx: Pick<ReaderContext, 'db'>,
  { account, id }: { account: string; id: string },
): Promise<Record<never, never>> {
  await deleteSavedPage(ctx.db, account, toId(id) ?? 0);
  return {};
}
