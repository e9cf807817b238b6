import { z } from 'zod';
import { method, stream } from '../../../core/rpc/contract.ts';
import { ChatRole, LONGEST_MESSAGE, MessageNumber, RoomName, Time } from './common.ts';
import { Nonce } from './messages.ts';

const One = z.object({ room: RoomName, nonce: Nonce });

/** What became of a room, for who carries it elsewhere. */
export const RoomChange = z.object({
  /** Up to which change this is what the room is. */
  change: z.number(),
  /** Number of the newest message then. */
  lastNumber: z.number(),
  message: z
    .object({
      number: z.number(),
      name: z.string(),
      role: ChatRole,
      /** Who said it: nobody's of the bot's words and of what was carried here. */
      person: z.object({ id: z.string(), account: z.string().optional() }).optional(),
      markdown: z.string(),
      /** It tells what they do. */
      action: z.boolean().optional(),
      replyTo: z.number().optional(),
      createdAt: Time,
      deleted: z.boolean(),
      /** It was carried here. */
      carried: z.boolean(),
    })
    .optional(),
});
export type RoomChange = z.infer<typeof RoomChange>;

/** For who joins a room with rooms elsewhere. Only services of ours ask this. */
export const carriedMethods = {
  /** Tells what somebody said elsewhere; the same nonce again is the same message. `filtered` (invalid). */
  carryMessage: method({
    input: One.extend({
      name: z.string().min(1).max(120),
      markdown: z.string().min(1).max(LONGEST_MESSAGE),
      /** It tells what they do, and goes on after their name. */
      action: z.boolean().optional(),
      replyTo: MessageNumber.optional(),
    }),
    output: z.object({ number: z.number() }),
    idempotent: true,
  }),
  /** Changes a message that was carried here, or deletes it when no words are given. */
  changeCarried: method({
    input: One.extend({ markdown: z.string().min(1).max(LONGEST_MESSAGE).optional() }),
    output: z.object({}),
    idempotent: true,
  }),
};

export const carriedStreams = {
  /** Every change of a room's messages after a change, and from then on; without one it begins with what the room is now. */
  roomChanges: stream({
    input: z.object({ room: RoomName, after: z.number().int().min(0).optional() }),
    item: RoomChange,
  }),
};
