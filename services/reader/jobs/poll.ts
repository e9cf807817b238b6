import { z } from 'zod';
import type { JobDefinition } from '../../../core/jobs/index.ts';
import type { ReaderContext } from '../context.ts';
import { pollBatch } from '../poll/poll-batch.ts';
import { toPoll } from '../store/due.ts';

/** Some feeds to poll, and when they were claimed: those polled since are not polled again when the job runs again. */
export const PollJob = z.object({
  ids: z.array(z.number().int()).min(1),
  claimedAt: z.iso.datetime(),
});

/** `reader.poll`. A kill loses nothing: items are upserts, and what was not noted is polled again. */
export function pollJob(ctx: ReaderContext): JobDefinition<typeof PollJob> {
  return {
    schema: PollJob,
    concurrency: 4,
    async handler({ ids, claimedAt }, { signal }) {
      const feeds = await toPoll(ctx.db, ids, new Date(claimedAt));
      const startedAt = performance.now();
      const outcomes = await pollBatch(ctx, feeds, signal);
      const added = outcomes.reduce((sum, each) => sum + each.added, 0);
      ctx.log.debug(
        { feeds: feeds.length, added, ms: Math.round(performance.now() - startedAt) },
        'Feeds polled.',
      );
    },
  };
}
