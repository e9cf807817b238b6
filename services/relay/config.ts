import { z } from 'zod';
import { option } from '../../core/config/options.ts';

/** Neither spaces nor controls: it stands in an IRC line. */
const Word = z.string().regex(/^[^\s\x00-\x1f\x7f,:]+$/, 'must be one word');

const Channel = z
  .string()
  .regex(
    /^[#&+!][^\s\x00-\x1f\x7f,]{1,199}( [^\s\x00-\x1f\x7f,]{1,50})?$/,
    'must be #CHANNEL, or "#CHANNEL KEY"',
  );

export const IrcNetwork = z.strictObject({
  /** Stands in the ids of its rooms: `irc/NAME/#channel`. */
  name: z.string().regex(/^[a-z0-9-]{1,30}$/, 'must be a short name in lower case, such as libera'),
  kind: z.literal('irc'),
  host: z.string().min(1).max(255),
  /** 6697 with TLS and 6667 without, unless given. */
  port: z.number().int().min(1).max(65535).optional(),
  /** Certificates are verified unless `rejectUnauthorized` is false; `ca` is a PEM file (or its text) to trust beside the usual ones. */
  tls: z
    .union([
      z.boolean(),
      z.strictObject({ ca: z.string().min(1).optional(), rejectUnauthorized: z.boolean().default(true) }),
    ])
    .default(true),
  nick: Word.max(30).default('croft'),
  /** The nick unless given. */
  username: Word.max(20).optional(),
  realname: z
    .string()
    .regex(/^[^\x00-\x1f\x7f]{1,100}$/, 'must be one line')
    .default('Croft'),
  /** SASL PLAIN. The password may stand in a file of its own, read at each connection. */
  sasl: z
    .strictObject({
      account: Word.max(100),
      password: z.string().min(1).max(300).optional(),
      passwordFile: z.string().min(1).optional(),
    })
    .refine(sasl => (sasl.password === undefined) !== (sasl.passwordFile === undefined), {
      message: 'needs either password or passwordFile',
    })
    .optional(),
  channels: z.array(Channel).max(100).default([]),
});
export type IrcNetwork = z.output<typeof IrcNetwork>;

const Networks = z.array(IrcNetwork).superRefine((networks, check) => {
  const names = networks.map(network => network.name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice) check.addIssue({ code: 'custom', message: `has two networks named ${twice}` });
});

/** The section `relay` of `croft.config.ts`. */
export const relayOptions = {
  networks: option<z.output<typeof Networks>>({
    schema: Networks,
    default: [],
    about: 'IRC networks that the bot sits on: name, host, tls, nick, sasl, channels each',
  }),
} as const;
