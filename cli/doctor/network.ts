import { lookup } from 'node:dns/promises';
import net from 'node:net';
import { networkInterfaces } from 'node:os';
import type { Cluster } from '../../deploy/cluster.ts';
import type { Inventory, Neighbour } from '../../deploy/inventory/inventory.ts';
import { type Answer, type Probe, probeFrom } from '../../deploy/remote/probe.ts';
import { type Finding, finding } from './check.ts';

/** Milliseconds after which a port that says nothing is taken for closed. */
const CLOSED_MS = 1_500;

/** What a server reaches: the ports of services on all others, the database, and the neighbours that only servers talk to. */
export async function checkFromServer(cluster: Cluster, from: string): Promise<Finding[]> {
  const { inventory, secrets } = cluster.wanted;
  const others = inventory.services.flatMap(({ name, on, ports: { rpc, internal, http }, ...service }) =>
    on
      .filter(server => server !== from)
      .flatMap(server =>
        // What `web` answers is its public port.
        [rpc, internal, ...(service.http && name !== 'web' ? [http] : [])].map(port => ({
          what: `${name} on ${server}`,
          probe: { kind: 'tcp', host: cluster.server(server).internal, port } as const,
        })),
      ),
  );
  const database = databaseProbe(secrets.get('DATABASE_URL')!);
  const neighbours = inventory.neighbours.map(neighbour => ({
    what: neighbour,
    probe: neighbourProbe(neighbour, cluster.server(neighbour.on).internal),
  }));
  const probes = [
    ...others.map(({ probe }) => probe),
    ...neighbours.map(({ probe }) => probe),
    ...(database ? [database] : []),
  ];
  let answers: Answer[];
  try {
    answers = await probeFrom(cluster.remote(from), probes);
  } catch (error) {
    return [finding('ports', 'fail', (error as Error).message)];
  }
  const closed = others.flatMap(({ what, probe }, index) =>
    answers[index]!.ok ? [] : [`${what}, port ${probe.port} (${answers[index]!.said})`],
  );
  return [
    closed.length === 0
      ? finding('ports', 'ok', `${from}: reaches all ${others.length} ports of the others`)
      : finding('ports', 'fail', `${from}: does not reach ${closed.slice(0, 3).join('; ')}`),
    ...neighbours.map(({ what }, index) => {
      const { ok, said } = answers[others.length + index]!;
      const words = `${from}: ${what.name} on ${what.on} ${ok ? `answers (${said})` : `does not answer: ${said}`}`;
      return finding(what.kind, ok ? 'ok' : 'fail', words);
    }),
    ...(database
      ? [
          answers.at(-1)!.ok
            ? finding('database', 'ok', `${from}: reaches it`)
            : finding('database', 'fail', `${from}: does not reach DATABASE_URL: ${answers.at(-1)!.said}`),
        ]
      : []),
  ];
}

/** How a neighbour is asked: as croft.config.ts says, or in its own protocol. */
export function neighbourProbe({ kind, port, check }: Neighbour, host: string): Probe {
  if (check !== undefined)
    return 'http' in check ? { kind: 'http', url: check.http } : { kind: 'tcp', host, port: check.tcp };
  const name = host.includes(':') ? `[${host}]` : host;
  switch (kind) {
    case 'memcached':
    case 'postgresql':
    case 'irc':
      return { kind, host, port };
    case 'coturn':
      return { kind: 'stun', host, port };
    case 'libretranslate':
      return { kind: 'http', url: `http://${name}:${port}/languages` };
    case 'gitea':
      return { kind: 'http', url: `http://${name}:${port}/api/healthz` };
    case 'caddy':
      return { kind: 'tcp', host, port };
  }
}

function databaseProbe(address: string): Probe | undefined {
  if (!URL.canParse(address)) return undefined;
  const { hostname, port } = new URL(address);
  if (hostname === '') return undefined;
  return { kind: 'postgresql', host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || 5432) };
}

/** Whether the ports that are for servers alone are closed to this machine; nothing where it is one of the servers. */
export async function checkStrangers({ servers, services }: Inventory): Promise<Finding[]> {
  const own = Object.values(networkInterfaces()).flatMap(list => list?.map(({ address }) => address) ?? []);
  if (servers.some(({ internal }) => own.includes(internal))) return [];
  const open = await Promise.all(
    servers.flatMap(server =>
      services
        .filter(({ on }) => on.includes(server.name))
        .map(async ({ name, ports }) =>
          (await isOpen(server.address, ports.rpc)) ? [`${name} on ${server.name}, port ${ports.rpc}`] : [],
        ),
    ),
  );
  const found = open.flat();
  return [
    found.length === 0
      ? finding('firewall', 'ok', 'the ports of services are closed to this machine')
      : finding(
          'firewall',
          'warn',
          `strangers reach ${found.slice(0, 3).join('; ')}: apt install nftables there, and croft apply`,
        ),
  ];
}

function isOpen(host: string, port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = net.connect({ host, port, timeout: CLOSED_MS });
    const end = (open: boolean) => {
      socket.destroy();
      resolve(open);
    };
    socket
      .once('connect', () => end(true))
      .once('timeout', () => end(false))
      .once('error', () => end(false));
  });
}

/** Whether the public name leads to where people come in. */
export async function checkName({ servers, services }: Inventory, origin: string): Promise<Finding> {
  const { hostname } = new URL(origin);
  const edges = servers.filter(({ edge }) => edge);
  const web = services.find(({ name }) => name === 'web')!;
  const doors = edges.length > 0 ? edges : servers.filter(({ name }) => web.on.includes(name));
  const found = await lookup(hostname.replace(/^\[|\]$/g, ''), { all: true }).catch(error => error as Error);
  if (found instanceof Error)
    return finding('dns', 'fail', `${hostname} is not found: give it an address record of ${doors[0]!.name}`);
  const addresses = found.map(({ address }) => address);
  const expected = doors.flatMap(({ address, internal }) => [address, internal]);
  if (addresses.some(address => expected.includes(address)))
    return finding('dns', 'ok', `${hostname} leads to ${addresses.join(', ')}`);
  return finding(
    'dns',
    'warn',
    `${hostname} leads to ${addresses.join(', ')}, which is no address of ${doors.map(({ name }) => name).join(' or ')}: right only if that passes on to it`,
  );
}
