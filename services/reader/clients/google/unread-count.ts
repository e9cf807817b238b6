import type { ReaderContext } from '../../context.ts';
import { listFeeds } from '../../methods/feeds/list-feeds.ts';
import { labelId } from './stream-name.ts';

interface Count {
  readonly id: string;
  count: number;
  newestItemTimestampUsec: string;
}

/** How much is unread in each feed, under each label of feeds, and in all. */
export async function unreadCount(
  ctx: Pick<ReaderContext, 'db'>,
  account: string,
): Promise<{ max: number; unreadcounts: Count[] }> {
  const { feeds } = await listFeeds(ctx, { account });
  const counts = new Map<string, { count: number; newest: number }>();
  for (const feed of feeds) {
    const newest = feed.newestAt === undefined ? 0 : Date.parse(feed.newestAt);
    for (const id of [`feed/${feed.id}`, ...feed.tags.map(labelId), 'user/-/state/com.google/reading-list']) {
      const known = counts.get(id) ?? { count: 0, newest: 0 };
      counts.set(id, { count: known.count + feed.unread, newest: Math.max(known.newest, newest) });
    }
  }
  const unreadcounts = [...counts].map(([id, { count, newest }]) => ({
    id,
    count,
    newestItemTimestampUsec: newest === 0 ? '0' : `${newest}000`,
  }));
  return { max: feeds.reduce((sum, feed) => sum + feed.unread, 0), unreadcounts };
}
