import type { ReaderContext } from '../../context.ts';
import { toId } from '../../store/feed-row.ts';
import { removeSubscription } from '../../store/remove-subscription.ts';

/** Ends a person's subscription; the feed goes with its items when it was the last. */
export async function unsubscribe(
  ctx: Pick<ReaderContext, 'db'>,
  { account, id }: { account: string; id: string },
): Promise<Record<never, never>> {
  const feed = toId(id);
  if (feed !== undefined) await removeSubscription(ctx.db, account, feed);
  return {};
}
