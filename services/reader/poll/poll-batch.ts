import type { PollRow } from '../store/due.ts';
import { type PollRecord, recordPolls } from '../store/record-polls.ts';
import type { PollOutcome } from './outcome.ts';
import { type PollContext, pollFeed } from './poll-feed.ts';

/** Milliseconds for which outcomes are gathered before they are noted together. */
const GATHER = 2_000;

/**
 * Polls feeds side by side and notes the outcomes together: one statement for all of them, or a few when some are slow.
 * Those that were not noted when the signal aborts or the database fails are polled again.
 */
export async function pollBatch(
  ctx: PollContext,
  feeds: readonly PollRow[],
  signal: AbortSignal,
): Promise<PollOutcome[]> {
  const outcomes: PollOutcome[] = [];
  let waiting: PollRecord[] = [];
  let noting: Promise<void> = Promise.resolve();
  let trouble: unknown;

  function note(): void {
    const records = waiting;
    waiting = [];
    noting = noting
      .then(() => recordPolls(ctx.db, records))
      .catch(error => {
        trouble ??= error;
      });
  }

  const timer = setInterval(note, GATHER);
  try {
    const polls = feeds.map(async feed => {
      const outcome = await pollFeed(ctx, feed, { signal });
      outcomes.push(outcome);
      waiting.push(outcome.record);
    });
    for (const result of await Promise.allSettled(polls))
      if (result.status === 'rejected') trouble ??= result.reason;
  } finally {
    clearInterval(timer);
  }
  note();
  await noting;
  if (trouble !== undefined) throw trouble;
  return outcomes;
}
