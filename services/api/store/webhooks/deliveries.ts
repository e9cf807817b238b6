import { type Kysely, type Selectable, sql, type Transaction } from 'kysely';
import type { Schema, WebhookDeliveryTable } from '../../schema.ts';
import { type Cut, cutPage, readCursor } from '../cursor.ts';

export type DeliveryRow = Selectable<WebhookDeliveryTable>;
type Round = Pick<DeliveryRow, 'id' | 'round'>;

/** Notes a message for webhooks; one that a webhook has already stays as it is. Gives those that are new. */
export function noteDeliveries(
  trx: Transaction<Schema>,
  webhooks: readonly string[],
  message: { message: string; event: string; body: string },
): Promise<Round[]> {
  return trx
    .insertInto('webhook_delivery')
    .values(webhooks.map(id => ({ webhook_id: id, ...message })))
    .onConflict(conflict => conflict.constraint('webhook_delivery_once').doNothing())
    .returning(['id', 'round'])
    .execute();
}

export function deliverAgain(
  trx: Transaction<Schema>,
  webhook: string,
  id: string,
): Promise<Round | undefined> {
  return trx
    .updateTable('webhook_delivery')
    .set({ state: 'waiting', tries: 0, next_at: null, round: sql<number>`round + 1` })
    .where('id', '=', id)
    .where('webhook_id', '=', webhook)
    .returning(['id', 'round'])
    .executeTakeFirst();
}

/** A message that waits to be sent in this round, with where to. */
export function findWaiting(
  db: Kysely<Schema>,
  id: string,
  round: number,
): Promise<(DeliveryRow & { url: string; secret: string; active: boolean }) | undefined> {
  return db
    .selectFrom('webhook_delivery')
    .innerJoin('webhook', 'webhook.id', 'webhook_delivery.webhook_id')
    .selectAll('webhook_delivery')
    .select(['webhook.url', 'webhook.secret', 'webhook.active'])
    .where('webhook_delivery.id', '=', id)
    .where('webhook_delivery.round', '=', round)
    .where('webhook_delivery.state', '=', 'waiting')
    .executeTakeFirst();
}

/** Keeps how a try went, unless another round has begun meanwhile; says whether it was kept. */
export async function keepTry(
  trx: Transaction<Schema>,
  row: Pick<DeliveryRow, 'id' | 'round' | 'tries'>,
  result: Pick<DeliveryRow, 'state' | 'status' | 'answer' | 'next_at'>,
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('webhook_delivery')
    .set({ ...result, tries: row.tries + 1, tried_at: sql<Date>`now()` })
    .where('id', '=', row.id)
    .where('round', '=', row.round)
    .where('tries', '=', row.tries)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** What was sent to a webhook, newest first: carried by `webhook_delivery_newest`. */
export async function listDeliveries(
  db: Kysely<Schema>,
  asked: { webhook: string; limit: number; cursor?: string | undefined },
): Promise<Cut<DeliveryRow>> {
  let query = db
    .selectFrom('webhook_delivery')
    .selectAll()
    .where('webhook_id', '=', asked.webhook)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(asked.limit + 1);
  if (asked.cursor !== undefined) {
    const place = readCursor(asked.cursor);
    query = query.where(sql<boolean>`(created_at, id) < (${place.at}, ${place.id}::uuid)`);
  }
  return cutPage(await query.execute(), asked.limit, row => ({ at: row.created_at, id: row.id }));
}
