import type { Cluster } from '../../deploy/cluster.ts';
import type { DeployedService } from '../../deploy/inventory/known-services.ts';

/** Has a service run on other servers, and remembers that when it was done. */
export async function placeElsewhere(
  cluster: Cluster,
  service: DeployedService,
  on: readonly string[],
  carry: (moved: Cluster) => Promise<number>,
  dry: boolean,
): Promise<number> {
  const { inventory } = cluster.wanted;
  const services = inventory.services.map(place => (place.name === service ? { ...place, on } : place));
  const code = await carry(cluster.with({ ...inventory, services }));
  if (code === 0 && !dry) cluster.places.set(cluster.said, service, on);
  return code;
}
