import { AppError } from '../../../../core/errors.ts';
import type { ApiContext } from '../../context.ts';
import type { WebhookDelivery } from '../../contract.ts';
import { type DeliveryRow, deliverAgain, listDeliveries } from '../../store/webhooks/deliveries.ts';
import { findWebhook } from '../../store/webhooks/webhooks.ts';
import { noSuchWebhook } from './change-webhook.ts';

export async function listWebhookDeliveries(
  { db }: ApiContext,
  asked: { webhook: string; limit: number; cursor?: string | undefined },
): Promise<{ deliveries: WebhookDelivery[]; next?: string }> {
  if (!(await findWebhook(db, asked.webhook))) throw noSuchWebhook();
  const { rows, next } = await listDeliveries(db, asked);
  return { deliveries: rows.map(toDelivery), ...(next === undefined ? {} : { next }) };
}

export async function redeliverWebhook(
  ctx: ApiContext,
  { webhook, delivery }: { webhook: string; delivery: string },
): Promise<Record<string, never>> {
  return ctx.db.transaction().execute(async trx => {
    const again = await deliverAgain(trx, webhook, delivery);
    if (!again) throw new AppError('not_found', 'There is no such delivery: they are kept for 30 days.');
    await ctx.queues.deliverWebhook.send(again, { trx });
    return {};
  });
}

function toDelivery(row: DeliveryRow): WebhookDelivery {
  return {
    id: row.id,
    message: row.message,
    event: row.event,
    state: row.state as WebhookDelivery['state'],
    ...(row.status === null ? {} : { status: row.status }),
    ...(row.answer === null ? {} : { answer: row.answer }),
    tries: row.tries,
    createdAt: row.created_at.toISOString(),
    ...(row.tried_at === null ? {} : { triedAt: row.tried_at.toISOString() }),
    ...(row.next_at === null ? {} : { nextAt: row.next_at.toISOString() }),
  };
}
