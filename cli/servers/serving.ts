import type { Cluster } from '../../deploy/cluster.ts';
import type { DeployedService } from '../../deploy/inventory/known-services.ts';
import { placesNow } from '../../deploy/plan/in-place.ts';

/**
 * The servers that have to be asked to replace services where they are: those on which they are said to be, and on which they are
 * as these know. Others may be unreachable meanwhile.
 */
export async function serversOf(cluster: Cluster, services: readonly DeployedService[]): Promise<string[]> {
  const said = cluster.wanted.inventory.services.filter(({ name }) => services.includes(name));
  const facts = await cluster.facts(said.flatMap(({ on }) => on));
  const found = [...facts.keys(), ...services.flatMap(service => placesNow(cluster, facts, service))];
  return [...new Set(found)];
}
