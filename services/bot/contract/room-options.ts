import { z } from 'zod';

/** One to three signs. */
export const Prefix = z
  .string()
  .regex(/^[^\s\p{L}\p{N}]{1,3}$/u, 'must be one to three signs, such as ! or .');

const RoomId = z.string().min(3).max(300);

/** What is set for one room. */
export const RoomOptions = z.object({
  room: RoomId,
  /** What a command begins with; null as in every room. */
  prefix: Prefix.nullable(),
  /** Names of the actions that the bot does not do there. */
  off: z.array(z.string().min(1).max(50)).max(100),
  /** Accounts of the room's network, as the network has authenticated them, that may set these by command. */
  moderators: z.array(z.string().trim().min(1).max(200)).max(100),
  /** The titles of links that people post there are told. */
  titles: z.boolean().optional(),
});
export type RoomOptions = z.infer<typeof RoomOptions>;

/** What is left out stays as it is. */
export const RoomChange = RoomOptions.partial().required({ room: true });
export type RoomChange = z.infer<typeof RoomChange>;
