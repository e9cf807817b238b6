import { createHash } from 'node:crypto';
import { AppError } from '../../core/errors.ts';
import type { Cluster } from '../cluster.ts';
import { FIREWALL_RULES, FIREWALL_UNIT } from '../desired/firewall.ts';
import { serverFiles, wantedService } from '../desired/server-files.ts';
import type { Facts } from '../facts/facts.ts';
import { generationName, parseGeneration } from '../generation.ts';
import type { Inventory, ServicePlace } from '../inventory/inventory.ts';
import type { DeployedService } from '../inventory/known-services.ts';
import { layout } from '../layout.ts';
import { refuseStrangers } from '../tls/strangers.ts';
import { hostsBlock } from '../units/hosts.ts';
import { chooseRelease } from './choose-release.ts';
import { inPlace } from './in-place.ts';
import { pruneSteps } from './prune.ts';
import type { Step } from './steps.ts';

export interface Target {
  /** The releases that services shall run; those not named stay with what they run. */
  readonly releases?: ReadonlyMap<DeployedService, string>;
  /** These are replaced even when nothing is different. */
  readonly restart?: readonly DeployedService[];
}

/**
 * What has to be done for the servers to be as the inventory says, in an order that never leaves a gap: what is to run is there
 * before names lead to it, and what ends does so after they lead elsewhere. Changes nothing. Servers of which there are no facts are
 * left alone, and every service then stays where it is. Throws `conflict` for a server that trusts an authority nobody here knows.
 */
export function makePlan(given: Cluster, facts: ReadonlyMap<string, Facts>, target: Target = {}): Step[] {
  refuseStrangers(given, facts);
  const cluster = given.wanted.inventory.servers.every(({ name }) => facts.has(name))
    ? given
    : inPlace(given, facts);
  const { wanted } = cluster;
  const { inventory } = wanted;
  const releaseOf = chooseRelease(cluster, facts, target);
  const changes = inventory.services.flatMap(service =>
    serviceSteps(cluster, facts, service, releaseOf(service.name), target),
  );
  const asked = inventory.servers.filter(({ name }) => facts.has(name));
  const files = asked.flatMap(server => {
    const { files: there, ...has } = facts.get(server.name)!;
    const paths = serverFiles(wanted, server, has)
      .filter(({ path, content }) => there.get(path) !== createHash('sha256').update(content).digest('hex'))
      .map(({ path }) => path);
    return paths.length > 0 ? [{ kind: 'files', server: server.name, paths } as const] : [];
  });
  const needed = new Map<string, Step>();
  for (const step of changes) {
    if (!('generation' in step)) continue;
    const release = parseGeneration(step.generation)!.release;
    if (!facts.get(step.server)!.releases.has(release))
      needed.set(`${step.server} ${release}`, { kind: 'install', server: step.server, release });
  }
  const arrivals = changes.filter(({ kind }) => kind !== 'leave');
  const departures = changes.filter(({ kind }) => kind === 'leave');
  const names = asked
    .filter(({ name }) => facts.get(name)!.hosts !== hostsOf(inventory, name))
    .map(({ name }) => ({ kind: 'names', server: name }) as const);
  // A server that knows no names yet has nothing that could be led astray, and what starts there needs them.
  const fresh = names.filter(({ server }) => facts.get(server)!.hosts === '');
  const known = names.filter(step => !fresh.includes(step));
  const steps = [
    ...[...facts.values()]
      .filter(({ unfinished }) => unfinished)
      .map(({ server }) => ({ kind: 'undo', server }) as const),
    ...files,
    ...guards(facts, files),
    ...needed.values(),
    ...fresh,
    ...arrivals,
    ...known,
    ...departures,
    ...removals(cluster, facts),
  ];
  return [...steps, ...pruneSteps(cluster, facts, steps)];
}

/** Where nftables is, our rules are to be in it: also when it came after them, or whoever set up others took them out. */
function guards(
  facts: ReadonlyMap<string, Facts>,
  files: readonly { readonly server: string; readonly paths: readonly string[] }[],
): Step[] {
  return [...facts.values()]
    .filter(({ nft, guarded, server }) => {
      const written = files.find(step => step.server === server)?.paths ?? [];
      return (
        nft && (!guarded || written.some(path => path === FIREWALL_RULES || path.endsWith(FIREWALL_UNIT)))
      );
    })
    .map(({ server }) => ({ kind: 'guard', server }));
}

/** Timers that are wanted no more, and the sockets of services that a server was prepared for and does not run after all. */
function removals({ wanted }: Cluster, facts: ReadonlyMap<string, Facts>): Step[] {
  return wanted.inventory.servers.flatMap(server => {
    if (!facts.has(server.name)) return [];
    const { units: there, services, ...has } = facts.get(server.name)!;
    const paths = serverFiles(wanted, server, has).map(({ path }) => path);
    const units = [...there].filter(unit => {
      if (paths.includes(`${layout.units}/${unit}`)) return false;
      const [, service] = /^croft-([a-z]+)(?:\.socket|-idle\.service)$/.exec(unit) ?? [];
      if (service === undefined) return unit.startsWith('croft-backup-');
      // One that has just left is still passed on for, and then closed over there.
      return !services.has(service as DeployedService) && !there.has(`croft-${service}-forward.service`);
    });
    return units.length > 0 ? [{ kind: 'remove', server: server.name, units }] : [];
  });
}

/** Our lines of /etc/hosts of one server. */
export function hostsOf(inventory: Inventory, server: string): string {
  const address = (name: string) => inventory.servers.find(place => place.name === name)!.internal;
  const places = new Map(inventory.services.map(({ name, on }) => [name, on.map(address)]));
  const position = inventory.servers.findIndex(({ name }) => name === server);
  return hostsBlock(places, address(server), position);
}

function serviceSteps(
  cluster: Cluster,
  facts: ReadonlyMap<string, Facts>,
  service: ServicePlace,
  release: string | undefined,
  target: Target,
): Step[] {
  const { name, on, kind } = service;
  // One that is there and does not serve is what a deployment that was broken off left.
  const runsOn = [...facts.values()]
    .filter(fact => fact.services.get(name)?.current !== undefined)
    .map(({ server }) => server);
  const arriving = on.filter(server => facts.has(server) && !runsOn.includes(server));
  const leaving = runsOn.filter(server => !on.includes(server));
  if (release === undefined) return [];
  const generation = (server: string) =>
    generationName({
      release,
      fingerprint: wantedService(cluster.wanted, cluster.server(server), service).fingerprint,
    });
  const stays = on
    .filter(server => runsOn.includes(server))
    .flatMap(server => switchStep(facts.get(server)!, service, generation(server), target));
  if (kind !== 'stateless' && arriving.length === 1 && leaving.length > 0) {
    if (leaving.length > 1)
      throw new AppError(
        'conflict',
        `${name} runs on ${leaving.join(' and ')}, and its files may differ. Stop it on one: ssh there and systemctl stop 'croft-${name}*'.`,
      );
    const server = arriving[0]!;
    return [{ kind: 'move', service: name, from: leaving[0]!, server, generation: generation(server) }];
  }
  return [
    ...stays,
    ...arriving.map(
      (server): Step => ({ kind: 'start', server, service: name, generation: generation(server) }),
    ),
    ...leaving.map((server): Step => ({ kind: 'leave', server, service: name, to: on[0]! })),
  ];
}

function switchStep(facts: Facts, { name }: ServicePlace, generation: string, target: Target): Step[] {
  const { current, active } = facts.services.get(name)!;
  const step = {
    kind: 'switch',
    server: facts.server,
    service: name,
    from: current ?? '',
    generation,
  } as const;
  const is = current === undefined ? undefined : parseGeneration(current);
  const wanted = parseGeneration(generation)!;
  if (is?.release !== wanted.release)
    return [{ ...step, why: `${is?.release ?? 'nothing'} by ${wanted.release}` }];
  if (is.fingerprint !== wanted.fingerprint) return [{ ...step, why: 'for its new configuration' }];
  if (target.restart?.includes(name)) return [{ ...step, why: 'by a new process of the same' }];
  if (!active.includes(current!)) return [{ ...step, why: 'which does not run' }];
  if (active.length > 1) return [{ ...step, why: 'of which an older generation was left' }];
  return [];
}
