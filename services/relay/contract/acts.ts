import { z } from 'zod';

/** Somebody in a room, as the room's network tells of them. */
export const ActTarget = z.object({
  /** As it was shown when they spoke. */
  name: z.string().min(1).max(100),
  id: z.string().max(200).optional(),
  account: z.string().max(200).optional(),
  host: z.string().max(200).optional(),
  /** The network's own id of what they said. */
  message: z.string().max(200).optional(),
});
export type ActTarget = z.infer<typeof ActTarget>;

/**
 * What a network is asked to do in one of its rooms. `lift`, `restore` and `unlock` take back a `timeout` or `ban`, a
 * `delete`, and a `lock`, by the `undo` that was given for it.
 */
export const Act = z.object({
  act: z.enum(['delete', 'timeout', 'ban', 'lock', 'lift', 'restore', 'unlock']),
  target: ActTarget.optional(),
  /** For how long; a network that cannot end it by itself says `lift`. */
  minutes: z.number().int().min(1).max(525_600).optional(),
  /** One line for the person. */
  reason: z.string().max(300),
  undo: z.string().max(10_000).optional(),
});
export type Act = z.infer<typeof Act>;

export const ActResult = z.object({
  done: z.boolean(),
  /** What was done, or why it was not, and what would help. */
  words: z.string(),
  /** Takes it back; without one there is nothing to take back. */
  undo: z.string().max(10_000).optional(),
  /** Whoever asked has to lift it when its minutes are over. */
  lift: z.boolean().optional(),
  /** The network has no such thing: it is of no use to ask again. */
  unable: z.boolean().optional(),
});
export type ActResult = z.infer<typeof ActResult>;

/** Input and output of `moderate`: one result for each act, in their order. */
export const moderateShape = {
  input: z.object({ room: z.string().min(3).max(300), acts: z.array(Act).min(1).max(100) }),
  output: z.object({ results: z.array(ActResult) }),
};
