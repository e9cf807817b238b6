import { z } from 'zod';
import { NetworkName } from './irc.ts';

const Address = z.url({ protocol: /^https?$/ }).transform(url => url.replace(/\/+$/, ''));

export const TwitchNetwork = z
  .strictObject({
    /** Stands in the ids of its rooms: `twitch/NAME/#channel`. */
    name: NetworkName,
    kind: z.literal('twitch'),
    /** Of the application at dev.twitch.tv. */
    clientId: z.string().regex(/^\w{5,60}$/, 'must be the id of an application at dev.twitch.tv'),
    /** Of a confidential application; a public one has none. */
    clientSecret: z.string().min(1).max(200).optional(),
    clientSecretFile: z.string().min(1).optional(),
    /** `#login`, or `login`. */
    channels: z
      .array(
        z
          .string()
          .regex(/^#?\w{1,25}$/, 'must be the name of a Twitch channel')
          .transform(name => `#${name.replace('#', '').toLowerCase()}`),
      )
      .min(1)
      .max(50),
    /** Where Twitch is. */
    idUrl: Address.default('https://id.twitch.tv'),
    apiUrl: Address.default('https://api.twitch.tv'),
    chat: z
      .strictObject({
        host: z.string().min(1).max(255),
        port: z.number().int().min(1).max(65535),
        tls: z.boolean(),
      })
      .default({ host: 'irc.chat.twitch.tv', port: 6697, tls: true }),
  })
  .refine(twitch => twitch.clientSecret === undefined || twitch.clientSecretFile === undefined, {
    message: 'has clientSecret and clientSecretFile; give one',
  });
export type TwitchNetwork = z.output<typeof TwitchNetwork>;
