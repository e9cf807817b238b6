import { z } from 'zod';
import type { JobDefinition, Queue } from '../../../core/jobs/index.ts';
import type { ReaderContext } from '../context.ts';
import { claimDue } from '../store/due.ts';
import type { PollJob } from './poll.ts';

export const SweepJob = z.object({});

/** Feeds that one job polls side by side. */
const PER_JOB = 25;
/** Feeds that one statement claims. */
const CLAIMED = 1000;
/** Seconds for which a claim holds, longer than a job of slow feeds takes. */
const LEASE = 900;

/** `reader.sweep`, every minute: hands feeds that are due to `reader.poll`. */
export function sweepJob(ctx: ReaderContext, poll: Queue<typeof PollJob>): JobDefinition<typeof SweepJob> {
  return {
    schema: SweepJob,
    schedule: '* * * * *',
    policy: 'stately',
    concurrency: 1,
    async handler(_data, { signal }) {
      let claimed: number;
      do {
        const claimedAt = new Date().toISOString();
        const ids = await claimDue(ctx.db, CLAIMED, LEASE);
        claimed = ids.length;
        await poll.sendMany(chunks(ids).map(part => ({ ids: part, claimedAt })));
      } while (claimed === CLAIMED && !signal.aborted);
    },
  };
}

function chunks(ids: readonly number[]): number[][] {
  const parts: number[][] = [];
  for (let from = 0; from < ids.length; from += PER_JOB) parts.push(ids.slice(from, from + PER_JOB));
  return parts;
}
