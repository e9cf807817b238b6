import { type Kysely, sql, type Transaction } from 'kysely';
import { AppError } from '../../../core/errors.ts';
import type { RoomChange, RoomOptions } from '../contract/room-options.ts';
import type { Schema } from '../schema.ts';

/** Rooms with options of their own; all of them are kept in memory. */
const MOST = 2_000;

const COLUMNS = [
  ...(['room', 'prefix', 'off', 'moderators', 'titles', 'seen', 'logged', 'language', 'translated'] as const),
  'log_hours as logHours',
  'time_zone as timeZone',
] as const;

export function listRoomOptions(db: Kysely<Schema>): Promise<RoomOptions[]> {
  return db.selectFrom('room_options').select(COLUMNS).orderBy('room').execute();
}

/** Changes what is given of a room's options, and gives them all. With `seen` off, what was kept for it goes. Throws `rate_limited` when too many rooms have their own. */
export async function saveRoomOptions(
  trx: Transaction<Schema>,
  { room, logHours, timeZone, ...rest }: RoomChange,
): Promise<RoomOptions> {
  const given = { ...rest, log_hours: logHours, time_zone: timeZone };
  const change = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const saved = await trx
    .insertInto('room_options')
    .values({ room, ...change })
    .onConflict(on => on.column('room').doUpdateSet({ ...change, changed_at: sql<Date>`now()` }))
    .returning(COLUMNS)
    .executeTakeFirstOrThrow();
  if (change['seen'] === false) await trx.deleteFrom('spoken').where('room', '=', room).execute();
  const { count } = await trx
    .selectFrom('room_options')
    .select(eb => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  if (Number(count) > MOST)
    throw new AppError('rate_limited', `No more than ${MOST} rooms can have options of their own.`);
  return saved;
}

/** Switches one action off or on again in a room, whoever else changes its options now. */
export async function switchAction(
  trx: Transaction<Schema>,
  { room, action, on }: { room: string; action: string; on: boolean },
): Promise<void> {
  await sql`
    insert into room_options (room, off) values (${room}, ${on ? [] : [action]}::text[])
    on conflict (room) do update set changed_at = now(),
      off = array_remove(room_options.off, ${action}) || excluded.off`.execute(trx);
}
