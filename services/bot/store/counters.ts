import { type Kysely, sql, type Transaction } from 'kysely';
import { AppError } from '../../../core/errors.ts';
import type { CounterChange } from '../commands/variables.ts';
import { LARGEST_COUNT } from '../commands/variables.ts';
import type { Counter } from '../contract/commands.ts';
import type { Schema } from '../schema.ts';

const MOST_OF_ROOM = 500;

/** By room and name. */
export function listCounters(db: Kysely<Schema>, room?: string): Promise<Counter[]> {
  return db
    .selectFrom('counters')
    .select(['room', 'name', 'value'])
    .$if(room !== undefined, query => query.where('room', '=', room!))
    .orderBy('room')
    .orderBy('name')
    .limit(5_000)
    .execute();
}

/** The value after the change; 0 for one that was never changed. Throws `invalid` beyond what a counter holds. */
export async function changeCounter(
  trx: Transaction<Schema>,
  { room, name }: { room: string; name: string },
  change: CounterChange | undefined,
): Promise<number> {
  if (change === undefined) {
    const found = await trx
      .selectFrom('counters')
      .select('value')
      .where('room', '=', room)
      .where('name', '=', name)
      .executeTakeFirst();
    return found?.value ?? 0;
  }
  const first = 'add' in change ? change.add : change.set;
  const { rows } = await sql<{ value: number; made: boolean }>`
    insert into counters as c (room, name, value) values (${room}, ${name}, ${first})
    on conflict (room, name) do update set changed_at = now(),
      value = ${'add' in change ? sql`c.value + ${first}` : sql`${first}`}
    returning value, xmax = 0 as made`.execute(trx);
  const { value, made } = rows[0]!;
  if (Math.abs(value) > LARGEST_COUNT) throw new AppError('invalid', 'That is more than a counter can hold.');
  if (made) await refuseMany(trx, room);
  return value;
}

async function refuseMany(trx: Transaction<Schema>, room: string): Promise<void> {
  const { count } = await trx
    .selectFrom('counters')
    .select(sql<number>`count(*)::integer`.as('count'))
    .where('room', '=', room)
    .executeTakeFirstOrThrow();
  if (count > MOST_OF_ROOM)
    throw new AppError('rate_limited', `This room has ${MOST_OF_ROOM} counters already.`);
}

/** False when there is none. */
export async function removeCounter(
  db: Kysely<Schema> | Transaction<Schema>,
  { room, name }: { room: string; name: string },
): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('counters')
    .where('room', '=', room)
    .where('name', '=', name)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}
