import { AppError } from '../../../../core/errors.ts';
import type { ApiContext } from '../../context.ts';
import type { Webhook, WebhookInput } from '../../contract.ts';
import { insertWebhook } from '../../store/webhooks/webhooks.ts';
import { newSecret } from '../../webhooks/sign.ts';
import { toWebhook } from './list-webhooks.ts';

export async function createWebhook(
  { db }: ApiContext,
  { url, events }: WebhookInput,
): Promise<{ webhook: Webhook; secret: string }> {
  const secret = newSecret();
  const row = await insertWebhook(db, { url, events, secret });
  if (!row) throw new AppError('conflict', 'There are 50 webhooks already. Delete one that is not needed.');
  return { webhook: toWebhook(row), secret };
}
