import type { DeployedService, Kind } from './inventory/known-services.ts';

/** Where things are on a server. All of it belongs to root, but for `state`. */
export const layout = {
  releases: '/opt/croft/releases',
  /** Production dependencies and Node, shared by the releases that have the same. */
  layers: '/opt/croft/layers',
  /** A generation is one start of one release with one configuration, its own secrets and certificate, and a unit of its own. */
  generations: '/etc/croft/generations',
  /** Per service a link to the generation that serves. */
  current: '/etc/croft/current',
  /** Per service the name of the last generation of another release. */
  previous: '/etc/croft/previous',
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
  /** The same while it is undone. */
  undoing: '/run/croft-deploy/journal.undoing',
  /** Which services were moved by command, as whoever did it last knew it. */
  moved: '/etc/croft/moved.json',
} as const;

/** A listening socket of a service, under the name by which its process knows it. */
export interface ListeningSocket {
  readonly name: 'rpc' | 'http' | 'internal' | 'public' | 'rpc-tls' | 'http-tls' | 'internal-tls';
  /** As ListenStream= takes it. */
  readonly at: string;
}

/** The folder of a generation, or of what stands for one, with what systemd hands its process as credentials; for root alone. */
export function credentialsOf(generation: string): string {
  return `${generation}/credentials`;
}

/** What systemd hands a service, as LoadCredential= takes it: its certificate and its secrets, from the folder of a generation. */
export function loadedCredentials(secrets: readonly string[], generation: string): string[] {
  return ['ca.crt', 'server.crt', 'server.key', ...secrets].map(
    name => `LoadCredential=${name}:${credentialsOf(generation)}/${name}`,
  );
}

export function unitName(service: DeployedService, generation: string): string {
  return `croft-${service}@${generation}.service`;
}

/** Whether two generations of it may run at once on one server. */
export function overlaps(kind: Kind): boolean {
  return kind !== 'singleton';
}
