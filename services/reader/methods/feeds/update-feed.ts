import { languageTag } from '../../../../core/translate/index.ts';
import type { ReaderContext } from '../../context.ts';
import type { Feed } from '../../contract/feeds.ts';
import { toFeed } from '../../store/feed-row.ts';
import { viewerOf } from '../../store/readers.ts';
import { changeSubscription, type FeedChanges } from '../../store/subscriptions.ts';

/** Changes a person's name for a feed, its tags, its language, or whether visitors see it. Throws `not_found`. */
export async function updateFeed(
  ctx: Pick<ReaderContext, 'db'>,
  { account, id, language, ...changes }: { account: string; id: string } & FeedChanges,
): Promise<{ feed: Feed }> {
  const tag = language ? languageTag(language) : language;
  return {
    feed: toFeed(await changeSubscription(ctx.db, viewerOf(account), id, { ...changes, language: tag })),
  };
}
