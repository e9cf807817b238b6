import { describingMethods } from '../../core/http/described.ts';
import { defineContract } from '../../core/rpc/contract.ts';
import { carriedMethods, carriedStreams } from './contract/carried.ts';
import { messageMethods, messageStreams } from './contract/messages.ts';
import { moderationMethods } from './contract/moderation.ts';
import { peopleMethods } from './contract/people.ts';
import { roomMethods } from './contract/rooms.ts';

export { RoomChange } from './contract/carried.ts';
export { COMMANDS, type Command, isCommand, isFor } from './contract/commands.ts';
export { ChatRole, From, LONGEST_MESSAGE, Person, RoomName } from './contract/common.ts';
export { ChatMessage, Emoji, ExportedMessage, MessageText, Nonce, Preview } from './contract/messages.ts';
export { ModerationAction, ModerationEntry, Sanction } from './contract/moderation.ts';
export { Mentions } from './contract/people.ts';
export { NewRoom, Room, RoomSettings } from './contract/rooms.ts';

/** Web rooms: who is there, what is said, and what was. */
export const chatContract = defineContract('chat', {
  paths: ['/api/v1/chat'],
  methods: {
    ...roomMethods,
    ...messageMethods,
    ...peopleMethods,
    ...moderationMethods,
    ...carriedMethods,
    ...describingMethods,
  },
  streams: { ...messageStreams, ...carriedStreams },
  errors: {
    no_name: 'unauthenticated',
    bad_name: 'invalid',
    name_taken: 'conflict',
    members_only: 'forbidden',
    muted: 'forbidden',
    blocked: 'forbidden',
    network_closed: 'forbidden',
    too_late: 'forbidden',
    filtered: 'invalid',
    slow_mode: 'rate_limited',
  },
});
