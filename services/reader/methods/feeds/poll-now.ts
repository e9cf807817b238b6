import { AppError } from '../../../../core/errors.ts';
import type { CallContext } from '../../../../core/rpc/contract.ts';
import type { ReaderContext } from '../../context.ts';
import { span } from '../../health/span.ts';
import { pollFeed } from '../../poll/poll-feed.ts';
import { pollRow, restOf } from '../../store/due.ts';
import { viewerOf } from '../../store/readers.ts';
import { recordPolls } from '../../store/record-polls.ts';
import { getFeed } from '../../store/subscriptions.ts';

export interface PolledNow {
  outcome: 'new_items' | 'nothing_new' | 'not_modified' | 'failed' | 'gone';
  added: number;
  problem?: string;
}

/**
 * Polls a feed at once, also one that is gone. Throws `not_found`, and `rate_limited` while its server asks for rest or when
 * much was asked for by hand.
 */
export async function pollNow(
  ctx: ReaderContext,
  { account, id }: { account: string; id: string },
  { signal = new AbortController().signal }: CallContext,
): Promise<PolledNow> {
  const read = await getFeed(ctx.db, viewerOf(account), id);
  const feed = await pollRow(ctx.db, Number(read.id));
  if (!feed) throw new AppError('not_found', 'There is no such feed.');
  await heedRest(ctx, feed.host);
  ctx.byHand.poll(account, feed.id);
  const polled = await pollFeed(ctx, feed, signal);
  if (polled.outcome === 'postponed') throw restWanted(60);
  const { outcome, added, record } = polled;
  await recordPolls(ctx.db, [record]);
  return { outcome, added, ...(record.problem === null ? {} : { problem: record.problem }) };
}

async function heedRest(ctx: Pick<ReaderContext, 'db'>, host: string): Promise<void> {
  const seconds = await restOf(ctx.db, host);
  if (seconds !== undefined) throw restWanted(seconds);
}

function restWanted(seconds: number): AppError {
  const words = `Its server asks to be left alone for ${span(seconds)} still. It is polled by itself afterwards.`;
  return new AppError('rate_limited', words, { retryAfter: Math.ceil(seconds) });
}
