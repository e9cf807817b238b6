import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../core/errors.ts';
import type { WrittenSections } from './desired/config-file.ts';
import { readSecrets } from './desired/secrets.ts';
import { serverFiles, type Wanted } from './desired/server-files.ts';
import { type Facts, gatherFacts } from './facts/facts.ts';
import type { Inventory, ServerPlace } from './inventory/inventory.ts';
import { layout } from './layout.ts';
import { Places } from './places.ts';
import { ReleaseStore } from './release/store.ts';
import { Remote } from './remote/ssh.ts';
import {
  Authority,
  type AuthorityStep,
  type ServerCertificate,
  type ShownCertificate,
} from './tls/authority.ts';

export interface ClusterOptions {
  /** Of `croft.config.ts`; relative paths begin here, and `.croft` beside it keeps releases and certificates. */
  readonly directory: string;
  readonly inventory: Inventory;
  readonly written: WrittenSections;
  readonly publicPort: number;
}

/** The servers of an inventory as the operator's machine knows them. */
export interface Cluster {
  /** As croft.config.ts has it, and with what was moved by command. */
  readonly said: Inventory;
  readonly wanted: Wanted;
  readonly places: Places;
  readonly releases: ReleaseStore;
  remote(server: string): Remote;
  server(name: string): ServerPlace;
  /** Asks these servers, side by side; all of them unless some are named. */
  facts(servers?: readonly string[]): Promise<ReadonlyMap<string, Facts>>;
  /** The same servers with a service elsewhere. */
  with(inventory: Inventory): Cluster;
  /** The same servers with what was moved by command from another machine, as those that are named and answer know it. */
  learn(servers: readonly string[]): Promise<Cluster>;
  /** Makes new certificates for all servers, to be brought there by `apply`. */
  renewCertificates(): void;
  /** The same servers as `renewCertificates` would want them, for a plan: nothing is made. */
  withRenewed(): Cluster;
  /** One step of a new authority taking over from the old one, to be brought to all servers before the next. */
  advanceAuthority(): void;
  /** Whether an authority is taking over from another. */
  authorityChanges(): boolean;
  /** What each step says that is left until a new authority has taken over, from now on or from where it is. */
  authoritySteps(): readonly AuthorityStep[];
  /** Whether the folder here knows an authority, given as PEM. */
  knowsAuthority(pem: string): boolean;
  /** Has the authority of the folder here begin to take over from others, which signed what servers show. */
  adopt(authorities: readonly string[], shown: ReadonlyMap<string, ShownCertificate>): void;
}

export async function openCluster(options: ClusterOptions): Promise<Cluster> {
  const { directory, inventory: said, written, publicPort } = options;
  const folder = join(directory, '.croft');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (said.secrets['DATABASE_URL'] === undefined)
    throw new AppError(
      'invalid',
      "croft.config.ts: services on several servers share one PostgreSQL; say where its address is kept: secrets: { DATABASE_URL: { env: 'DATABASE_URL' } }.",
    );
  if (written['server']?.['url'] === undefined)
    throw new AppError(
      'invalid',
      "croft.config.ts: server.url is missing; write the public address: server: { url: 'https://example.org' }.",
    );
  const secrets = await readSecrets(said.secrets, directory);
  const authority = new Authority(join(folder, 'tls'));
  const releases = new ReleaseStore(join(folder, 'releases'));
  const places = new Places(join(folder, 'places.json'));
  const remotes = new Map(
    said.servers.map(server => [server.name, new Remote(server, join(folder, 'known_hosts'))]),
  );
  const certificates = new Map<string, ServerCertificate>();
  const certificate = (server: ServerPlace) => {
    const known = certificates.get(server.name) ?? authority.certificateOf(server);
    certificates.set(server.name, known);
    return known;
  };

  const make = (inventory: Inventory, certificateOf = certificate): Cluster => {
    const wanted: Wanted = { inventory, written, publicPort, secrets, certificate: certificateOf };
    return {
      said,
      wanted,
      places,
      releases,
      remote: server => remotes.get(server)!,
      server: name => find(inventory, name),
      async facts(servers) {
        const named = inventory.servers.filter(({ name }) => servers?.includes(name) ?? true);
        const asked = named.map(async server => {
          const paths = serverFiles(wanted, server, { prometheus: true }).map(({ path }) => path);
          return [server.name, await gatherFacts(remotes.get(server.name)!, paths)] as const;
        });
        return new Map(await Promise.all(asked));
      },
      with: other => make(other, certificateOf),
      async learn(servers) {
        const asked = servers.map(async name =>
          remotes.get(name)!.run(`[ ! -f ${layout.moved} ] || cat ${layout.moved}`),
        );
        for (const answer of await Promise.allSettled(asked))
          if (answer.status === 'fulfilled') places.learn(answer.value);
        return make(places.applyTo(said), certificateOf);
      },
      renewCertificates() {
        for (const server of inventory.servers)
          certificates.set(server.name, authority.certificateOf(server, { renew: true }));
      },
      withRenewed: () =>
        make(inventory, server => ({ ...certificate(server), cert: 'renewed', key: 'renewed' })),
      advanceAuthority() {
        authority.advance();
        certificates.clear();
      },
      authorityChanges: () => authority.changing,
      authoritySteps: () => authority.steps,
      knowsAuthority: pem => authority.knows(pem),
      adopt(authorities, shown) {
        authority.adopt(authorities, shown);
        certificates.clear();
      },
    };
  };
  return make(places.applyTo(said));
}

function find({ servers }: Inventory, name: string): ServerPlace {
  const server = servers.find(server => server.name === name);
  if (server) return server;
  throw new AppError(
    'not_found',
    `There is no server ${name}. Servers: ${servers.map(({ name }) => name).join(', ')}.`,
  );
}
