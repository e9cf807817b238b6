import { setTimeout as sleep } from 'node:timers/promises';
import { toAppError } from '../../../core/errors.ts';
import { claimDue, type PollRow } from '../store/due.ts';
import { HostTurns } from './host-turns.ts';
import { failed } from './outcome.ts';
import { type PollContext, pollFeed } from './poll-feed.ts';
import { createRecorder } from './recorder.ts';

/** Feeds that are polled side by side: fewer than the fetcher lets run, so that others always find room. */
const AT_ONCE = 60;
/** Milliseconds between two claims, and between looks while nothing is due. */
const CLAIM_GAP = 50;
const LOOK = 1_000;
/** Milliseconds after which no more is claimed; the next job goes on. */
const LONGEST = 600_000;
/** Seconds for which a claim holds, longer than any poll takes. */
const LEASE = 900;

export interface Totals {
  feeds: number;
  added: number;
}

/**
 * Polls what is due until nothing is, always as many feeds as may run at once: a slow feed takes one place and holds up
 * nobody, and a host with many feeds is asked for one after another. Throws what the database throws, when all that was
 * under way has ended. What is claimed and not noted by then is for the caller to give back.
 */
export async function pollDue(ctx: PollContext, owner: string, signal: AbortSignal): Promise<Totals> {
  const turns = new HostTurns();
  const recorder = createRecorder(ctx.db);
  const totals: Totals = { feeds: 0, added: 0 };
  const running = new Set<Promise<void>>();
  const until = performance.now() + LONGEST;
  let trouble: unknown;

  async function poll(feed: PollRow): Promise<void> {
    turns.begin(feed.host);
    try {
      const outcome = await pollOne(ctx, feed, signal);
      totals.feeds++;
      totals.added += outcome.added;
      if (outcome.outcome !== 'postponed') recorder.add(outcome.record);
    } catch (error) {
      trouble ??= error;
    } finally {
      turns.end(feed.host);
    }
  }

  for (;;) {
    const open = trouble === undefined && !signal.aborted && performance.now() < until;
    const busy = turns.busy();
    const limit = AT_ONCE - running.size;
    const claim = { owner, limit, busy, active: turns.active(), lease: LEASE };
    const feeds = open && limit > 0 ? await claimDue(ctx.db, claim).catch(error => fail(error)) : [];
    for (const feed of feeds) {
      const polling: Promise<void> = poll(feed).finally(() => running.delete(polling));
      running.add(polling);
    }
    if (running.size === 0 && (!open || busy.length === 0)) break;
    const look = feeds.length > 0 ? CLAIM_GAP : Math.min(LOOK, turns.wait());
    await Promise.race([...running, sleep(look)]);
    await sleep(CLAIM_GAP);
  }
  await recorder.finish();
  if (trouble !== undefined) throw trouble;
  return totals;

  function fail(error: unknown): PollRow[] {
    trouble ??= error;
    return [];
  }
}

/** An error of our own is told as the feed's trouble, since else it would be polled and fail for ever and nobody knew. */
async function pollOne(ctx: PollContext, feed: PollRow, signal: AbortSignal) {
  try {
    return await pollFeed(ctx, feed, signal);
  } catch (error) {
    const { code, message } = toAppError(error);
    if (signal.aborted || code !== 'internal') throw error;
    ctx.log.error({ err: error, feed: feed.id }, 'A feed could not be polled.');
    return failed(ctx, feed, { problem: message, came: { status: null, bytes: 0, ms: 0 } });
  }
}
