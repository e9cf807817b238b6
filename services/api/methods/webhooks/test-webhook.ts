import { randomUUID } from 'node:crypto';
import type { ApiContext } from '../../context.ts';
import { noteDeliveries } from '../../store/webhooks/deliveries.ts';
import { findWebhook } from '../../store/webhooks/webhooks.ts';
import { composeMessage } from '../../webhooks/compose-message.ts';
import { noSuchWebhook } from './change-webhook.ts';

export async function testWebhook(ctx: ApiContext, { id }: { id: string }): Promise<{ delivery: string }> {
  if (!(await findWebhook(ctx.db, id))) throw noSuchWebhook();
  const body = await composeMessage(ctx, { event: 'test', data: {}, at: new Date().toISOString() });
  return ctx.db.transaction().execute(async trx => {
    const noted = await noteDeliveries(trx, [id], { message: `test_${randomUUID()}`, event: 'test', body });
    await ctx.queues.deliverWebhook.sendMany(noted, { trx });
    return { delivery: noted[0]!.id };
  });
}
