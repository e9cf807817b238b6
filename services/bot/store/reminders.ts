import { type Kysely, type Selectable, sql, type Transaction } from 'kysely';
import { AppError } from '../../../core/errors.ts';
import type { RemindersTable, Schema } from '../schema.ts';

export type Reminder = Selectable<RemindersTable>;

/** One person in one room cannot fill the table, nor can the people of one room together. */
const MOST_OF_ONE = 25;
const MOST_OF_ROOM = 500;

export interface NewReminder {
  readonly room: string;
  /** Name of who asks. */
  readonly by: string;
  /** Who they are beyond doubt. */
  readonly person?: string | undefined;
  /** Name of who is told. */
  readonly told: string;
  readonly text: string;
  readonly at: Date;
}

/** Stores it. Throws `rate_limited` when somebody, or a room, has too many that wait. */
export async function addReminder(
  trx: Transaction<Schema>,
  { room, by, person, told, text, at }: NewReminder,
): Promise<Reminder> {
  const { own, all } = await trx
    .selectFrom('reminders')
    .select([
      sql<number>`count(*) filter (where lower(asked_by) = lower(${by}))::integer`.as('own'),
      sql<number>`count(*)::integer`.as('all'),
    ])
    .where('room', '=', room)
    .executeTakeFirstOrThrow();
  if (own >= MOST_OF_ONE || all >= MOST_OF_ROOM)
    throw new AppError(
      'rate_limited',
      own >= MOST_OF_ONE
        ? `${MOST_OF_ONE} reminders of yours wait already. Take one back first.`
        : 'Too many reminders wait in this room already.',
    );
  return trx
    .insertInto('reminders')
    .values({ room, asked_by: by, asked_by_person: person ?? null, told, text, due_at: at })
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Those that somebody asked for in a room, the next one first. What somebody certain asked for is theirs, whoever takes their name. */
export function listReminders(
  db: Kysely<Schema>,
  room: string,
  by: string,
  person: string | undefined,
): Promise<Reminder[]> {
  return db
    .selectFrom('reminders')
    .selectAll()
    .where('room', '=', room)
    .where(
      sql<boolean>`case when asked_by_person is null then lower(asked_by) = lower(${by}) else asked_by_person = ${person ?? null} end`,
    )
    .orderBy('due_at')
    .orderBy('id')
    .execute();
}

export function findReminder(db: Kysely<Schema>, id: string): Promise<Reminder | undefined> {
  return db.selectFrom('reminders').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Takes it away; false when it was away already. */
export async function removeReminder(db: Kysely<Schema>, id: string): Promise<boolean> {
  const { numDeletedRows } = await db.deleteFrom('reminders').where('id', '=', id).executeTakeFirst();
  return numDeletedRows > 0n;
}
