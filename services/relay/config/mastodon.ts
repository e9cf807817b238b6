import { z } from 'zod';
import { NetworkName } from './irc.ts';

export const MastodonNetwork = z
  .strictObject({
    /** Stands in the ids of its rooms: `mastodon/NAME/ACCOUNT/STATUS`. */
    name: NetworkName,
    kind: z.literal('mastodon'),
    server: z.url({ protocol: /^https?$/ }).transform(url => url.replace(/\/+$/, '')),
    /** Access token of the bot's account, with the scopes read:notifications, read:statuses, read:accounts and write:statuses. */
    token: z.string().min(1).max(2000).optional(),
    tokenFile: z.string().min(1).optional(),
    /** Seconds between looks for mentions. */
    every: z.number().int().min(1).max(3600).default(20),
  })
  .refine(({ token, tokenFile }) => (token === undefined) !== (tokenFile === undefined), {
    message: 'needs either token or tokenFile',
  });
export type MastodonNetwork = z.output<typeof MastodonNetwork>;
