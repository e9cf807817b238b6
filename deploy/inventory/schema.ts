import { isIP } from 'node:net';
import { z } from 'zod';
import { deployedServices, KINDS } from './known-services.ts';

const NAME = /^[a-z][a-z0-9-]{0,30}$/;
const name = z
  .string()
  .regex(NAME, 'is a name of small letters, digits and hyphens that begins with a letter');
const port = z.number().int().min(1).max(65_535);
const ip = z.string().refine(text => isIP(text) !== 0, 'must be an IPv4 or IPv6 address, such as 10.0.0.2');
/** The name of a server, or several; at least one. */
const places = z.union([name, z.array(name).min(1, 'must name a server')]);
const folder = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9._-]*(\/[a-z0-9][a-z0-9._-]*)*$/,
    'is a folder inside the data directory, such as media',
  );

export const ServerSchema = z.strictObject({
  /** Where the operator's ssh reaches it: an address or a host name. */
  address: z
    .string()
    .regex(/^[A-Za-z0-9]([A-Za-z0-9.:-]*[A-Za-z0-9])?$/, 'must be an IP address or a host name'),
  /** Where the other servers reach it; `address` when that is an IP address. */
  internal: ip.optional(),
  /** Root, or a user that `sudo` asks no password of. */
  user: z
    .string()
    .regex(/^[a-z_][a-z0-9_-]*$/, 'is not a user name')
    .default('root'),
  port: port.default(22),
  /** `edge`: Caddy runs here and ports 80 and 443 are open to everybody. */
  roles: z.array(z.enum(['edge'])).default([]),
});

export const ServiceSchema = z.strictObject({
  on: places,
  kind: z.enum(KINDS).optional(),
  /** Folders of the data directory that go along when it moves. */
  state: z.array(folder).optional(),
  /** Most memory, such as 512M or 2G. */
  memory: z
    .string()
    .regex(/^[1-9]\d{0,6}[MG]$/, 'must be megabytes or gigabytes, such as 512M or 2G')
    .optional(),
  /** Most processes and threads. */
  tasks: z.number().int().min(16).max(10_000).optional(),
});

/** Where a secret comes from, on the machine that deploys. It is read when it is sent and written down nowhere in between. */
export const SecretSchema = z
  .strictObject({
    env: z
      .string()
      .regex(/^[A-Za-z_]\w*$/, 'is not the name of an environment variable')
      .optional(),
    file: z.string().min(1).optional(),
    /** A program and its arguments that print it, such as a password manager's. */
    command: z.array(z.string().min(1)).min(1).optional(),
    /** The services that are given it; all of them when not said. */
    services: z.array(z.enum(deployedServices)).min(1).optional(),
  })
  .refine(
    ({ env, file, command }) => [env, file, command].filter(Boolean).length === 1,
    'takes exactly one of env, file and command',
  );

export const CheckSchema = z.union([
  z.strictObject({ tcp: port }),
  z.strictObject({ http: z.url({ protocol: /^https?$/ }) }),
]);

export const NEIGHBOUR_KINDS = [
  'memcached',
  'coturn',
  'irc',
  'libretranslate',
  'gitea',
  'caddy',
  'postgresql',
] as const;
export type NeighbourKind = (typeof NEIGHBOUR_KINDS)[number];

export const NeighbourSchema = z.strictObject({
  kind: z.enum(NEIGHBOUR_KINDS),
  on: name,
  /** Its usual one unless given. */
  port: port.optional(),
  /** How `croft doctor` sees that it is well; a question in its own protocol unless given. */
  check: CheckSchema.optional(),
});

/** What each server that keeps files does every night: a backup, proved by restoring it. */
export const BackupsSchema = z.strictObject({
  /** A folder on the server, best on another disk; each service has one of its own in it. */
  to: z
    .string()
    .regex(
      /^(\/[A-Za-z0-9][A-Za-z0-9._-]*){2,}$/,
      'must be the path of a folder, such as /var/backups/croft',
    ),
  /** When, by the clock of the server. */
  at: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day, such as 03:15')
    .default('03:15'),
  /** How many stay. */
  keep: z.number().int().min(1).max(1000).default(14),
});

/** The parts of `croft.config.ts` that say what runs on which server. */
export const InventorySchema = z.strictObject({
  servers: z.record(name, ServerSchema),
  services: z.partialRecord(z.enum(deployedServices), ServiceSchema).default({}),
  neighbours: z.record(name, NeighbourSchema).default({}),
  backups: BackupsSchema.optional(),
  secrets: z
    .record(
      z.string().regex(/^[A-Za-z_]\w*$/, 'is named like an environment variable, such as DATABASE_URL'),
      SecretSchema,
    )
    .default({}),
});

/** As it is written in `croft.config.ts`. */
export type InventorySettings = z.input<typeof InventorySchema>;
export type Check = z.output<typeof CheckSchema>;
export type Backups = z.output<typeof BackupsSchema>;
export type SecretSource = z.output<typeof SecretSchema>;
