import type { Cluster } from '../cluster.ts';
import type { Facts } from '../facts/facts.ts';
import type { ServicePlace } from '../inventory/inventory.ts';
import { type DeployedService, hostName } from '../inventory/known-services.ts';

/**
 * The servers with every service where it is, whatever the configuration says: without those that were not asked nothing is moved,
 * because what is there, and what leads there, cannot be changed with the rest.
 */
export function inPlace(cluster: Cluster, facts: ReadonlyMap<string, Facts>): Cluster {
  const { inventory } = cluster.wanted;
  const services = inventory.services.map((service): ServicePlace => {
    const now = placesNow(cluster, facts, service.name);
    const same = now.length === service.on.length && now.every(server => service.on.includes(server));
    return now.length === 0 || same ? service : { ...service, on: now };
  });
  return cluster.with({ ...inventory, services });
}

/** Names of the servers on which a service is: as those say that were asked, and as their names lead to the others. */
export function placesNow(
  { wanted }: Cluster,
  facts: ReadonlyMap<string, Facts>,
  service: DeployedService,
): string[] {
  const known = [...facts.values()];
  return wanted.inventory.servers
    .filter(({ name, internal }) => {
      const fact = facts.get(name);
      if (fact) return fact.services.get(service)?.current !== undefined;
      const line = `${internal} ${hostName(service)}`;
      return known.some(({ hosts }) => hosts.split('\n').includes(line));
    })
    .map(({ name }) => name);
}
