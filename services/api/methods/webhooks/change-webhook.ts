import type { Transaction } from 'kysely';
import { AppError } from '../../../../core/errors.ts';
import type { ApiContext } from '../../context.ts';
import type { Actor, Webhook, WebhookEvent } from '../../contract.ts';
import type { Schema } from '../../schema.ts';
import { addAudit } from '../../store/people/audit.ts';
import {
  changeWebhook,
  findWebhook,
  lockWebhook,
  deleteWebhook as remove,
  type WebhookRow,
} from '../../store/webhooks/webhooks.ts';
import { toWebhook } from './list-webhooks.ts';

export async function updateWebhook(
  { db }: ApiContext,
  {
    id,
    actor = {},
    ...changes
  }: {
    id: string;
    actor?: Actor | undefined;
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
    await addAudit(trx, { actor, action: 'site.webhook-change', ...about(row) });
    return toWebhook(row);
  });
}

export async function deleteWebhook(
  { db }: ApiContext,
  { id, actor = {} }: { id: string; actor?: Actor | undefined },
  check?: Check,
): Promise<Record<string, never>> {
  return db.transaction().execute(async trx => {
    await lockAndCheck(trx, id, check);
    const row = await findWebhook(trx, id);
    if (!row || !(await remove(trx, id))) throw noSuchWebhook();
    await addAudit(trx, { actor, action: 'site.webhook-remove', ...about(row) });
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

/** What the audit log says of a webhook. An address may have a secret in its query or path: its host says enough. */
export function about(row: Pick<WebhookRow, 'url' | 'events' | 'active'>) {
  const { url, events, active } = row;
  return { subject: URL.parse(url)?.host ?? '', detail: { events, active } };
}

export function noSuchWebhook(): AppError {
  return new AppError('not_found', 'There is no such webhook.');
}
