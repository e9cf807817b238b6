import { AppError } from '../../../core/errors.ts';
import type { Message } from '../contract.ts';
import type { RoomSettings } from '../rooms/room-options.ts';
import { certainPerson } from './person.ts';

/** What somebody has to be: known beyond doubt, or a moderator of the room. A name alone is neither. */
export type Needs = 'certain' | 'moderator';

type Said = Pick<Message, 'room' | 'sender'>;

/** Throws `forbidden` for whoever is not what is needed. */
export function requireAuthority(needs: Needs, settings: Pick<RoomSettings, 'moderators'>, said: Said): void {
  if (certainPerson(said) === undefined)
    throw new AppError(
      'forbidden',
      'That needs somebody who is logged in to the network: a name alone proves nothing.',
    );
  if (needs === 'moderator' && !isModerator(settings, said))
    throw new AppError('forbidden', 'Only moderators of this room, whom the owner names, can do that.');
}

/** Whether it is an authenticated account that the owner has named a moderator of the room. */
export function isModerator({ moderators }: Pick<RoomSettings, 'moderators'>, { sender }: Said): boolean {
  const account = sender.account?.toLowerCase();
  return account !== undefined && moderators.some(one => one.toLowerCase() === account);
}
