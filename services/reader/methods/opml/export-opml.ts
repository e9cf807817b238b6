import { AppError } from '../../../../core/errors.ts';
import type { ReaderContext } from '../../context.ts';
import { writeOpml } from '../../opml/write-opml.ts';
import { toFeed } from '../../store/feed-row.ts';
import { viewerOf } from '../../store/readers.ts';
import { listFeeds } from '../../store/subscriptions.ts';

/** A viewer's feeds as OPML 2.0, their tags as folders. Throws `not_found` for a tag that none of them has. */
export async function exportOpml(
  ctx: Pick<ReaderContext, 'db' | 'origin'>,
  { account, tag }: { account?: string | undefined; tag?: string | undefined },
): Promise<{ opml: string }> {
  const feeds = (await listFeeds(ctx.db, viewerOf(account)))
    .map(toFeed)
    .filter(feed => tag === undefined || feed.tags.includes(tag));
  if (tag !== undefined && feeds.length === 0) throw new AppError('not_found', 'No feed has this tag.');
  const title = `Feeds read at ${new URL(ctx.origin).host}${tag === undefined ? '' : `: ${tag}`}`;
  const outlines = feeds.map(({ url, title, siteUrl, tags }) => ({ url, title, siteUrl, tags }));
  return { opml: writeOpml(outlines, { title, created: new Date() }) };
}
