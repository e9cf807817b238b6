import { z } from 'zod';
import { method } from '../../../core/rpc/contract.ts';
import { From, MessageNumber, Person, RoomName, Time } from './common.ts';

export const Sanction = z.object({
  person: z.object({ id: z.number(), name: z.string() }),
  /** Mute: may read and not write. Block: may not even be there. */
  kind: z.enum(['mute', 'block']),
  by: z.string(),
  at: Time,
  until: Time.optional(),
});
export type Sanction = z.infer<typeof Sanction>;

const InRoom = z.object({ room: RoomName, from: From });

export const peopleMethods = {
  /** Who somebody is in the rooms: by session or token an account, else a guest, else nobody yet. */
  identify: method({
    input: z.object({ from: From }),
    output: z.object({ person: Person.optional() }),
    idempotent: true,
  }),
  /**
   * Takes a name as a guest, or another one for who is a guest already. `secret` goes into the browser's cookie. Reasons:
   * `bad_name` (invalid), `name_taken` (conflict).
   */
  takeName: method({
    input: z.object({ from: From, name: z.string().max(300) }),
    output: z.object({ person: Person, secret: z.string() }),
  }),
  /** Keeps up to where an account has read. It never goes back. */
  markRead: method({
    input: InRoom.extend({ number: z.number().int().min(0) }),
    output: z.object({}),
    idempotent: true,
  }),
  /** Up to where an account has read each room. */
  listRead: method({
    input: z.object({ from: From }),
    output: z.object({ rooms: z.array(z.object({ room: RoomName, number: z.number() })) }),
    idempotent: true,
  }),
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
};
