import type { Cluster } from '../../deploy/cluster.ts';
import type { DeployedService } from '../../deploy/inventory/known-services.ts';
import type { CommandArgs } from '../command.ts';
import { carryOut } from './carry-out.ts';

/** Has a service run on other servers, and remembers that when it was done. */
export async function placeElsewhere(
  cluster: Cluster,
  service: DeployedService,
  on: readonly string[],
  args: Pick<CommandArgs, 'values' | 'json' | 'print' | 'progress'>,
): Promise<number> {
  const { inventory } = cluster.wanted;
  const services = inventory.services.map(place => (place.name === service ? { ...place, on } : place));
  return carryOut(cluster.with({ ...inventory, services }), {}, args, { moved: new Map([[service, on]]) });
}
