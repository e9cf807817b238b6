import type { ServicePlace } from '../inventory/inventory.ts';
import { type ListeningSocket, layout } from '../layout.ts';

export interface SocketPlaces {
  /** The server's address among the servers. */
  readonly internal: string;
  /** Where people come in, as ListenStream= takes it: the port of the site, with an address when only Caddy may come. */
  readonly public: string;
}

/** The sockets of a service on one server, in the order in which its process is given them. */
export function socketsOf({ name, ports, http }: ServicePlace, places: SocketPlaces): ListeningSocket[] {
  const inside = places.internal.includes(':') ? `[${places.internal}]` : places.internal;
  const abroad = (what: 'rpc' | 'http' | 'internal'): ListeningSocket => ({
    name: `${what}-tls`,
    at: `${inside}:${ports[what]}`,
  });
  const own = name === 'web';
  return [
    { name: 'rpc', at: `${layout.run}/${name}.rpc` },
    { name: 'internal', at: `${layout.run}/${name}.int` },
    abroad('rpc'),
    abroad('internal'),
    ...(own ? [{ name: 'public', at: places.public } as const] : []),
    ...(http && !own ? [{ name: 'http', at: `${layout.run}/${name}.http` } as const, abroad('http')] : []),
  ];
}

/** systemd holds the sockets, and every generation of the service is given the same ones: none is ever closed to callers. */
export function socketUnit(service: ServicePlace, sockets: readonly ListeningSocket[]): string {
  const { name } = service;
  return `# Made by croft; changes are overwritten.
[Unit]
Description=Sockets of Croft's ${name}

[Socket]
${sockets.map(({ at }) => `ListenStream=${at}`).join('\n')}
FreeBind=yes
Backlog=4096
SocketUser=croft-${name}
SocketGroup=croft
SocketMode=0660
DirectoryMode=0755
RemoveOnStop=yes
# A connection that comes while no generation runs waits; starting one is not for the socket to decide.
Service=croft-${name}-idle.service
TriggerLimitBurst=0

[Install]
WantedBy=sockets.target
`;
}

/** What the socket "starts" when nothing else has it: nothing, so that connections wait until a generation comes. */
export function idleUnit({ name }: ServicePlace): string {
  return `# Made by croft; changes are overwritten.
[Unit]
Description=Croft's ${name} between two generations

[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/bin/true
`;
}
