import type { Cluster } from '../cluster.ts';
import type { Facts } from '../facts/facts.ts';
import { parseGeneration, startOf } from '../generation.ts';
import { type DeployedService, deployedServices } from '../inventory/known-services.ts';
import type { Step, Unneeded } from './steps.ts';

/** How many of the newest stay beside what is needed: releases on each machine, and generations of each service on its server. */
const KEPT = 3;
/** What an installation that was broken off has left. */
const BROKEN_OFF = /\.new$/;

/**
 * What the servers and this machine have of releases and generations that nobody needs: not what runs, nor what `croft rollback`
 * goes back to, nor what `steps` are about to use. Of a machine that deploys nothing is removed unless all servers were asked.
 */
export function pruneSteps(
  { wanted, releases }: Cluster,
  facts: ReadonlyMap<string, Facts>,
  steps: readonly Step[] = [],
): Step[] {
  const coming = new Set(
    steps.flatMap(step => ('generation' in step ? [parseGeneration(step.generation)!.release] : [])),
  );
  const pruned = [...facts.values()].flatMap((fact): Step[] => {
    const more = unneeded(fact, coming, release => releases.find(release)?.layer);
    return isEmpty(more) ? [] : [{ kind: 'prune', server: fact.server, ...more }];
  });
  if (!wanted.inventory.servers.every(({ name }) => facts.has(name))) return pruned;
  const used = [...facts.values()].flatMap(fact => [...inUse(fact)].flatMap(releaseOf));
  const here = releases.list();
  const kept = here.filter(({ id }, index) => index < KEPT || used.includes(id) || coming.has(id));
  const gone = here.filter(release => !kept.includes(release)).map(({ id }) => id);
  const layers = releases.layers().filter(layer => !kept.some(release => release.layer === layer));
  return gone.length + layers.length === 0 ? pruned : [...pruned, { kind: 'forget', releases: gone, layers }];
}

function unneeded(
  fact: Facts,
  coming: ReadonlySet<string>,
  layerOf: (release: string) => string | undefined,
): Unneeded {
  const used = inUse(fact);
  const kept = new Set(deployedServices.flatMap(service => keptGenerations(fact, service, used)));
  const installed = [...fact.releases].filter(release => !BROKEN_OFF.test(release));
  const needed = new Set([...[...used].flatMap(releaseOf), ...coming, ...installed.slice(0, KEPT)]);
  const layers = new Set([...needed].map(release => fact.restsOn.get(release) ?? layerOf(release)));
  return {
    releases: [...fact.releases].filter(release => !needed.has(release)),
    layers: [...fact.layers].filter(layer => !layers.has(layer)),
    generations: [...fact.generations].filter(generation => !kept.has(generation)),
  };
}

/** Generations that run, those that `croft rollback` goes back to, and those of a service that is still passed on for. */
function inUse({ services, units }: Facts): Set<string> {
  const running = [...services.values()].flatMap(({ current, active, previous }) =>
    [current, previous, ...active].filter(generation => generation !== undefined),
  );
  const leaving = deployedServices
    .filter(service => units.has(`croft-${service}-forward.service`))
    .flatMap(service => generationsOf(units, service));
  return new Set([...running, ...leaving]);
}

/** Of a service that is not there any more nothing stays. */
function keptGenerations(fact: Facts, service: DeployedService, used: ReadonlySet<string>): string[] {
  const all = generationsOf(fact.units, service).sort((a, b) => startOf(b) - startOf(a));
  const newest = fact.services.has(service) ? all.slice(0, KEPT) : [];
  return all.filter(generation => newest.includes(generation) || used.has(generation));
}

/** Which service a generation is of is said by its unit alone. */
function generationsOf(units: ReadonlySet<string>, service: DeployedService): string[] {
  const name = new RegExp(`^croft-${service}@(.+)\\.service$`);
  return [...units].flatMap(unit => name.exec(unit)?.[1] ?? []);
}

function releaseOf(generation: string): string[] {
  const parsed = parseGeneration(generation);
  return parsed ? [parsed.release] : [];
}

function isEmpty({ releases, layers, generations }: Unneeded): boolean {
  return releases.length + layers.length + generations.length === 0;
}
