import { createHash } from 'node:crypto';
import { hostTools } from '../host/tools.ts';
import { type Inventory, type ServerPlace, type ServicePlace, servicesOn } from '../inventory/inventory.ts';
import { deployedServices } from '../inventory/known-services.ts';
import { credentialsOf, type ListeningSocket, layout, unitName } from '../layout.ts';
import type { WrittenFile } from '../remote/shell.ts';
import type { ServerCertificate } from '../tls/authority.ts';
import { backupFiles } from '../units/backup.ts';
import { caddyfile } from '../units/caddyfile.ts';
import { serviceUnit } from '../units/service.ts';
import { idleUnit, socketsOf, socketUnit } from '../units/sockets.ts';
import { serviceConfig, type WrittenSections } from './config-file.ts';
import { firewallFiles } from './firewall.ts';

/** Everything that decides what is on the servers. */
export interface Wanted {
  readonly inventory: Inventory;
  readonly written: WrittenSections;
  readonly publicPort: number;
  readonly secrets: ReadonlyMap<string, string>;
  certificate(server: ServerPlace): ServerCertificate;
}

/** A service as one server shall run it. */
export interface WantedService {
  readonly service: ServicePlace;
  /** Changes with anything but the release that only a new generation takes up: configuration, unit, secrets, certificate. */
  readonly fingerprint: string;
  /** What a generation of it has for itself. */
  files(generation: string): WrittenFile[];
}

/** The files of one server, whatever runs there; with those for a Prometheus there, where it has one. */
export function serverFiles(
  wanted: Wanted,
  server: ServerPlace,
  has: { prometheus: boolean },
): WrittenFile[] {
  const { inventory } = wanted;
  const services = servicesOn(inventory, server.name);
  return [
    ...accounts(),
    ...hostTools(),
    ...(has.prometheus ? tlsFiles(layout.prometheus, wanted.certificate(server), 'prometheus') : []),
    ...(server.edge
      ? [
          {
            path: '/etc/caddy/Caddyfile',
            content: caddyfile(originOf(wanted), inventory.servers, wanted.publicPort),
          },
        ]
      : []),
    ...firewallFiles(inventory, server, wanted.publicPort),
    ...services.flatMap(service => socketFiles(wanted, server, service)),
    ...backupFiles(inventory, server),
  ];
}

/** The units that hold the sockets of a service on one server, whichever generation serves. */
function socketFiles(wanted: Wanted, server: ServerPlace, service: ServicePlace): WrittenFile[] {
  const unit = `${layout.units}/croft-${service.name}`;
  return [
    { path: `${unit}.socket`, content: socketUnit(service, socketsAt(wanted, server, service)) },
    { path: `${unit}-idle.service`, content: idleUnit(service) },
  ];
}

function socketsAt(wanted: Wanted, server: ServerPlace, service: ServicePlace): ListeningSocket[] {
  const edges = wanted.inventory.servers.some(({ edge }) => edge);
  const address = server.internal.includes(':') ? `[${server.internal}]` : server.internal;
  const entrance = edges ? `${address}:${wanted.publicPort}` : String(wanted.publicPort);
  return socketsOf(service, { internal: server.internal, public: entrance });
}

export function wantedService(wanted: Wanted, server: ServerPlace, service: ServicePlace): WantedService {
  const config = serviceConfig(service, wanted.written, wanted.inventory);
  const certificate = wanted.certificate(server);
  const sockets = socketsAt(wanted, server, service);
  const unit = serviceUnit(service, sockets);
  const digest = createHash('sha256').update(config).update(certificate.ca).update(certificate.cert);
  for (const name of service.secrets) digest.update(`\0${name}=${wanted.secrets.get(name)}`);
  for (const content of [socketUnit(service, sockets), unit]) digest.update(`\0${content}`);
  const fingerprint = digest.digest('hex').slice(0, 8);
  const files = (generation: string): WrittenFile[] => {
    const folder = `${layout.generations}/${generation}`;
    const credentials = {
      'ca.crt': certificate.ca,
      'server.crt': certificate.cert,
      'server.key': certificate.key,
    };
    const secrets = service.secrets.map(name => [name, wanted.secrets.get(name)!] as const);
    return [
      {
        path: `${folder}/croft.config.ts`,
        content: config,
        mode: '640',
        group: `croft-${service.name}`,
      },
      ...[...Object.entries(credentials), ...secrets].map(([name, content]) => ({
        path: `${credentialsOf(folder)}/${name}`,
        content,
        mode: '600',
      })),
      { path: `${layout.units}/${unitName(service.name, generation)}`, content: unit },
    ];
  };
  return { service, fingerprint, files };
}

function originOf({ written }: Wanted): string {
  return String(written['server']!['url']);
}

function tlsFiles(folder: string, { ca, cert, key }: ServerCertificate, group: string): WrittenFile[] {
  return [
    { path: `${folder}/ca.crt`, content: ca },
    { path: `${folder}/server.crt`, content: cert },
    { path: `${folder}/server.key`, content: key, mode: '640', group },
  ];
}

/** A user for each service, a group for their sockets, and the folders in which these are. */
function accounts(): WrittenFile[] {
  const users = deployedServices.map(name => `u croft-${name} - "Croft ${name}" ${layout.state}/${name}`);
  return [
    { path: '/etc/sysusers.d/croft.conf', content: `g croft -\n${users.join('\n')}\n` },
    {
      path: '/etc/tmpfiles.d/croft.conf',
      content: `d ${layout.run} 0750 root croft\nd ${layout.hold} 0755 root root\nd /run/croft-deploy 0700 root root\nd ${layout.state} 0755 root root\nd ${layout.crashes} 0750 root croft\n`,
    },
  ];
}
