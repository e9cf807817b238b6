import { z } from 'zod';
import type { JobDefinition } from '../../../core/jobs/index.ts';
import type { ApiContext } from '../context.ts';
import { sendMention } from '../mentions/send.ts';
import { pauseAfter } from '../outgoing/backoff.ts';
import { findWaiting, keepTry } from '../store/mentions/sent.ts';

const Data = z.object({ id: z.string(), round: z.number().int() });

/** Tells one target of one post, keeps what came of it, and asks for the next try where there is hope. */
export function sendMentionJob(ctxOf: () => ApiContext): JobDefinition<typeof Data> {
  return {
    schema: Data,
    concurrency: 4,
    timeout: 120,
    async handler({ id, round }) {
      const ctx = ctxOf();
      const row = await findWaiting(ctx.db, id, round);
      if (!row) return;
      const sent = await sendMention(ctx, row.source, row.target);
      const pause = sent.outcome === 'later' ? pauseAfter(row.tries + 1, sent.retryAfter) : undefined;
      await ctx.db.transaction().execute(async trx => {
        const kept = await keepTry(trx, row, {
          state: pause !== undefined ? 'waiting' : sent.outcome === 'later' ? 'failed' : sent.outcome,
          endpoint: sent.endpoint ?? null,
          status: sent.status ?? null,
          answer: sent.answer,
          next_at: pause === undefined ? null : new Date(Date.now() + pause * 1000),
        });
        if (kept && pause !== undefined)
          await ctx.queues.sendMention.send({ id, round }, { trx, startAfter: pause });
      });
    },
  };
}
