import { type Kysely, type Selectable, sql } from 'kysely';
import type { HubSubscriptionTable, Schema } from '../../schema.ts';

export type SubscriptionRow = Selectable<HubSubscriptionTable>;

export interface NewSubscription {
  topic: string;
  callback: string;
  host: string;
  secret: string | null;
  expiresAt: Date;
}

/** Begins a subscription, or prolongs the one there is with its new secret. */
export async function saveSubscription(
  db: Kysely<Schema>,
  { expiresAt, ...row }: NewSubscription,
): Promise<void> {
  await db
    .insertInto('hub_subscription')
    .values({ ...row, expires_at: expiresAt })
    .onConflict(conflict =>
      conflict.constraint('hub_subscription_pair').doUpdateSet({ secret: row.secret, expires_at: expiresAt }),
    )
    .execute();
}

export async function endSubscription(db: Kysely<Schema>, topic: string, callback: string): Promise<void> {
  await db
    .deleteFrom('hub_subscription')
    .where('topic', '=', topic)
    .where('callback', '=', callback)
    .execute();
}

export function findSubscription(db: Kysely<Schema>, id: string): Promise<SubscriptionRow | undefined> {
  return db
    .selectFrom('hub_subscription')
    .selectAll()
    .where('id', '=', id)
    .where('expires_at', '>', sql<Date>`now()`)
    .executeTakeFirst();
}

/** How many there are of one host, and in all, counted up to `most` each. */
export async function countSubscriptions(
  db: Kysely<Schema>,
  host: string,
  most: number,
): Promise<{ host: number; all: number }> {
  const { rows } = await sql<{ host: number; all: number }>`
    select (select count(*) from (select 1 from hub_subscription where host = ${host} limit ${most}) as a) as host,
      (select count(*) from (select 1 from hub_subscription limit ${most}) as b) as all`.execute(db);
  return rows[0]!;
}

/** The topics that somebody wants. */
export async function wantedTopics(db: Kysely<Schema>): Promise<string[]> {
  const rows = await db
    .selectFrom('hub_subscription')
    .select('topic')
    .distinct()
    .where('expires_at', '>', sql<Date>`now()`)
    .execute();
  return rows.map(row => row.topic);
}

export async function subscribersOf(db: Kysely<Schema>, topic: string): Promise<string[]> {
  const rows = await db
    .selectFrom('hub_subscription')
    .select('id')
    .where('topic', '=', topic)
    .where('expires_at', '>', sql<Date>`now()`)
    .execute();
  return rows.map(row => row.id);
}
