import { type Kysely, sql, type Transaction } from 'kysely';
import type { Schema } from '../schema.ts';
import { toJson } from './to-json.ts';

const MINUTES = 2;

/** What is done when it is confirmed. */
export interface Confirmed {
  readonly action: string;
  readonly arguments: string;
}

/** Keeps what somebody is asked to confirm, or to choose from, in place of what they were asked before. */
export async function askToConfirm(
  db: Kysely<Schema>,
  { room, person, options }: { room: string; person: string; options: readonly [Confirmed, ...Confirmed[]] },
): Promise<void> {
  const values = { room, person, ...options[0], options: toJson(options), asked_at: new Date() };
  await db
    .insertInto('confirmations')
    .values(values)
    .onConflict(on => on.columns(['room', 'person']).doUpdateSet(values))
    .execute();
}

/** Takes what somebody was asked in the last two minutes; none when nothing was. */
export async function takeConfirmed(
  trx: Transaction<Schema>,
  room: string,
  person: string,
): Promise<readonly Confirmed[]> {
  const asked = await trx
    .deleteFrom('confirmations')
    .where('room', '=', room)
    .where('person', '=', person)
    .where('asked_at', '>', sql<Date>`now() - make_interval(mins => ${MINUTES})`)
    .returning(['action', 'arguments', 'options'])
    .executeTakeFirst();
  if (!asked) return [];
  const { options, ...first } = asked;
  return options === null ? [first] : (options as unknown as readonly Confirmed[]);
}

export async function forgetUnconfirmed(db: Kysely<Schema>): Promise<void> {
  await sql`delete from confirmations where asked_at < now() - make_interval(mins => ${MINUTES})`.execute(db);
}
