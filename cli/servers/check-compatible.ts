import { AppError } from '../../core/errors.ts';
import type { Cluster } from '../../deploy/cluster.ts';
import type { Facts } from '../../deploy/facts/facts.ts';
import { parseGeneration } from '../../deploy/generation.ts';
import type { DeployedService } from '../../deploy/inventory/known-services.ts';
import { layout } from '../../deploy/layout.ts';
import { incompatibilities } from '../../deploy/release/compatible.ts';
import { PROMISES_FILE, Promises, type ReleaseManifest } from '../../deploy/release/store.ts';

const SHOWN = 5;

/**
 * Throws `conflict` when a release cannot run beside one that runs, or when nobody can say what one that runs promises: neither this
 * machine, where it was not made, nor a server that has it.
 */
export async function checkCompatible(
  cluster: Pick<Cluster, 'releases' | 'remote'>,
  facts: ReadonlyMap<string, Facts>,
  services: readonly DeployedService[],
  next: ReleaseManifest,
): Promise<void> {
  const releases = runningReleases(facts);
  const ids = new Set([...releases.values()].flatMap(running => [...running]));
  ids.delete(next.id);
  const promises = new Map<string, Promises>();
  for (const id of ids) promises.set(id, await promisesOf(cluster, facts, id));
  const running = [...releases].map(
    ([service, list]) => [service, [...list].flatMap(id => promises.get(id) ?? [])] as const,
  );
  const problems = incompatibilities({ next, services: new Set(services), running: new Map(running) });
  if (problems.length === 0) return;
  const more = problems.length > SHOWN ? ` And ${problems.length - SHOWN} more.` : '';
  throw new AppError(
    'conflict',
    `Release ${next.id} cannot run beside ${[...ids].join(' and ')} without a failed call: ${problems.slice(0, SHOWN).join(' ')}${more}`,
  );
}

function runningReleases(facts: ReadonlyMap<string, Facts>): Map<DeployedService, Set<string>> {
  const releases = new Map<DeployedService, Set<string>>();
  for (const { services } of facts.values())
    for (const [service, { current }] of services) {
      const id = current === undefined ? undefined : parseGeneration(current)?.release;
      if (id !== undefined) releases.set(service, (releases.get(service) ?? new Set()).add(id));
    }
  return releases;
}

async function promisesOf(
  { releases, remote }: Pick<Cluster, 'releases' | 'remote'>,
  facts: ReadonlyMap<string, Facts>,
  id: string,
): Promise<Promises> {
  const made = releases.find(id);
  if (made !== undefined) return made;
  const holders = [...facts.values()].filter(fact => fact.releases.has(id)).map(({ server }) => server);
  for (const server of holders) {
    const { code, out } = await remote(server).try(`cat ${layout.releases}/${id}/${PROMISES_FILE}`);
    const said = code === 0 ? readPromises(out) : undefined;
    if (said !== undefined) return said;
  }
  throw new AppError(
    'conflict',
    `Release ${id} runs, was not made on this machine, and ${holders.join(' and ') || 'no server'} cannot say what it promises, so that nobody knows whether another can run beside it. Deploy from where it was made, or say --unchecked and take failed requests.`,
  );
}

function readPromises(text: string): Promises | undefined {
  try {
    return Promises.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
