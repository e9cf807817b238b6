import { z } from 'zod';
import { isFetchError } from '../../../core/fetch/index.ts';
import { excerpt } from '../../../core/html/text.ts';
import type { JobDefinition } from '../../../core/jobs/index.ts';
import type { ApiContext } from '../context.ts';
import { pauseAfter } from '../outgoing/backoff.ts';
import { findWaiting, keepTry } from '../store/webhooks/deliveries.ts';
import { noteFailure, noteTaken } from '../store/webhooks/webhooks.ts';
import { signedHeaders } from '../webhooks/sign.ts';

const Data = z.object({ id: z.string(), round: z.number().int() });
/** Days of nothing but failures after which a webhook is switched off. */
const PATIENCE = 5;

/** Sends one message to one webhook, keeps what came of it, and asks for the next try. 410 Gone switches the webhook off. */
export function deliverWebhookJob(ctxOf: () => ApiContext): JobDefinition<typeof Data> {
  return {
    schema: Data,
    concurrency: 4,
    timeout: 60,
    async handler({ id, round }) {
      const ctx = ctxOf();
      const row = await findWaiting(ctx.db, id, round);
      if (!row) return;
      const { taken, retryAfter, ...result } = await post(ctx, row);
      const pause = taken || !row.active ? undefined : pauseAfter(row.tries + 1, retryAfter);
      await ctx.db.transaction().execute(async trx => {
        const kept = await keepTry(trx, row, {
          ...result,
          state: taken ? 'delivered' : pause === undefined ? 'failed' : 'waiting',
          next_at: pause === undefined ? null : new Date(Date.now() + pause * 1000),
        });
        if (kept && pause !== undefined)
          await ctx.queues.deliverWebhook.send({ id, round }, { trx, startAfter: pause });
      });
      if (taken) return noteTaken(ctx.db, row.webhook_id);
      const gone = result.status === 410;
      const problem = gone ? 'It answered that it is gone (410).' : `It took nothing for ${PATIENCE} days.`;
      if (await noteFailure(ctx.db, row.webhook_id, { days: gone ? 0 : PATIENCE, problem }))
        ctx.log.warn(
          { webhook: row.webhook_id },
          `A webhook is switched off: see /admin/webhooks. ${problem}`,
        );
    },
  };
}

async function post(
  { fetcher }: ApiContext,
  { url, secret, message, body }: { url: string; secret: string; message: string; body: string },
): Promise<{ taken: boolean; status: number | null; answer: string; retryAfter: number | undefined }> {
  try {
    const answer = await fetcher.fetch(url, {
      method: 'POST',
      body,
      redirects: 0,
      maxBytes: 100_000,
      timeouts: { total: 15_000 },
      headers: { 'content-type': 'application/json', ...signedHeaders(secret, message, body, new Date()) },
    });
    const { status, retryAfter } = answer;
    const said = excerpt(answer.text().slice(0, 2_000), 200);
    return { taken: status >= 200 && status <= 299, status, answer: said, retryAfter };
  } catch (error) {
    if (!isFetchError(error)) throw error;
    return { taken: false, status: null, answer: error.message, retryAfter: error.retryAfter };
  }
}
