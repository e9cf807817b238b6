import { z } from 'zod';

/** Neither spaces nor controls: it stands in an IRC line. */
const Word = z.string().regex(/^[^\s\x00-\x1f\x7f,:]+$/, 'must be one word');

const Channel = z
  .string()
  .regex(
    /^[#&+!][^\s\x00-\x1f\x7f,]{1,199}( [^\s\x00-\x1f\x7f,]{1,50})?$/,
    'must be #CHANNEL, or "#CHANNEL KEY"',
  );

/** Stands in the ids of its rooms: `irc/NAME/#channel`. */
export const NetworkName = z
  .string()
  .regex(/^[a-z0-9-]{1,30}$/, 'must be a short name in lower case, such as libera');

const Tls = z.strictObject({
  /** A PEM file (or its text) to trust beside the usual authorities. */
  ca: z.string().min(1).optional(),
  rejectUnauthorized: z.boolean().default(true),
  /** SHA-256 of the certificate that the server has to show, whoever signed it. */
  pin: z
    .string()
    .transform(pin => pin.replaceAll(':', '').toLowerCase())
    .refine(pin => /^[0-9a-f]{64}$/.test(pin), 'must be the SHA-256 fingerprint of a certificate in hex')
    .optional(),
  /** PEM files (or their text) of a certificate of ours, for SASL EXTERNAL. */
  cert: z.string().min(1).optional(),
  key: z.string().min(1).optional(),
});

const Plain = z.strictObject({
  mechanism: z.literal('PLAIN').optional(),
  account: Word.max(100),
  password: z.string().min(1).max(1_000).optional(),
  /** Read at each connection. */
  passwordFile: z.string().min(1).optional(),
});

const Sasl = z
  .union([z.strictObject({ mechanism: z.literal('EXTERNAL') }), Plain])
  .superRefine((sasl, check) => {
    if (sasl.mechanism !== 'EXTERNAL' && (sasl.password === undefined) === (sasl.passwordFile === undefined))
      check.addIssue({ code: 'custom', message: 'needs either password or passwordFile' });
  });

export const IrcNetwork = z
  .strictObject({
    name: NetworkName,
    kind: z.literal('irc'),
    host: z.string().min(1).max(255),
    /** 6697 with TLS and 6667 without, unless given. */
    port: z.number().int().min(1).max(65535).optional(),
    /** Certificates are verified unless `rejectUnauthorized` is false or one is pinned. */
    tls: z.union([z.boolean(), Tls]).default(true),
    nick: Word.max(30).default('croft'),
    /** The nick unless given. */
    username: Word.max(20).optional(),
    realname: z
      .string()
      .regex(/^[^\x00-\x1f\x7f]{1,100}$/, 'must be one line')
      .default('Croft'),
    /** What the server itself wants of everybody, where it does (PASS). */
    serverPassword: Word.max(200).optional(),
    sasl: Sasl.optional(),
    /** What NickServ is asked for, once, when somebody has the nick. */
    recover: z.enum(['regain', 'ghost', 'release']).optional(),
    channels: z.array(Channel).max(100).default([]),
  })
  .superRefine(({ sasl, tls }, check) => {
    if (sasl?.mechanism !== 'EXTERNAL') return;
    if (typeof tls !== 'object' || tls.cert === undefined || tls.key === undefined)
      check.addIssue({ code: 'custom', message: 'SASL EXTERNAL needs tls.cert and tls.key', path: ['sasl'] });
  });
export type IrcNetwork = z.output<typeof IrcNetwork>;
