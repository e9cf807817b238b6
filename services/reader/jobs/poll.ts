import { z } from 'zod';
import type { JobDefinition } from '../../../core/jobs/index.ts';
import { pollDue } from '../poll/poll-due.ts';
import type { PollContext } from '../poll/poll-feed.ts';
import { releaseClaims } from '../store/due.ts';

/** Polls whatever is due. */
export const PollJob = z.object({});

/**
 * `reader.poll`, one at a time in a process; several processes share what is due. A kill loses nothing: items are upserts, and
 * when the job runs again it gives back what it had claimed before.
 */
export function pollJob(ctx: PollContext): JobDefinition<typeof PollJob> {
  return {
    schema: PollJob,
    policy: 'short',
    concurrency: 1,
    timeout: 900,
    async handler(_data, { id, retries, signal }) {
      if (retries > 0) await releaseClaims(ctx.db, id);
      const startedAt = performance.now();
      try {
        const totals = await pollDue(ctx, id, signal);
        ctx.log.debug({ ...totals, ms: Math.round(performance.now() - startedAt) }, 'Feeds polled.');
      } finally {
        await releaseClaims(ctx.db, id);
      }
    },
  };
}
