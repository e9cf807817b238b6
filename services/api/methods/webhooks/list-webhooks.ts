import type { ApiContext } from '../../context.ts';
import type { ShortPage } from '../../contract/common.ts';
import { type Webhook, WebhookEvent } from '../../contract.ts';
import { listWebhooks as list, type WebhookRow } from '../../store/webhooks/webhooks.ts';

export async function listWebhooks(
  { db }: ApiContext,
  part: ShortPage = {},
): Promise<{ webhooks: Webhook[]; next?: string }> {
  const { rows, ...next } = await list(db, part);
  return { webhooks: rows.map(toWebhook), ...next };
}

/** A webhook without its secret. */
export function toWebhook(row: WebhookRow): Webhook {
  return {
    id: row.id,
    url: row.url,
    events: WebhookEvent.options.filter(event => row.events.includes(event)),
    active: row.active,
    ...(row.failing_since === null ? {} : { failingSince: row.failing_since.toISOString() }),
    ...(row.problem === null ? {} : { problem: row.problem }),
    createdAt: row.created_at.toISOString(),
  };
}
