import { AppError } from '../../../../core/errors.ts';
import type { CallContext } from '../../../../core/rpc/contract.ts';
import type { ReaderContext } from '../../context.ts';
import { pollFeed } from '../../poll/poll-feed.ts';
import { pollRow } from '../../store/due.ts';
import { viewerOf } from '../../store/readers.ts';
import { recordPolls } from '../../store/record-polls.ts';
import { getFeed } from '../../store/subscriptions.ts';

export interface PolledNow {
  outcome: 'new_items' | 'nothing_new' | 'not_modified' | 'failed' | 'gone';
  added: number;
  problem?: string;
}

/** Polls a feed at once, also one that is gone or asked for rest. Throws `not_found`. */
export async function pollNow(
  ctx: ReaderContext,
  { account, id }: { account: string; id: string },
  { signal = new AbortController().signal }: CallContext,
): Promise<PolledNow> {
  const read = await getFeed(ctx.db, viewerOf(account), id);
  const feed = await pollRow(ctx.db, Number(read.id));
  if (!feed) throw new AppError('not_found', 'There is no such feed.');
  const polled = await pollFeed(ctx, feed, { signal, patient: true });
  if (polled.outcome === 'postponed')
    throw new AppError('rate_limited', 'Its server asks to be left alone. Try again later.');
  const { outcome, added, record } = polled;
  await recordPolls(ctx.db, [record]);
  return { outcome, added, ...(record.problem === null ? {} : { problem: record.problem }) };
}
