import { isIP } from 'node:net';
import type { z } from 'zod';
import { AppError } from '../../core/errors.ts';
import type { Inventory, Neighbour, ServerPlace, ServicePlace } from './inventory.ts';
import {
  type DeployedService,
  deployedServices,
  KNOWN_SERVICES,
  type KnownService,
  portsOf,
} from './known-services.ts';
import { InventorySchema, type NeighbourKind } from './schema.ts';

type Written = z.output<typeof InventorySchema>;

const USUAL_PORTS: Record<NeighbourKind, number> = {
  memcached: 11_211,
  coturn: 3478,
  irc: 6667,
  libretranslate: 5000,
  gitea: 3000,
  caddy: 443,
  postgresql: 5432,
};

/**
 * The inventory of `croft.config.ts`; undefined when it names no servers, which is Croft on one machine.
 * Throws `invalid` with one line that names what is wrong and says what to write.
 */
export function readInventory(file: Readonly<Record<string, unknown>>): Inventory | undefined {
  const given = Object.fromEntries(
    Object.entries(file).filter(([name]) => Object.hasOwn(InventorySchema.shape, name)),
  );
  if (given['servers'] === undefined) {
    const lonely = Object.keys(given)[0];
    if (lonely !== undefined) throw wrong(lonely, 'needs servers: { NAME: { address: … } } beside it');
    return undefined;
  }
  const parsed = InventorySchema.safeParse(given);
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!;
    throw wrong(issue.path.join('.'), words(issue));
  }
  const written = parsed.data;
  const servers = Object.entries(written.servers).map(([name, server]) => readServer(name, server));
  if (servers.length === 0)
    throw wrong(
      'servers',
      'names none; write servers: { one: { address: … } }, or leave it out to run on this machine',
    );
  unlike(servers);
  const place = readPlace(servers);
  return {
    servers,
    services: deployedServices.map(name => readService(name, written, place)),
    neighbours: Object.entries(written.neighbours).map(([name, given]): Neighbour => {
      const port = given.port ?? USUAL_PORTS[given.kind];
      place(`neighbours.${name}.on`, given.on);
      return { name, kind: given.kind, on: given.on, port, check: given.check };
    }),
    backups: written.backups,
    secrets: written.secrets,
  };
}

function readServer(
  name: string,
  { address, internal, user, port, roles }: Written['servers'][string],
): ServerPlace {
  const inside = internal ?? address;
  if (isIP(inside) === 0)
    throw wrong(
      `servers.${name}`,
      `is reached by the name ${address}; say internal: 'IP ADDRESS' too, for the other servers`,
    );
  return { name, address, internal: inside, user, port, edge: roles.includes('edge') };
}

/** Two names for one machine would each undo what is done to the other. */
function unlike(servers: readonly ServerPlace[]): void {
  for (const [index, { name, internal }] of servers.entries()) {
    const twin = servers.slice(0, index).find(other => other.internal === internal);
    if (twin)
      throw wrong(
        `servers.${name}`,
        `has the address of ${twin.name}, ${internal}; each server needs its own`,
      );
  }
}

type Place = (path: string, server: string) => void;

function readPlace(servers: readonly ServerPlace[]): Place {
  const names = servers.map(({ name }) => name);
  return (path, server) => {
    if (!names.includes(server))
      throw wrong(path, `names ${server}, which is none of the servers: ${names.join(', ')}`);
  };
}

/** A service of which nothing is said runs on the first server. */
function readService(name: DeployedService, written: Written, place: Place): ServicePlace {
  const known: KnownService = KNOWN_SERVICES[name];
  const given = written.services[name];
  const on = [given?.on ?? Object.keys(written.servers)[0]!].flat();
  for (const server of on) place(`services.${name}.on`, server);
  if (new Set(on).size < on.length) throw wrong(`services.${name}.on`, 'names a server twice');
  const kind = given?.kind ?? known.kind;
  const state = given?.state ?? known.state;
  if (known.kind === 'singleton' && kind !== 'singleton')
    throw wrong(`services.${name}.kind`, `must stay singleton: what it holds outside has one owner`);
  if (kind === 'stateless' && state.length > 0)
    throw wrong(
      `services.${name}`,
      `keeps ${state.join(', ')} on its server, so it is pinned or singleton, not stateless`,
    );
  if (kind !== 'stateless' && on.length > 1)
    throw wrong(`services.${name}.on`, `names ${on.length} servers, but a ${kind} service runs on one`);
  return {
    name,
    kind,
    on,
    state,
    memory: given?.memory ?? known.memory,
    tasks: given?.tasks ?? known.tasks,
    ports: portsOf(name),
    http: known.http,
    secrets: Object.entries(written.secrets)
      .filter(([, { services }]) => services === undefined || services.includes(name))
      .map(([secret]) => secret),
  };
}

function words(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') return `does not know ${issue.keys.join(', ')}; see docs/DEPLOY.md`;
  if (issue.code === 'invalid_key' || issue.code === 'invalid_union') {
    const inner = issue.code === 'invalid_key' ? issue.issues[0] : issue.errors.flat().at(-1);
    return inner?.message ?? issue.message;
  }
  return issue.message;
}

function wrong(path: string, what: string): AppError {
  return new AppError('invalid', `croft.config.ts: ${path} ${what}.`);
}
