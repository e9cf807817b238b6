import type { ReaderContext } from '../../context.ts';
import type { Feed } from '../../contract/feeds.ts';
import { toFeed } from '../../store/feed-row.ts';
import { viewerOf } from '../../store/readers.ts';
import * as store from '../../store/subscriptions.ts';

/** All feeds of a viewer by title. */
export async function listFeeds(
  ctx: Pick<ReaderContext, 'db'>,
  { account }: { account?: string | undefined },
): Promise<{ feeds: Feed[] }> {
  return { feeds: (await store.listFeeds(ctx.db, viewerOf(account))).map(toFeed) };
}
