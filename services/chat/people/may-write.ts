import { type Kysely, sql } from 'kysely';
import { AppError } from '../../../core/errors.ts';
import type { Schema } from '../schema.ts';
import { isNetworkClosed } from '../store/networks.ts';
import type { RoomRow } from '../store/rooms.ts';
import { type Caller, isModerator } from './identify.ts';

/** Throws when somebody may not change anything in a room now: `members_only`, `muted`, `blocked`, `network_closed`. */
export async function requireMayWrite(tx: Kysely<Schema>, room: RoomRow, caller: Caller): Promise<void> {
  if (isModerator(caller)) return;
  const closed = room.writers === 'members' || room.readers === 'members';
  if (closed && caller.role === 'guest') throw mayNotWrite('members_only');
  const { rows } = await sql<{ kind: 'block' | 'mute' }>`
    select kind from sanctions where room_id = ${room.id} and person_id = ${caller.id}
      and (until is null or until > now()) order by kind`.execute(tx);
  if (rows.length > 0) throw mayNotWrite(rows[0]!.kind === 'block' ? 'blocked' : 'muted');
  if (caller.role === 'guest' && (await isNetworkClosed(tx, room.id, caller.id)))
    throw mayNotWrite('network_closed');
}

const WORDS = {
  members_only: 'Only people with an account may write in this room.',
  muted: 'You may read here and not write now.',
  blocked: 'You may not be in this room.',
  network_closed:
    'Somebody from your network was silenced here, so that nobody new from there writes for now. Come back later, or sign in.',
};

export function mayNotWrite(reason: keyof typeof WORDS): AppError {
  return new AppError('forbidden', WORDS[reason], { reason });
}

/** To who wrote `waited` seconds ago. */
export function tooSoon(slowSeconds: number, waited: number): AppError {
  const retryAfter = Math.max(1, Math.ceil(slowSeconds - waited));
  return new AppError('rate_limited', `This room is in slow mode: write again in ${retryAfter} s.`, {
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
