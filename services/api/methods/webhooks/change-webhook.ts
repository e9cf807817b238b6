import { AppError } from '../../../../core/errors.ts';
import type { ApiContext } from '../../context.ts';
import type { Webhook, WebhookEvent } from '../../contract.ts';
import { changeWebhook, deleteWebhook as remove } from '../../store/webhooks/webhooks.ts';
import { toWebhook } from './list-webhooks.ts';

export async function updateWebhook(
  { db }: ApiContext,
  {
    id,
    ...changes
  }: {
    id: string;
    url?: string | undefined;
    events?: WebhookEvent[] | undefined;
    active?: boolean | undefined;
  },
): Promise<Webhook> {
  const row = await changeWebhook(db, id, changes);
  if (!row) throw noSuchWebhook();
  return toWebhook(row);
}

export async function deleteWebhook(
  { db }: ApiContext,
  { id }: { id: string },
): Promise<Record<string, never>> {
  if (!(await remove(db, id))) throw noSuchWebhook();
  return {};
}

export function noSuchWebhook(): AppError {
  return new AppError('not_found', 'There is no such webhook.');
}
