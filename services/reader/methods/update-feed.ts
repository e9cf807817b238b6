import type { ReaderContext } from '../context.ts';
import type { Feed } from '../contract.ts';
import { toFeed } from '../store/feed-row.ts';
import { changeFeed, type FeedChanges } from '../store/feeds.ts';

/** Changes the owner's name for a feed, its tags, or whether visitors see it. Throws `not_found`. */
export async function updateFeed(
  ctx: ReaderContext,
  { id, ...changes }: { id: string } & FeedChanges,
): Promise<{ feed: Feed }> {
  return { feed: toFeed(await changeFeed(ctx.db, id, changes)) };
}
