import { type Kysely, sql, type Transaction } from 'kysely';
import type { Schema } from '../schema.ts';

const MINUTES = 2;

/** Keeps what somebody is asked to confirm, in place of what they were asked before. */
export async function askToConfirm(
  db: Kysely<Schema>,
  asked: { room: string; person: string; action: string; arguments: string },
): Promise<void> {
  const values = { ...asked, asked_at: new Date() };
  await db
    .insertInto('confirmations')
    .values(values)
    .onConflict(on => on.columns(['room', 'person']).doUpdateSet(values))
    .execute();
}

/** Takes what somebody was asked in the last two minutes. */
export async function takeConfirmed(
  trx: Transaction<Schema>,
  room: string,
  person: string,
): Promise<{ action: string; arguments: string } | undefined> {
  return trx
    .deleteFrom('confirmations')
    .where('room', '=', room)
    .where('person', '=', person)
    .where('asked_at', '>', sql<Date>`now() - make_interval(mins => ${MINUTES})`)
    .returning(['action', 'arguments'])
    .executeTakeFirst();
}

export async function forgetUnconfirmed(db: Kysely<Schema>): Promise<void> {
  await sql`delete from confirmations where asked_at < now() - make_interval(mins => ${MINUTES})`.execute(db);
}
