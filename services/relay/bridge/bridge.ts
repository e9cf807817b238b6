import { z } from 'zod';
import { readRoom } from '../chat-network.ts';
import { foldRoom } from './fold.ts';

const BridgeRoom = z
  .string()
  .max(300)
  .refine(room => readRoom(room) !== undefined && !room.startsWith('mastodon/'), {
    error: ({ input }) =>
      String(input).startsWith('mastodon/')
        ? 'a Mastodon account is no room and cannot be bridged'
        : `"${String(input).slice(0, 80)}" is no room: write chat/NAME, irc/NETWORK/#channel, twitch/NETWORK/#channel or matrix/NETWORK/#room:server`,
  });

export const BridgeOptions = z.strictObject({
  /** How senders are shown; `{name}`, and `{network}` for where they are. */
  sender: z
    .string()
    .min(1)
    .max(60)
    .regex(/\{name\}/, 'must have {name} in it')
    .regex(/^[^\x00-\x1f\x7f]*$/, 'must be one line')
    .default('{name}'),
  /** On IRC each sender has a colour. */
  colours: z.boolean().default(false),
  /** IRC's own colours and styles go from one IRC room to another. */
  styles: z.boolean().default(false),
  /** Names of whom nothing is carried, such as other bridges and bots. */
  ignore: z.array(z.string().min(1).max(100)).max(200).default([]),
  /** Lines whose text begins so are not carried: commands of bots. */
  ignorePrefixes: z.array(z.string().min(1).max(10)).max(20).default([]),
  /** Which room hears and which speaks; a room that is not named does both. */
  oneWay: z.record(z.string(), z.enum(['from', 'to'])).default({}),
});
export type BridgeOptions = z.output<typeof BridgeOptions>;

export const Bridge = BridgeOptions.extend({
  name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'must be a short name in lower case, such as home'),
  rooms: z
    .array(BridgeRoom)
    .min(2, 'needs at least two rooms')
    .max(20, 'has at most 20 rooms')
    .refine(rooms => new Set(rooms.map(foldRoom)).size === rooms.length, 'names a room twice'),
  paused: z.boolean().default(false),
}).superRefine(({ rooms, oneWay }, check) => {
  const known = new Set(rooms.map(foldRoom));
  for (const room of Object.keys(oneWay))
    if (!known.has(foldRoom(room)))
      check.addIssue({
        code: 'custom',
        message: `oneWay names ${room}, which is no room of the bridge`,
        path: ['oneWay'],
      });
});
export type Bridge = z.output<typeof Bridge>;
