import type { Cluster } from '../cluster.ts';
import type { Facts } from '../facts/facts.ts';
import { parseGeneration } from '../generation.ts';
import type { DeployedService } from '../inventory/known-services.ts';
import type { Target } from './plan.ts';

/** A service runs what is asked for, else what it runs already, else what most others run, else the newest that was made here. */
export function chooseRelease(
  cluster: Cluster,
  facts: ReadonlyMap<string, Facts>,
  target: Target,
): (service: DeployedService) => string | undefined {
  const running = new Map<DeployedService, string[]>();
  for (const { services } of facts.values()) {
    for (const [service, { current }] of services) {
      const release = current === undefined ? undefined : parseGeneration(current)?.release;
      if (release !== undefined) running.set(service, [...(running.get(service) ?? []), release]);
    }
  }
  const common = mostCommon([...running.values()].flat());
  return service =>
    target.releases?.get(service) ??
    mostCommon(running.get(service) ?? []) ??
    common ??
    cluster.releases.list()[0]?.id;
}

function mostCommon(names: readonly string[]): string | undefined {
  const counts = Map.groupBy(names, name => name);
  return [...counts].sort((a, b) => b[1].length - a[1].length)[0]?.[0];
}
