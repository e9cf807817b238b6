import { createHash } from 'node:crypto';
import { hostTools } from '../host/tools.ts';
import { type Inventory, type ServerPlace, type ServicePlace, servicesOn } from '../inventory/inventory.ts';
import { deployedServices } from '../inventory/known-services.ts';
import { layout } from '../layout.ts';
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
  readonly config: string;
  /** Changes with anything but the release that only a new generation takes up: configuration, unit, secrets, certificate. */
  readonly fingerprint: string;
}

/** The files of one server, whatever release runs there; with those for a Prometheus there, where it has one. */
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
    ...tlsFiles(layout.tls, wanted.certificate(server)),
    ...(has.prometheus ? tlsFiles(layout.prometheus, wanted.certificate(server), 'prometheus') : []),
    ...[...wanted.secrets]
      .filter(([name]) => services.some(({ secrets }) => secrets.includes(name)))
      .map(([name, content]) => ({ path: `${layout.secrets}/${name}`, content, mode: '600' })),
    ...(server.edge
      ? [
          {
            path: '/etc/caddy/Caddyfile',
            content: caddyfile(originOf(wanted), inventory.servers, wanted.publicPort),
          },
        ]
      : []),
    ...firewallFiles(inventory, server, wanted.publicPort),
    ...services.flatMap(service => unitFiles(wanted, server, service)),
    ...backupFiles(inventory, server),
  ];
}

/** The units of one service on one server. */
export function unitFiles(wanted: Wanted, server: ServerPlace, service: ServicePlace): WrittenFile[] {
  const edges = wanted.inventory.servers.some(({ edge }) => edge);
  const address = server.internal.includes(':') ? `[${server.internal}]` : server.internal;
  const entrance = edges ? `${address}:${wanted.publicPort}` : String(wanted.publicPort);
  const sockets = socketsOf(service, { internal: server.internal, public: entrance });
  return [
    { path: `${layout.units}/croft-${service.name}.socket`, content: socketUnit(service, sockets) },
    { path: `${layout.units}/croft-${service.name}-idle.service`, content: idleUnit(service) },
    { path: `${layout.units}/croft-${service.name}@.service`, content: serviceUnit(service, sockets) },
  ];
}

export function wantedService(wanted: Wanted, server: ServerPlace, service: ServicePlace): WantedService {
  const config = serviceConfig(service, wanted.written, wanted.inventory);
  const certificate = wanted.certificate(server);
  const digest = createHash('sha256').update(config).update(certificate.ca).update(certificate.cert);
  for (const name of service.secrets) digest.update(`\0${name}=${wanted.secrets.get(name)}`);
  for (const { content } of unitFiles(wanted, server, service)) digest.update(`\0${content}`);
  return { service, config, fingerprint: digest.digest('hex').slice(0, 8) };
}

function originOf({ written }: Wanted): string {
  return String(written['server']!['url']);
}

function tlsFiles(folder: string, { ca, cert, key }: ServerCertificate, group?: string): WrittenFile[] {
  return [
    { path: `${folder}/ca.crt`, content: ca },
    { path: `${folder}/server.crt`, content: cert },
    { path: `${folder}/server.key`, content: key, ...(group ? { mode: '640', group } : { mode: '600' }) },
  ];
}

/** A user for each service, a group for their sockets, and the folders in which these are. */
function accounts(): WrittenFile[] {
  const users = deployedServices.map(name => `u croft-${name} - "Croft ${name}" ${layout.state}/${name}`);
  return [
    { path: '/etc/sysusers.d/croft.conf', content: `g croft -\n${users.join('\n')}\n` },
    {
      path: '/etc/tmpfiles.d/croft.conf',
      content: `d ${layout.run} 0750 root croft\nd ${layout.hold} 0755 root root\nd /run/croft-deploy 0700 root root\nd ${layout.state} 0755 root root\nd ${layout.crashes} 0750 root croft\nd ${layout.secrets} 0700 root root\n`,
    },
  ];
}
