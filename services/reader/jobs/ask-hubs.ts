import { z } from 'zod';
import type { JobDefinition } from '../../../core/jobs/index.ts';
import type { ReaderContext } from '../context.ts';
import { askHub, leaveHub } from '../push/ask-hub.ts';
import { claimEnded } from '../store/ended-pushes.ts';
import { claimAsks } from '../store/pushes.ts';

export const AskHubsJob = z.object({});

const AT_ONCE = 20;

/**
 * `reader.ask-hubs`: asks hubs to tell of news, renews before what was agreed ends, tries again those that failed, and tells
 * those of whom nothing is wanted any more.
 */
export function askHubsJob(ctx: ReaderContext): JobDefinition<typeof AskHubsJob> {
  return {
    schema: AskHubsJob,
    schedule: '*/10 * * * *',
    policy: 'stately',
    concurrency: 1,
    async handler(_data, { signal }) {
      if (!ctx.hubs.reachable) return;
      for (;;) {
        const [due, ended] = await Promise.all([claimAsks(ctx.db, AT_ONCE), claimEnded(ctx.db, AT_ONCE)]);
        await Promise.all([
          ...due.map(push => askHub(ctx, push, signal)),
          ...ended.map(push => leaveHub(ctx, push, signal)),
        ]);
        if ((due.length < AT_ONCE && ended.length < AT_ONCE) || signal.aborted) return;
      }
    },
  };
}
