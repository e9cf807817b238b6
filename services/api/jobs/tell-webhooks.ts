import { z } from 'zod';
import type { JobDefinition } from '../../../core/jobs/index.ts';
import type { ApiContext } from '../context.ts';
import { noteDeliveries } from '../store/webhooks/deliveries.ts';
import { webhooksFor } from '../store/webhooks/webhooks.ts';
import { composeMessage } from '../webhooks/compose-message.ts';

const Data = z.object({
  /** The event's id in the outbox: with it, telling of it twice is telling of it once. */
  id: z.string(),
  event: z.string(),
  data: z.record(z.string(), z.unknown()),
  at: z.iso.datetime(),
});

/** Writes the message of an event for each webhook that wants it, to be sent by a job of its own. */
export function tellWebhooksJob(ctxOf: () => ApiContext): JobDefinition<typeof Data> {
  return {
    schema: Data,
    concurrency: 1,
    async handler(happened) {
      const ctx = ctxOf();
      const webhooks = await webhooksFor(ctx.db, happened.event);
      if (webhooks.length === 0) return;
      const body = await composeMessage(ctx, happened);
      const message = { message: `event_${happened.id}`, event: happened.event, body };
      await ctx.db.transaction().execute(async trx => {
        await ctx.queues.deliverWebhook.sendMany(await noteDeliveries(trx, webhooks, message), { trx });
      });
    },
  };
}
