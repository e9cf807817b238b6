import { z } from 'zod';

/** Something that the bot can do, as it tells it itself. */
export const KnownAction = z.object({
  name: z.string(),
  about: z.string(),
  /** How it is written, without the prefix. */
  usage: z.string(),
  examples: z.array(z.string()),
  aliases: z.array(z.string()),
  /** Who may have it done, where that is not everybody: who is logged in to the network, or moderators of the room. */
  role: z.enum(['certain', 'moderator']).optional(),
  /** Some of it everybody may. */
  partly: z.boolean().optional(),
  /** Seconds that it rests in a room after a use. */
  cooldown: z.number().optional(),
  /** The same in sentences. */
  terms: z.string().optional(),
  /** The owner's own, for every room. */
  custom: z.boolean().optional(),
  /** No room can switch it off. */
  fixed: z.boolean().optional(),
});

export const ActionList = z.object({ name: z.string(), prefix: z.string(), actions: z.array(KnownAction) });
export type ActionList = z.infer<typeof ActionList>;
