import { AppError } from '../../../../core/errors.ts';
import type { ApiContext } from '../../context.ts';
import type { Actor, Webhook, WebhookInput } from '../../contract.ts';
import { addAudit } from '../../store/people/audit.ts';
import { insertWebhook } from '../../store/webhooks/webhooks.ts';
import { newSecret } from '../../webhooks/sign.ts';
import { about } from './change-webhook.ts';
import { toWebhook } from './list-webhooks.ts';

export async function createWebhook(
  { db }: ApiContext,
  { url, events, actor = {} }: WebhookInput & { actor?: Actor | undefined },
): Promise<{ webhook: Webhook; secret: string }> {
  const secret = newSecret();
  const row = await db.transaction().execute(async trx => {
    const made = await insertWebhook(trx, { url, events, secret });
    if (made) await addAudit(trx, { actor, action: 'site.webhook', ...about(made) });
    return made;
  });
  if (!row) throw new AppError('conflict', 'There are 50 webhooks already. Delete one that is not needed.');
  return { webhook: toWebhook(row), secret };
}
