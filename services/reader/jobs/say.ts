import { z } from 'zod';
import { toAppError } from '../../../core/errors.ts';
import type { JobDefinition } from '../../../core/jobs/index.ts';
import type { ReaderContext } from '../context.ts';
import { forgetMessages, listMessages, removeMessage } from '../store/messages.ts';

export const SayJob = z.object({});

/** Messages to one room in one run; the next run is a minute later at the latest. */
const BATCH = 20;

/**
 * `reader.say`, every minute and when there is something: has the bot say what rules tell and what the owner shares. A message goes when it was said,
 * and the bot knows one that it is given twice, so that a kill in between neither loses nor repeats it. A room in which
 * nobody listens is tried again for a day and holds back no other.
 */
export function sayJob(ctx: Pick<ReaderContext, 'bot' | 'db' | 'log'>): JobDefinition<typeof SayJob> {
  return {
    schema: SayJob,
    schedule: '* * * * *',
    policy: 'stately',
    concurrency: 1,
    async handler(_data, { signal }) {
      const given = await forgetMessages(ctx.db);
      if (given > 0)
        ctx.log.warn({ messages: given }, 'Messages for rooms were given up: nobody listened for a day.');
      const deaf = new Set<string>();
      for (const { id, room, text } of await listMessages(ctx.db, BATCH)) {
        if (deaf.has(room)) continue;
        try {
          await ctx.bot.say({ room, text, id }, { signal });
          await removeMessage(ctx.db, id);
        } catch (error) {
          signal.throwIfAborted();
          deaf.add(room);
          ctx.log.debug({ err: toAppError(error), room }, 'A message for a room waits.');
        }
      }
    },
  };
}
