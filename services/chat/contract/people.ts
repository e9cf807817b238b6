import { z } from 'zod';
import { method } from '../../../core/rpc/contract.ts';
import { From, Person, RoomName } from './common.ts';

const Read = z.object({ room: RoomName, number: z.number() });

export const Mentions = z.object({
  room: RoomName,
  /** Number of the first message. */
  first: z.number(),
  count: z.number(),
});
export type Mentions = z.infer<typeof Mentions>;

const InRoom = z.object({ room: RoomName, from: From });

export const peopleMethods = {
  /** Who somebody is in the rooms: by session or token an account, else a guest, else nobody yet. */
  identify: method({
    input: z.object({ from: From }),
    output: z.object({ person: Person.optional() }),
    idempotent: true,
  }),
  /**
   * Takes a name as a guest, or another one for who is a guest already; rooms that they have open are told. `secret` goes into the browser's cookie. Reasons:
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
    output: z.object({ rooms: z.array(Read) }),
    idempotent: true,
  }),
  /** What was said to whoever asks, named or answered, after a message of each room. Rooms in which nothing was are left out. */
  listMentions: method({
    input: z.object({ from: From, since: z.array(Read).max(1_000) }),
    output: z.object({ mentions: z.array(Mentions) }),
    idempotent: true,
  }),
};
