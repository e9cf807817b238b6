/**
 * How a service may be spread and replaced:
 * `stateless` runs on any number of servers, and two generations of it overlap while one replaces the other;
 * `pinned` keeps files on its one server: it overlaps there, leaves it with its files only, and is not drained away by itself;
 * `singleton` must never run twice at once: the next process waits for the last to have ended, and callers wait in its socket.
 */
export const KINDS = ['stateless', 'pinned', 'singleton'] as const;
export type Kind = (typeof KINDS)[number];

export interface KnownService {
  readonly kind: Kind;
  /** Folders of its data directory that are not made anew: they go along when it moves. */
  readonly state: readonly string[];
  /** Distinguishes its ports: RPC is 7100 + it, public paths 7200 + it, the inside 7300 + it. */
  readonly number: number;
  /** Bytes of memory that it may have, as systemd writes them. */
  readonly memory: string;
  readonly tasks: number;
  /** Whether it answers public paths. */
  readonly http: boolean;
}

/** Every service of Croft with what holds for it unless `croft.config.ts` says otherwise. */
export const KNOWN_SERVICES = {
  api: { kind: 'pinned', state: ['media', 'secrets'], number: 1, memory: '1G', tasks: 128, http: true },
  reader: { kind: 'pinned', state: ['secrets'], number: 2, memory: '1G', tasks: 128, http: true },
  bot: { kind: 'stateless', state: [], number: 3, memory: '512M', tasks: 128, http: true },
  chat: { kind: 'stateless', state: [], number: 4, memory: '512M', tasks: 128, http: true },
  relay: { kind: 'singleton', state: [], number: 5, memory: '512M', tasks: 128, http: true },
  web: { kind: 'stateless', state: [], number: 6, memory: '1G', tasks: 128, http: true },
} as const satisfies Record<string, KnownService>;

export type DeployedService = keyof typeof KNOWN_SERVICES;

export const deployedServices = Object.keys(KNOWN_SERVICES) as DeployedService[];

export interface ServicePorts {
  /** Calls of other services, mutual TLS. */
  readonly rpc: number;
  /** Public paths, passed on by `web`, mutual TLS. */
  readonly http: number;
  /** Health, metrics and status for operators, mutual TLS. */
  readonly internal: number;
}

/** The fixed TCP ports of a service, the same on every server. */
export function portsOf(service: DeployedService): ServicePorts {
  const { number } = KNOWN_SERVICES[service];
  return { rpc: 7100 + number, http: 7200 + number, internal: 7300 + number };
}

/** The name under which a service is reached from every server. */
export function hostName(service: string): string {
  return `${service}.internal`;
}
