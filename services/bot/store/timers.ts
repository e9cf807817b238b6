import { type Kysely, type Selectable, sql, type Transaction } from 'kysely';
import { AppError } from '../../../core/errors.ts';
import type { NewTimer, Timer, TimerChange } from '../contract/commands.ts';
import type { Schema, TimersTable } from '../schema.ts';
import { bump } from './revisions.ts';

export type StoredTimer = Selectable<TimersTable>;

const MOST = 500;
const MOST_OF_ROOM = 20;

/** By room, in the order in which they were made. */
export async function listTimers(db: Kysely<Schema>, room?: string): Promise<Timer[]> {
  const rows = await db
    .selectFrom('timers')
    .selectAll()
    .$if(room !== undefined, query => query.where('room', '=', room!))
    .orderBy('room')
    .orderBy('id')
    .execute();
  return rows.map(toTimer);
}

export function toTimer({ min_lines, next_at, said_at, ...row }: StoredTimer): Timer {
  const { id, room, text, minutes, active, lines } = row;
  return {
    ...{ id, room, text, minutes, minLines: min_lines, active, lines, nextAt: next_at.toISOString() },
    ...(said_at && { saidAt: said_at.toISOString() }),
  };
}

/** Throws `rate_limited` when there are too many. */
export async function addTimer(trx: Transaction<Schema>, timer: NewTimer): Promise<Timer> {
  await bump(trx, 'timers');
  const { room, text, minutes, minLines = 0 } = timer;
  const { all, own } = await trx
    .selectFrom('timers')
    .select([
      sql<number>`count(*)::integer`.as('all'),
      sql<number>`count(*) filter (where room = ${room})::integer`.as('own'),
    ])
    .executeTakeFirstOrThrow();
  if (all >= MOST || own >= MOST_OF_ROOM)
    throw new AppError('rate_limited', 'There are too many timers already. Delete one first.');
  const added = await trx
    .insertInto('timers')
    .values({ room, text, minutes, min_lines: minLines, next_at: inMinutes(minutes) })
    .returningAll()
    .executeTakeFirstOrThrow();
  return toTimer(added);
}

/** One that has another rhythm, or is on again, begins anew. Throws `not_found`. */
export async function changeTimer(
  trx: Transaction<Schema>,
  { id, minLines, ...change }: TimerChange,
): Promise<Timer> {
  await bump(trx, 'timers');
  const begins = change.minutes !== undefined || change.active === true;
  const changed = await trx
    .updateTable('timers')
    .set({
      ...change,
      ...(minLines !== undefined && { min_lines: minLines }),
      ...(begins && { next_at: inMinutes(change.minutes), lines: 0 }),
    })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
  if (!changed) throw new AppError('not_found', 'There is no such timer.');
  return toTimer(changed);
}

/** Of a room alone where that is given. False when it was away already. */
export async function removeTimer(trx: Transaction<Schema>, id: number, room?: string): Promise<boolean> {
  await bump(trx, 'timers');
  const { numDeletedRows } = await trx
    .deleteFrom('timers')
    .where('id', '=', id)
    .$if(room !== undefined, query => query.where('room', '=', room!))
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

export async function timedRooms(db: Kysely<Schema>): Promise<string[]> {
  const rows = await db.selectFrom('timers').select('room').distinct().where('active', '=', true).execute();
  return rows.map(({ room }) => room);
}

/** Adds lines that people said to what the timers of their rooms have counted. */
export async function countLines(db: Kysely<Schema>, lines: ReadonlyMap<string, number>): Promise<void> {
  await sql`
    update timers t set lines = least(t.lines + said.count, 1000000)
    from unnest(${[...lines.keys()]}::text[], ${[...lines.values()]}::integer[]) as said (room, count)
    where t.room = said.room and t.active`.execute(db);
}

/** Timers whose time has come, and whose last words somebody has had. */
export async function dueTimers(db: Kysely<Schema>): Promise<Pick<StoredTimer, 'id' | 'room'>[]> {
  const { rows } = await sql<Pick<StoredTimer, 'id' | 'room'>>`
    select id, room from timers t where ${isDue} order by next_at limit 50`.execute(db);
  return rows;
}

const isDue = sql<boolean>`
  t.active and t.next_at <= now() and t.lines >= t.min_lines and not exists (
    select from answers a
    where a.room = t.room and a.key = 'timer ' || t.id || ' ' || t.round and a.taken_at is null)`;

/** Lets one that could not be said wait for its next time. */
export async function skipRound(db: Kysely<Schema>, id: number): Promise<void> {
  await db
    .updateTable('timers')
    .set({ next_at: inMinutes(undefined) })
    .where('id', '=', id)
    .execute();
}

/** Has a timer's next round begin and gives it; undefined when it is not due, or another process does this now. */
export async function nextRound(trx: Transaction<Schema>, id: number): Promise<StoredTimer | undefined> {
  const { rows } = await sql<StoredTimer>`
    with due as (select t.id from timers t where t.id = ${id} and ${isDue} for update skip locked)
    update timers set round = round + 1, lines = 0, said_at = now(), next_at = now() + make_interval(mins => minutes)
    where id in (select id from due) returning *`.execute(trx);
  return rows[0];
}

function inMinutes(minutes: number | undefined) {
  return minutes === undefined
    ? sql<Date>`now() + make_interval(mins => minutes)`
    : sql<Date>`now() + make_interval(mins => ${minutes})`;
}
