import { z } from 'zod';
import { method } from '../../../core/rpc/contract.ts';
import { From, RoomName, Time } from './common.ts';

const Title = z.string().trim().min(1, 'Give the room a title.').max(100);

/** What the owner decides about a room. */
export const RoomSettings = z.object({
  title: Title,
  /** One line under the title. */
  topic: z.string().trim().max(500),
  /** Members are all who have an account. Who may not read may not write. */
  readers: z.enum(['everyone', 'members']),
  writers: z.enum(['everyone', 'members']),
  /** Seconds between two messages of a person; 0 for none. */
  slowSeconds: z.number().int().min(0).max(3600),
  /** Words that are not taken, in any spelling that looks like them. */
  filters: z.array(z.string().trim().min(2).max(60)).max(500),
  /** Days after which messages are deleted; for ever unless given. */
  keepDays: z.number().int().min(1).max(3650).optional(),
  /** Whether the bot hears what is said. */
  bot: z.boolean(),
  /** Whether links are shown with what they lead to, which is fetched for it. */
  previews: z.boolean(),
});
export type RoomSettings = z.infer<typeof RoomSettings>;

/** What is not said of a new room is as `migrations/` have it: open to everybody, kept for ever, the bot in it. */
export const NewRoom = RoomSettings.partial().required({ title: true }).extend({ name: RoomName });
export type NewRoom = z.infer<typeof NewRoom>;

export const Room = RoomSettings.omit({ filters: true }).extend({
  name: RoomName,
  /** MessageNumber of the pinned message. */
  pinned: z.number().optional(),
  /** MessageNumber of the newest message, 0 when there is none. */
  lastNumber: z.number(),
  /** MessageNumber of the newest change. */
  lastChange: z.number(),
  createdAt: Time,
});
export type Room = z.infer<typeof Room>;

const ByName = z.object({ name: RoomName });
/** Who asks; without it anybody. */
const Asking = z.object({ from: From.optional() });

export const roomMethods = {
  /** All rooms that whoever asks may read, by title, each with when something was last said. */
  listRooms: method({
    input: Asking,
    output: z.object({ rooms: z.array(Room.extend({ lastAt: Time.optional() })) }),
    idempotent: true,
  }),
  /** `not_found` when there is no such room, `members_only` (forbidden) when it is not for whoever asks. */
  getRoom: method({ input: ByName.extend(Asking.shape), output: Room, idempotent: true }),
  /** With the words that are not taken, for the owner. */
  getRoomSettings: method({ input: ByName, output: RoomSettings, idempotent: true }),
  /** `name_taken` (conflict). */
  createRoom: method({ input: NewRoom, output: Room }),
  updateRoom: method({
    input: ByName.extend({
      settings: RoomSettings.partial().extend({ keepDays: z.number().int().min(1).max(3650).nullish() }),
    }),
    output: Room,
    idempotent: true,
  }),
  /** With everything that was said in it. */
  deleteRoom: method({ input: ByName, output: z.object({}), idempotent: true }),
};
