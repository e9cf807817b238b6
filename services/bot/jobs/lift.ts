import { z } from 'zod';
import type { JobDefinition } from '../../../core/jobs/index.ts';
import type { BotContext } from '../context.ts';
import { endDecision } from '../rules/take-back.ts';

export const LiftJob = z.object({ id: z.string() });

/** A network that is away is asked for about three days. */
const RETRY = { limit: 80, delay: 15, maxDelay: 3_600 };

/** `bot.lift`, when the time of a decision is over that its network does not end by itself. */
export function liftJob(ctx: BotContext): JobDefinition<typeof LiftJob> {
  return {
    schema: LiftJob,
    policy: 'exclusive',
    concurrency: 2,
    timeout: 30,
    retry: RETRY,
    handler: ({ id }) => endDecision(ctx, id),
  };
}
