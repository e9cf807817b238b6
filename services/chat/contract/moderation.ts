import { z } from 'zod';
import { method } from '../../../core/rpc/contract.ts';
import { moderateShape } from '../../relay/contract.ts';
import { From, MessageNumber, RoomName, Time } from './common.ts';

export const Sanction = z.object({
  person: z.object({ id: z.number(), name: z.string() }),
  /** Mute: may read and not write. Block: may not even be there. */
  kind: z.enum(['mute', 'block']),
  by: z.string(),
  at: Time,
  until: Time.optional(),
});
export type Sanction = z.infer<typeof Sanction>;

export const ModerationAction = z.enum([
  ...(['mute', 'unmute', 'block', 'unblock', 'delete', 'pin', 'unpin', 'slow', 'writers'] as const),
]);

/** What a moderator did; names are as they were then. */
export const ModerationEntry = z.object({
  id: z.number(),
  action: ModerationAction,
  by: z.string(),
  person: z.string().optional(),
  /** Of the message that it was done to. */
  number: z.number().optional(),
  /** `10 minutes; new guests of the same network too`, `30 seconds`, `members`. */
  detail: z.string().optional(),
  at: Time,
});
export type ModerationEntry = z.infer<typeof ModerationEntry>;

const InRoom = z.object({ room: RoomName, from: From });

export const moderationMethods = {
  /** For moderators; for ever without minutes. Nobody does it to somebody of their own rank or above. */
  sanction: method({
    input: InRoom.extend({
      person: MessageNumber,
      kind: z.enum(['mute', 'block']),
      minutes: z.number().int().min(1).max(525_600).optional(),
    }),
    output: z.object({}),
    idempotent: true,
  }),
  liftSanction: method({
    input: InRoom.extend({ person: MessageNumber, kind: z.enum(['mute', 'block']) }),
    output: z.object({}),
    idempotent: true,
  }),
  /** For moderators: what is in force. */
  listSanctions: method({
    input: InRoom,
    output: z.object({ sanctions: z.array(Sanction) }),
    idempotent: true,
  }),
  /** What the bot does by the rules of a room (`chat/NAME`), which it holds for everybody but moderators. */
  moderate: method({ ...moderateShape, idempotent: true }),
  /** For moderators: slow mode, who may write, and the pinned message (0 for none). */
  moderateRoom: method({
    input: InRoom.extend({
      slowSeconds: z.number().int().min(0).max(3600).optional(),
      writers: z.enum(['everyone', 'members']).optional(),
      pinned: z.number().int().min(0).optional(),
    }),
    output: z.object({}),
    idempotent: true,
  }),
  /** For moderators: what was done in a room, the newest first; before an entry, those that came earlier. */
  listModeration: method({
    input: InRoom.extend({ before: MessageNumber.optional() }),
    output: z.object({ entries: z.array(ModerationEntry) }),
    idempotent: true,
  }),
  /**
   * Does what a command of the room says, such as `/slow 30` (`COMMANDS`), and gives what to tell whoever gave it. `invalid`
   * says what is wrong with it.
   */
  runCommand: method({
    input: InRoom.extend({ text: z.string().max(500) }),
    output: z.object({ said: z.string() }),
    idempotent: true,
  }),
};
