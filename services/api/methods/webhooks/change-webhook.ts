import type { Transaction } from 'kysely';
import { AppError } from '../../../../core/errors.ts';
import type { ApiContext } from '../../context.ts';
import type { Webhook, WebhookEvent } from '../../contract.ts';
import type { Schema } from '../../schema.ts';
import { changeWebhook, lockWebhook, deleteWebhook as remove } from '../../store/webhooks/webhooks.ts';
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
  check?: Check,
): Promise<Webhook> {
  return db.transaction().execute(async trx => {
    await lockAndCheck(trx, id, check);
    const row = await changeWebhook(trx, id, changes);
    if (!row) throw noSuchWebhook();
    return toWebhook(row);
  });
}

export async function deleteWebhook(
  { db }: ApiContext,
  { id }: { id: string },
  check?: Check,
): Promise<Record<string, never>> {
  return db.transaction().execute(async trx => {
    await lockAndCheck(trx, id, check);
    if (!(await remove(trx, id))) throw noSuchWebhook();
    return {};
  });
}

/** Is told of the webhook before a change, while nobody else changes it, and may throw. */
type Check = (now: Webhook | undefined) => void;

async function lockAndCheck(trx: Transaction<Schema>, id: string, check: Check | undefined): Promise<void> {
  if (check === undefined) return;
  const row = await lockWebhook(trx, id);
  check(row && toWebhook(row));
}

export function noSuchWebhook(): AppError {
  return new AppError('not_found', 'There is no such webhook.');
}
