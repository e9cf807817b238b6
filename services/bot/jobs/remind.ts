import { z } from 'zod';
import type { JobDefinition } from '../../../core/jobs/index.ts';
import type { BotContext } from '../context.ts';
import { sayInRoom } from '../methods/say.ts';
import { findReminder, removeReminder } from '../store/reminders.ts';

export const RemindJob = z.object({ id: z.string() });

/** Milliseconds after which it is told that it should have been said before. */
const LATE = 5 * 60_000;

/** A room in which nobody listens is tried for about three days. */
const RETRY = { limit: 80, delay: 15, maxDelay: 3_600 };

/**
 * `bot.remind`, when a reminder is due: says it in its room. It goes when somebody there has it, so that a kill in between
 * loses none; one that was taken back is not said.
 */
export function remindJob(ctx: BotContext): JobDefinition<typeof RemindJob> {
  return {
    schema: RemindJob,
    policy: 'exclusive',
    concurrency: 4,
    timeout: 30,
    retry: RETRY,
    async handler({ id }, { retries, signal }) {
      const reminder = await findReminder(ctx.db, id);
      if (!reminder) return;
      const { room, text, told, asked_by: by, due_at: due } = reminder;
      const from = told.toLowerCase() === by.toLowerCase() ? '' : ` ${by} asked me to remind you:`;
      const late =
        ctx.forActions.now().getTime() - due.getTime() > LATE
          ? ` (This was for ${due.toISOString().slice(0, 16).replace('T', ' ')} UTC.)`
          : '';
      try {
        await sayInRoom(ctx, { room, text: `${told}:${from} ${text}${late}`, id }, { signal });
      } catch (error) {
        if (retries < RETRY.limit) throw error;
        ctx.log.warn({ room }, 'A reminder was given up: nobody listened in its room for days.');
      }
      await removeReminder(ctx.db, id);
    },
  };
}
