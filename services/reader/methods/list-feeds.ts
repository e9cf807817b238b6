import type { ReaderContext } from '../context.ts';
import type { Feed } from '../contract.ts';
import { toFeed } from '../store/feed-row.ts';
import * as feeds from '../store/feeds.ts';

/** All feeds by title. */
export async function listFeeds(
  ctx: ReaderContext,
  { publicOnly }: { publicOnly: boolean },
): Promise<{ feeds: Feed[] }> {
  return { feeds: (await feeds.listFeeds(ctx.db, publicOnly)).map(toFeed) };
}
