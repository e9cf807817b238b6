import { type Kysely, sql } from 'kysely';
import { AppError } from '../../../core/errors.ts';
import type { Schema } from '../schema.ts';
import type { RoomRow } from '../store/rooms.ts';
import { type Caller, isModerator } from './identify.ts';

/**
 * Throws when somebody may not write in a room now: `members_only`, `muted`, `blocked`, and `slow_mode` with the seconds to
 * wait. The transaction has locked the room, so that two at once do not get by.
 */
export async function requireMayWrite(
  tx: Kysely<Schema>,
  room: RoomRow,
  caller: Caller,
  slow = true,
): Promise<void> {
  if (isModerator(caller)) return;
  if (room.writers === 'members' && caller.role === 'guest')
    throw new AppError('forbidden', 'Only people with an account may write in this room.', {
      reason: 'members_only',
    });
  const { rows } = await sql<{ kinds: string[] | null; waited: number | null }>`
    select
      (select array_agg(kind) from sanctions where room_id = ${room.id} and person_id = ${caller.id}
        and (until is null or until > now())) as kinds,
      (select extract(epoch from clock_timestamp() - created_at)::float from messages
        where room_id = ${room.id} and person_id = ${caller.id} order by number desc limit 1) as waited`.execute(
    tx,
  );
  const { kinds, waited } = rows[0]!;
  if (kinds?.includes('block')) throw blocked();
  if (kinds?.includes('mute'))
    throw new AppError('forbidden', 'You may read here and not write now.', { reason: 'muted' });
  if (!slow || waited === null || waited >= room.slow_seconds) return;
  const retryAfter = Math.ceil(room.slow_seconds - waited);
  throw new AppError('rate_limited', `This room is in slow mode: write again in ${retryAfter} s.`, {
    reason: 'slow_mode',
    retryAfter,
  });
}

/** Whether somebody may not even be in a room. */
export async function isBlocked(db: Kysely<Schema>, roomId: number, person: number): Promise<boolean> {
  const found =
    await sql`select from sanctions where room_id = ${roomId} and person_id = ${person} and kind = 'block'
    and (until is null or until > now())`.execute(db);
  return found.rows.length > 0;
}

export function blocked(): AppError {
  return new AppError('forbidden', 'You may not be in this room.', { reason: 'blocked' });
}
