import type { FetchResult } from '../../../core/fetch/index.ts';
import type { ReaderContext } from '../context.ts';
import { moveFeed } from '../store/feeds.ts';

/**
 * Remembers where a feed has moved for good (301, 308). A move from https to http is followed each time and never
 * remembered, since anybody on the way could have made it up.
 */
export async function followMove(
  ctx: Pick<ReaderContext, 'db' | 'log'>,
  feed: { readonly id: number; readonly url: string },
  answer: Pick<FetchResult, 'permanentUrl' | 'downgraded'>,
): Promise<void> {
  const url = answer.permanentUrl;
  if (url === undefined || url === feed.url || answer.downgraded) return;
  await moveFeed(ctx.db, feed.id, url);
  ctx.log.info({ feed: feed.id, host: new URL(url).host }, 'A feed has moved for good.');
}
