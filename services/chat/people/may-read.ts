import { AppError } from '../../../core/errors.ts';
import type { CallContext } from '../../../core/rpc/contract.ts';
import type { ChatContext } from '../context.ts';
import type { From, Room } from '../contract.ts';
import { type Caller, identify } from './identify.ts';

/** Whether somebody may read a room: everybody, or who has an account. */
export function mayRead(
  { readers }: Pick<Room, 'readers'>,
  person: Pick<Caller, 'role'> | undefined,
): boolean {
  return readers === 'everyone' || (person !== undefined && person.role !== 'guest');
}

/** Throws `members_only` for who may not read a room. */
export async function requireMayRead(
  ctx: Pick<ChatContext, 'api' | 'db'>,
  room: { readers: string },
  from: From | undefined,
  call?: CallContext,
): Promise<void> {
  if (room.readers === 'everyone') return;
  const person = from && (await identify(ctx, from, call));
  if (!mayRead({ readers: 'members' }, person)) throw notForGuests();
}

export function notForGuests(): AppError {
  return new AppError('forbidden', 'This room is for people with an account. Sign in to read it.', {
    reason: 'members_only',
  });
}
