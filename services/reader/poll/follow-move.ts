import type { FetchResult } from '../../../core/fetch/index.ts';
import type { ReaderContext } from '../context.ts';
import { openOptions } from '../options/feed-options.ts';
import type { PollRow } from '../store/due.ts';
import { moveFeed } from '../store/feeds.ts';

/**
 * Why a move for good is not remembered: the feed has a cookie or password, which are for where it was; anybody on the way
 * could have made it up; another feed is there.
 */
export type MoveKept = 'secrets' | 'insecure' | 'taken';

/** Where a feed says that it has moved for good; `kept` unless that is remembered. */
export interface Move {
  readonly url: string;
  readonly kept: MoveKept | undefined;
}

type Answer = Pick<FetchResult, 'permanentUrl' | 'downgraded'>;

/**
 * Remembers where a feed has moved for good (301, 308). A move that would take its cookie or password along to another
 * origin, one from https to http, and one to where another feed is are followed each time and never remembered.
 */
export async function followMove(
  ctx: Pick<ReaderContext, 'db' | 'log' | 'secrets'>,
  feed: PollRow,
  answer: Answer,
): Promise<Move | undefined> {
  const url = answer.permanentUrl;
  if (url === undefined || url === feed.url) return undefined;
  const kept =
    whyKept(ctx, feed, url, answer) ?? ((await moveFeed(ctx.db, feed.id, url)) ? undefined : 'taken');
  if (!kept) ctx.log.info({ feed: feed.id, host: new URL(url).host }, 'A feed has moved for good.');
  return { url, kept };
}

function whyKept(
  ctx: Pick<ReaderContext, 'secrets'>,
  feed: PollRow,
  url: string,
  { downgraded }: Answer,
): MoveKept | undefined {
  const elsewhere = new URL(url).origin !== new URL(feed.url).origin;
  if (elsewhere && Object.keys(openOptions(ctx.secrets, feed).headers ?? {}).length > 0) return 'secrets';
  return downgraded ? 'insecure' : undefined;
}
