import { createHash } from 'node:crypto';
import { NODE_FLAGS } from '../../core/node-flags.ts';
import { type Inventory, keepsFiles, type ServicePlace } from '../inventory/inventory.ts';

/** Where things are in a container, the same under every engine. */
export const inside = {
  /** Directory of the service's `croft.config.ts`, from which it is started. */
  config: '/etc/croft/service',
  tls: '/etc/croft/tls',
  secrets: '/run/secrets/croft',
  run: '/run/croft',
  data: '/var/lib/croft',
  /** Where backups are mounted, of services that keep files. */
  backups: '/var/backups/croft',
} as const;

/** User and group of every process; it has no name and owns nothing but its volumes. */
export const USER = 10_001;

/** A drain takes at most about 9 s (core/service/host.ts), as in the units of a server. */
export const STOP_SECONDS = 20;

/** The program that an image runs. */
export const ENTRY = ['/node', ...NODE_FLAGS, '/cli/croft.js'];

/** What is run: the image's entry point is Croft's program. */
export function startCommand({ name }: ServicePlace): string[] {
  return ['start', name];
}

/** Makes a backup of a service that keeps files and proves it; that of the first has the database. */
export function backupCommand({ name }: ServicePlace, { services }: Inventory, keep: number): string[] {
  const withDatabase = services.find(keepsFiles)?.name === name;
  const folder = `${inside.backups}/${name}`;
  return [
    ...['backup', folder, '--keep', String(keep), '--verify', '--json'],
    ...(withDatabase ? [] : ['--files-only']),
  ];
}

/**
 * Asks a service in its own container how it is. Its port for operators wants a certificate, which no engine's own probes show;
 * the socket beside it wants none.
 */
export function probeCommand({ name }: ServicePlace, path: '/healthz' | '/readyz'): string[] {
  return ['/node', '/deploy/image/probe.js', `${inside.run}/${name}.int`, path];
}

export function environment({ kind }: ServicePlace): Record<string, string> {
  return {
    NODE_ENV: 'production',
    CROFT_RUN: inside.run,
    CROFT_DATA: inside.data,
    CROFT_TLS: inside.tls,
    CREDENTIALS_DIRECTORY: inside.secrets,
    NODE_COMPILE_CACHE: `${inside.data}/cache/node`,
    // The database sees to it that it runs once, whatever an engine believes of a node that it has lost.
    ...(kind === 'singleton' && { CROFT_ALONE: '1' }),
  };
}

/** The ports that other services and operators reach it at, by name. */
export function portsInside(service: ServicePlace, publicPort: number): Record<string, number> {
  const { rpc, http, internal } = service.ports;
  const web = service.name === 'web';
  return {
    rpc,
    ...(service.http && !web && { http }),
    internal,
    ...(web && { public: publicPort }),
  };
}

/** Changes when the text does. */
export function fingerprint(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
