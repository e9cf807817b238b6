import { z } from 'zod';

export const BridgeName = z.string().min(1).max(40);

/** A bridge as it is made. What is left out has its default; what is wrong is said with the reason. */
export const BridgeInput = z.object({
  name: BridgeName,
  /** `chat/NAME`, `irc/NETWORK/#channel`, `twitch/NETWORK/#channel`, `matrix/NETWORK/#room:server`. */
  rooms: z.array(z.string().max(300)).max(20),
  /** How senders are shown, with `{name}` and, if wanted, `{network}`. */
  sender: z.string().max(60).optional(),
  /** On IRC each sender has a colour. */
  colours: z.boolean().optional(),
  /** IRC's own colours go from one IRC room to another. */
  styles: z.boolean().optional(),
  /** Names of whom nothing is carried. */
  ignore: z.array(z.string().max(100)).max(200).optional(),
  /** Lines that begin so are not carried. */
  ignorePrefixes: z.array(z.string().max(10)).max(20).optional(),
  /** `from`: of this room is carried, but nothing to it; `to`: the other way. */
  oneWay: z.record(z.string(), z.enum(['from', 'to'])).optional(),
  paused: z.boolean().optional(),
});
export type BridgeInput = z.infer<typeof BridgeInput>;

export const QueueState = z.object({
  room: z.string(),
  /** Lines that wait to be told there. */
  waiting: z.number(),
  /** Since when the oldest waits. */
  since: z.iso.datetime().optional(),
  /** Of the last day, those that were not told. */
  dropped: z.number(),
  /** What went wrong last, of the last day. */
  problem: z.string().optional(),
});
export type QueueState = z.infer<typeof QueueState>;

export const BridgeState = BridgeInput.required().extend({
  /** It stands in the configuration and is changed there. */
  fixed: z.boolean(),
  /** For each room, in their order. */
  queues: z.array(QueueState),
});
export type BridgeState = z.infer<typeof BridgeState>;
