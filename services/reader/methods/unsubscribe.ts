import type { ReaderContext } from '../context.ts';
import { removeFeed } from '../store/feeds.ts';

/** Removes a feed and all its items. */
export async function unsubscribe(ctx: ReaderContext, { id }: { id: string }): Promise<Record<never, never>> {
  await removeFeed(ctx.db, id);
  return {};
}
