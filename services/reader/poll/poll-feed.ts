import { createHash } from 'node:crypto';
import { toAppError } from '../../../core/errors.ts';
import type { FetchResult } from '../../../core/fetch/index.ts';
import type { ReaderContext } from '../context.ts';
import { openOptions } from '../options/feed-options.ts';
import type { ParsedFeed } from '../parse/parsed-feed.ts';
import { type PollRow, postponeFeed } from '../store/due.ts';
import { followMove } from './follow-move.ts';
import { came, failed, gone, notModified, type PollOutcome } from './outcome.ts';
import { statusWords } from './status-words.ts';
import { takeIn } from './take-in.ts';

export type PollContext = Pick<
  ReaderContext,
  'config' | 'db' | 'download' | 'events' | 'log' | 'parse' | 'saySoon' | 'secrets' | 'hubs'
>;

/**
 * Asks a feed for news and keeps its items. What is to be noted about the feed itself comes back, so that many polls are
 * noted in one statement. Throws only what the database and the signal throw: a feed's own trouble is an outcome.
 */
export async function pollFeed(ctx: PollContext, feed: PollRow, signal: AbortSignal): Promise<PollOutcome> {
  const startedAt = performance.now();
  let answer: FetchResult;
  try {
    answer = await ctx.download(feed.url, {
      ...openOptions(ctx.secrets, feed),
      signal,
      subscribers: feed.subscribers,
      conditional: { etag: feed.etag ?? undefined, lastModified: feed.last_modified ?? undefined },
    });
  } catch (error) {
    signal.throwIfAborted();
    const { message, retryAfter, reason } = toAppError(error);
    // Our own queue is full, or we are stopping: neither is the feed's fault.
    if (reason === 'busy' || reason === 'aborted') throw error;
    if (reason === 'rate_limited') return await postpone(ctx, feed, retryAfter ?? 0);
    const came = { status: null, bytes: 0, ms: Math.round(performance.now() - startedAt) };
    return failed(ctx, feed, { problem: message, came, retryAfter });
  }
  if (answer.gone) return gone(ctx, feed, answer);
  if (answer.notModified) return await sameAgain(ctx, feed, answer);
  if (answer.status !== 200) return refused(ctx, feed, answer);
  return await readAnswer(ctx, feed, answer);
}

function refused(ctx: PollContext, feed: PollRow, answer: FetchResult): PollOutcome {
  return failed(ctx, feed, {
    problem: statusWords(answer.status),
    came: came(answer),
    retryAfter: answer.retryAfter,
    host: new URL(answer.url).hostname,
  });
}

/** Another feed of the host was told to wait: that is no failure of this one. */
async function postpone(ctx: PollContext, feed: PollRow, seconds: number): Promise<PollOutcome> {
  await postponeFeed(ctx.db, feed.id, Math.max(60, seconds));
  return { outcome: 'postponed', added: 0 };
}

async function sameAgain(ctx: PollContext, feed: PollRow, answer: FetchResult): Promise<PollOutcome> {
  const move = await followMove(ctx, feed, answer);
  return notModified(ctx, feed, answer, { move, now: new Date() });
}

async function readAnswer(ctx: PollContext, feed: PollRow, answer: FetchResult): Promise<PollOutcome> {
  const hash = createHash('sha256').update(answer.body).digest();
  if (feed.body_hash?.equals(hash)) return await sameAgain(ctx, feed, answer);
  let parsed: ParsedFeed;
  try {
    parsed = await ctx.parse(answer.text(), answer.url);
  } catch (error) {
    return failed(ctx, feed, { problem: toAppError(error).message, came: came(answer) });
  }
  return await takeIn(ctx, feed, answer, parsed);
}
