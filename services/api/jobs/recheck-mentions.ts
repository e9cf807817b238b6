import { z } from 'zod';
import type { JobDefinition } from '../../../core/jobs/index.ts';
import type { ApiContext } from '../context.ts';
import { staleMentions } from '../store/mentions/mentions.ts';

const MONTH = 30 * 86_400_000;
/** Sources looked at again in a run; the rest wait for the next. */
const A_RUN = 200;

/** Looks again, once a month, at the sources of mentions: not all say when they are deleted. */
export function recheckMentionsJob(ctxOf: () => ApiContext): JobDefinition<z.ZodObject> {
  return {
    schema: z.object({}),
    schedule: '17 4 * * *',
    concurrency: 1,
    async handler() {
      const { db, queues } = ctxOf();
      for (const id of await staleMentions(db, new Date(Date.now() - MONTH), A_RUN))
        await queues.checkMention.send({ id }, { singletonKey: id, priority: -1 });
    },
  };
}
