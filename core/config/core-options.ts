import { z } from 'zod';
import { option, type Values } from './options.ts';

const hostPort = z.string().regex(/^(unix:\/.+|.+:\d{1,5})$/, 'must be HOST:PORT or unix:/PATH');

/** Options that concern the process rather than one service: the section `server` of `croft.config.ts`. */
export const serverOptions = {
  port: option({
    env: 'PORT',
    schema: z.number().int().min(0).max(65535),
    default: 8080,
    about: 'TCP port of the public site',
  }),
  host: option({
    schema: z.string().min(1),
    default: '::',
    about: 'Address that the public port listens on; all of this machine unless given',
  }),
  data: option({
    env: 'CROFT_DATA',
    schema: z.string().min(1),
    default: './data',
    about: 'Directory of everything that must be kept: database, media, secrets',
  }),
  run: option({
    env: 'CROFT_RUN',
    schema: z.string().startsWith('/').optional(),
    default: undefined,
    about: 'Directory of the sockets, as an absolute path; inside the data directory unless given',
  }),
  crashes: option({
    env: 'CROFT_CRASHES',
    schema: z.string().startsWith('/').optional(),
    default: undefined,
    about: 'Directory of reports of crashes, as an absolute path; inside the data directory unless given',
  }),
  tls: option({
    env: 'CROFT_TLS',
    schema: z.string().startsWith('/').optional(),
    default: undefined,
    about:
      'Directory with ca.crt, server.crt and server.key, when services are on several servers; these reach one another with mutual TLS',
  }),
  names: option({
    env: 'CROFT_NAMES',
    schema: z.string().regex(/^(\.[a-z0-9-]+)*$/),
    default: '.internal',
    about: 'What follows the name of a service in its host name, when services are on several servers',
  }),
  url: option({
    env: 'CROFT_URL',
    schema: z.url({ protocol: /^https?$/ }).optional(),
    default: undefined,
    about:
      'Public address of the site, such as https://example.org; links, feeds and cookies are made from it',
  }),
  database: option({
    env: 'DATABASE_URL',
    schema: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
    default: undefined,
    about:
      'A PostgreSQL 15 or newer to use instead of the embedded one: postgres://USER:PASSWORD@HOST/DATABASE',
  }),
  memcached: option({
    env: 'MEMCACHED_SERVERS',
    schema: z.array(hostPort),
    default: [],
    about: 'memcached servers shared by all services, HOST:PORT each; a cache in memory when none is given',
  }),
  trustedProxies: option({
    schema: z.array(z.string()),
    default: [],
    about: 'Addresses or networks of reverse proxies whose X-Forwarded-* headers are believed',
  }),
  fetchAllow: option({
    schema: z.array(z.string()),
    default: [],
    about:
      'Hosts, addresses or networks inside your own network that Croft may fetch from (feeds at home, tests)',
  }),
  traces: option({
    env: 'OTEL_EXPORTER_OTLP_ENDPOINT',
    schema: z.url({ protocol: /^https?$/ }).optional(),
    default: undefined,
    about:
      'A collector that takes OpenTelemetry traces over HTTP, such as http://localhost:4318; none are made without it',
  }),
  logLevel: option({
    env: 'LOG_LEVEL',
    schema: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']),
    default: 'info',
    about: 'Least important log line that is written',
  }),
} as const;

export type ServerConfig = Values<typeof serverOptions>;
