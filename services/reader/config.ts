import { z } from 'zod';
import { option, seconds } from '../../core/config/options.ts';

/** The section `reader` of `croft.config.ts`. */
export const readerOptions = {
  public: option({
    schema: z.boolean(),
    default: true,
    about: 'Whether visitors see new subscriptions on /reading; each can be changed on its own',
  }),
  room: option({
    schema: z
      .string()
      .max(300)
      .regex(/^$|^irc\/[^/\s]+\/[^\s,]+$/, 'must be irc/NETWORK/#channel'),
    default: '',
    about:
      'Room in which the bot tells the owner what rules notify of, such as irc/libera/#mine; none if empty',
  }),
  shortestPause: option({
    schema: seconds(60, 86_400),
    default: 1800,
    about: 'Seconds after which a busy feed is polled again at the earliest',
  }),
  longestPause: option({
    schema: seconds(60, 604_800),
    default: 43_200,
    about:
      'Seconds after which a quiet or failing feed is polled again at the latest, unless it asks for rest',
  }),
  maxFeedBytes: option({
    schema: z.number().int().min(10_000).max(100_000_000),
    default: 10_000_000,
    about: 'Bytes, decompressed, beyond which a feed is not read',
  }),
  imageCacheBytes: option({
    schema: z.number().int().min(1_000_000).max(1_000_000_000_000),
    default: 500_000_000,
    about: 'Bytes of disk that images of feeds take at most; those not looked at longest go first',
  }),
} as const;
