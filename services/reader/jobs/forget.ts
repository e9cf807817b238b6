import { z } from 'zod';
import type { JobDefinition } from '../../../core/jobs/index.ts';
import type { ReaderContext } from '../context.ts';
import { forgetRead } from '../store/mark-read.ts';
import { forgetNotices } from '../store/notices.ts';

export const ForgetJob = z.object({});

/** Milliseconds for which what was made read can be made unread again. */
const UNDO = 86_400_000;

/** `reader.forget`, every hour: what can be undone no more, the rows that making everything read left behind, old notices. */
export function forgetJob(ctx: Pick<ReaderContext, 'db'>): JobDefinition<typeof ForgetJob> {
  return {
    schema: ForgetJob,
    schedule: '41 * * * *',
    policy: 'exclusive',
    concurrency: 1,
    async handler(_data, { signal }) {
      const before = new Date(Date.now() - UNDO);
      await forgetNotices(ctx.db);
      while (await forgetRead(ctx.db, before)) signal.throwIfAborted();
    },
  };
}
