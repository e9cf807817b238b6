import { type Kysely, type Selectable, sql, type Transaction } from 'kysely';
import { AppError } from '../../../core/errors.ts';
import { foldName } from '../parse/quoted.ts';
import type { Schema, TellsTable } from '../schema.ts';
import { bump } from './revisions.ts';

/** Days for which it waits to be told. */
export const TELL_DAYS = 30;

export type Tell = Selectable<TellsTable>;

const MOST_OF_ONE = 10;
const MOST_OF_ROOM = 500;

/** Throws `rate_limited` when somebody, or a room, has too many that wait. */
export async function addTell(
  trx: Transaction<Schema>,
  tell: { room: string; told: string; by: string; person: string; text: string },
): Promise<void> {
  await bump(trx, 'tells');
  const { own, all } = await trx
    .selectFrom('tells')
    .select([
      sql<number>`count(*) filter (where told_by_person = ${tell.person})::integer`.as('own'),
      sql<number>`count(*)::integer`.as('all'),
    ])
    .where('room', '=', tell.room)
    .executeTakeFirstOrThrow();
  if (own >= MOST_OF_ONE || all >= MOST_OF_ROOM)
    throw new AppError('rate_limited', 'Too much waits to be told in this room already.');
  const { room, told, text } = tell;
  await trx
    .insertInto('tells')
    .values({ room, told, told_by: tell.by, told_by_person: tell.person, text })
    .execute();
}

/** Takes what somebody is to be told in a room, the oldest first: who has it here has to say it in this transaction. */
export async function takeTells(
  trx: Transaction<Schema>,
  { room, name }: { room: string; name: string },
): Promise<Tell[]> {
  const { rows } = await sql<Tell>`
    delete from tells where room = ${room} and lower(replace(told, ' ', '')) = ${foldName(name)} returning *`.execute(
    trx,
  );
  if (rows.length > 0) await bump(trx, 'tells');
  return rows.toSorted((a, b) => a.id - b.id);
}

/** Who is to be told something, by room. */
export async function whoIsToBeTold(db: Kysely<Schema>): Promise<{ room: string; told: string }[]> {
  return db.selectFrom('tells').select(['room', 'told']).distinct().execute();
}

/** Forgets what nobody came for within a month. */
export async function forgetTells(db: Kysely<Schema>): Promise<void> {
  await sql`delete from tells where at < now() - make_interval(days => ${TELL_DAYS})`.execute(db);
}
