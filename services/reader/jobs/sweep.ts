import { z } from 'zod';
import type { JobDefinition, Queue } from '../../../core/jobs/index.ts';
import type { ReaderContext } from '../context.ts';
import { countDue, mendClock } from '../store/due.ts';
import type { PollJob } from './poll.ts';

export const SweepJob = z.object({});

/** Due feeds for each of which another process is asked to help, and how many at most. */
const SHARE = 100;
const MOST_HELPERS = 4;

/** `reader.sweep`, every minute: has `reader.poll` run when feeds are due. */
export function sweepJob(ctx: ReaderContext, poll: Queue<typeof PollJob>): JobDefinition<typeof SweepJob> {
  return {
    schema: SweepJob,
    schedule: '* * * * *',
    policy: 'stately',
    concurrency: 1,
    async handler() {
      await mendClock(ctx.db);
      const due = await countDue(ctx.db);
      const helpers = Math.min(MOST_HELPERS, Math.ceil(due / SHARE));
      for (let helper = 0; helper < helpers; helper++) await poll.send({}, { singletonKey: String(helper) });
    },
  };
}
