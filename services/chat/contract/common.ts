import { z } from 'zod';

export const Time = z.iso.datetime();

/** Stands in addresses: `/rooms/NAME`. */
export const RoomName = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9-]{0,39}$/,
    'must be 1 to 40 small letters, digits and hyphens, such as living-room',
  );

/** Characters of a message. */
export const LONGEST_MESSAGE = 4_000;

/** Who asks, as the service that answers them sees them. At most one of the secrets counts: the token, the session, the guest. */
export const From = z.object({
  /** IP address. */
  address: z.string().max(100),
  /** Secret of a session of the site. */
  session: z.string().max(200).optional(),
  /** A bearer token of `api`. */
  token: z.string().max(200).optional(),
  /** Secret of a guest, from `takeName`. */
  guest: z.string().max(200).optional(),
});
export type From = z.infer<typeof From>;

/** What somebody is in the rooms. */
export const ChatRole = z.enum(['owner', 'moderator', 'member', 'guest', 'bot']);
export type ChatRole = z.infer<typeof ChatRole>;

export const Person = z.object({ id: z.number(), name: z.string(), role: ChatRole });
export type Person = z.infer<typeof Person>;

export const MessageNumber = z
  .number()
  .int()
  .min(1)
  .max(2 ** 52);
