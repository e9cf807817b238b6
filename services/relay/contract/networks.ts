import { z } from 'zod';

export const PlaceStatus = z.object({
  name: z.string(),
  /** The relay is in it. */
  joined: z.boolean(),
  /** Not everybody may come in. */
  closed: z.boolean().optional(),
  /** Why it is not, in words. */
  problem: z.string().optional(),
});
export type PlaceStatus = z.infer<typeof PlaceStatus>;

export const NetworkStatus = z.object({
  name: z.string(),
  kind: z.enum(['irc', 'twitch', 'matrix', 'mastodon', 'web']),
  state: z.enum(['connecting', 'connected', 'waiting']),
  /** As whom it is there. */
  nick: z.string().optional(),
  /** Those that it is in. */
  channels: z.array(z.string()),
  /** Those that it should be in. */
  places: z.array(PlaceStatus).optional(),
  since: z.iso.datetime(),
  /** Why it is not connected, in words. */
  problem: z.string().optional(),
  /** What went wrong last, connected or not. */
  lastError: z.object({ words: z.string(), at: z.iso.datetime() }).optional(),
  /** Lines that wait to be sent, in memory. */
  queued: z.number().optional(),
  /** Of Twitch: no account is connected, so that it only reads. */
  readOnly: z.boolean().optional(),
});
export type NetworkStatus = z.infer<typeof NetworkStatus>;
