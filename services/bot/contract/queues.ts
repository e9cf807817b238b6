import { z } from 'zod';
import { method } from '../../../core/rpc/contract.ts';

const Time = z.iso.datetime();

/** What waits in a room. */
export const RoomQueue = z.object({
  room: z.string(),
  /** Messages that are not answered yet, and since when the oldest waits. */
  waiting: z.number().int(),
  since: Time.optional(),
  /** Answers that nobody who shows the room has taken. */
  untaken: z.number().int(),
  /** Messages that were answered in the last hour. */
  done: z.number().int(),
  /** A process that lives leads it. */
  led: z.boolean(),
});
export type RoomQueue = z.infer<typeof RoomQueue>;

export const queueMethods = {
  /** What the bot has to do: in every room, in all processes; and what runs and waits in the process that answers. */
  showQueues: method({
    input: z.object({}),
    output: z.object({
      processes: z.number().int(),
      running: z.number().int(),
      waiting: z.number().int(),
      rooms: z.array(RoomQueue),
    }),
    idempotent: true,
  }),
};
