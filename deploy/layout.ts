import type { DeployedService, Kind } from './inventory/known-services.ts';

/** Where things are on a server. All of it belongs to root, but for `state`. */
export const layout = {
  releases: '/opt/croft/releases',
  /** Production dependencies and Node, shared by the releases that have the same. */
  layers: '/opt/croft/layers',
  /** A generation is one start of one release with one configuration. */
  generations: '/etc/croft/generations',
  /** Per service the name of the generation that serves. */
  current: '/etc/croft/current',
  tls: '/etc/croft/tls',
  secrets: '/etc/croft/secrets',
  /** The certificate that Prometheus shows to services, where there is one. */
  prometheus: '/etc/prometheus/croft',
  tools: '/usr/local/lib/croft',
  units: '/etc/systemd/system',
  state: '/var/lib/croft',
  /** What processes that crashed said last, for whoever is of the group croft. */
  crashes: '/var/lib/croft/crashes',
  run: '/run/croft',
  hold: '/run/croft/hold',
  /** What a deployment under way has switched so far, to be undone if nobody finishes it. */
  journal: '/run/croft-deploy/journal',
} as const;

/** A listening socket of a service, under the name by which its process knows it. */
export interface ListeningSocket {
  readonly name: 'rpc' | 'http' | 'internal' | 'public' | 'rpc-tls' | 'http-tls' | 'internal-tls';
  /** As ListenStream= takes it. */
  readonly at: string;
}

export function unitName(service: DeployedService, generation: string): string {
  return `croft-${service}@${generation}.service`;
}

/** Whether two generations of it may run at once on one server. */
export function overlaps(kind: Kind): boolean {
  return kind !== 'singleton';
}
