import type { ReaderContext } from '../../context.ts';
import { writeOpml } from '../../opml/write-opml.ts';
import { toFeed } from '../../store/feed-row.ts';
import { viewerOf } from '../../store/readers.ts';
import { listFeeds } from '../../store/subscriptions.ts';

/** A viewer's feeds as OPML 2.0, their tags as folders. */
export async function exportOpml(
  ctx: Pick<ReaderContext, 'db' | 'origin'>,
  { account }: { account?: string | undefined },
): Promise<{ opml: string }> {
  const feeds = (await listFeeds(ctx.db, viewerOf(account))).map(toFeed);
  const title = `Feeds read at ${new URL(ctx.origin).host}`;
  const outlines = feeds.map(({ url, title, siteUrl, tags }) => ({ url, title, siteUrl, tags }));
  return { opml: writeOpml(outlines, { title, created: new Date() }) };
}
