import { z } from 'zod';
import type { JobDefinition } from '../../../core/jobs/index.ts';
import type { BotContext } from '../context.ts';
import { deleteOldLines } from '../store/log.ts';

export const ForgetLogsJob = z.object({});

/** `bot.forget-logs`, every ten minutes: deletes what was said longer ago than its room keeps it. */
export function forgetLogsJob({ db }: Pick<BotContext, 'db'>): JobDefinition<typeof ForgetLogsJob> {
  return {
    schema: ForgetLogsJob,
    schedule: '*/10 * * * *',
    policy: 'exclusive',
    concurrency: 1,
    async handler(_data, { signal }) {
      while ((await deleteOldLines(db)) > 0) signal.throwIfAborted();
    },
  };
}
