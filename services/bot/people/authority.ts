import { AppError } from '../../../core/errors.ts';
import type { Message } from '../contract.ts';
import type { RoomSettings } from '../rooms/room-options.ts';
import { certainPerson } from './person.ts';

/** What somebody has to be: known beyond doubt, or a moderator of the room. A name alone is neither. */
export type Needs = 'certain' | 'moderator';

type Said = Pick<Message, 'room' | 'sender'>;

/** Throws `forbidden` for whoever is not what is needed. */
export function requireAuthority(needs: Needs, settings: Pick<RoomSettings, 'moderators'>, said: Said): void {
  if (needs === 'certain') {
    if (certainPerson(said) === undefined) throw notKnown();
    return;
  }
  if (said.sender.account === undefined) throw notKnown();
  if (!isModerator(settings, said))
    throw new AppError('forbidden', 'Only moderators of this room, whom the owner names, can do that.');
}

/**
 * Whether an authenticated account is a moderator of the room: the owner has named it, or the network has as such. On IRC the
 * status of a nick is no word of the owner's.
 */
export function isModerator(
  { moderators }: Pick<RoomSettings, 'moderators'>,
  { room, sender }: Said,
): boolean {
  const account = sender.account?.toLowerCase();
  if (account === undefined) return false;
  const named = moderators.some(one => one.toLowerCase() === account);
  return named || (!room.startsWith('irc/') && (sender.role === 'owner' || sender.role === 'moderator'));
}

function notKnown(): AppError {
  return new AppError(
    'forbidden',
    'That needs somebody who is logged in to the network: a name alone proves nothing.',
  );
}
