import type { CallContext } from '../../../core/rpc/contract.ts';
import type { Act, ActResult } from '../../relay/contract.ts';

/** Does to people and messages of a room what the bot decides. */
export interface RoomNetwork {
  moderate(asked: { room: string; acts: Act[] }, call?: CallContext): Promise<{ results: ActResult[] }>;
}

/** Who shows which rooms. */
export interface RoomNetworks {
  /** Web rooms, `chat/NAME`. */
  readonly chat: RoomNetwork;
  /** Rooms of every other network. */
  readonly relay: RoomNetwork;
}

/** Who shows a room; nobody for the private talks of the site, where there is nobody to moderate. */
export function networkOf({ chat, relay }: RoomNetworks, room: string): RoomNetwork | undefined {
  if (room.startsWith('chat/')) return chat;
  return room.startsWith('web/') ? undefined : relay;
}
