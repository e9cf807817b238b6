import { dirname } from 'node:path';
import { AppError } from '../../core/errors.ts';
import { type Cluster, openCluster } from '../../deploy/cluster.ts';
import { type DeployedService, deployedServices } from '../../deploy/inventory/known-services.ts';
import { type Config, loadConfig } from '../config.ts';

/** The servers of `croft.config.ts` in this directory. Throws `invalid` when it names none. */
export async function openConfiguredCluster(given?: Config): Promise<Cluster> {
  const config = given ?? (await loadConfig());
  if (config.inventory === undefined || config.file === undefined)
    throw new AppError(
      'invalid',
      'croft.config.ts names no servers here. Write servers: { one: { address: … } }; docs/DEPLOY.md shows how to begin.',
    );
  return openCluster({
    directory: dirname(config.file),
    inventory: config.inventory,
    written: config.written,
    publicPort: config.server.port,
  });
}

/**
 * The same with what other machines that deploy have moved by command, as the servers know it that are asked and answer: all unless
 * some are to be left alone.
 */
export async function openLearnedCluster(without: readonly string[] = [], given?: Config): Promise<Cluster> {
  const cluster = await openConfiguredCluster(given);
  const servers = cluster.wanted.inventory.servers.map(({ name }) => name);
  return cluster.learn(servers.filter(name => !without.includes(name)));
}

/** The services that were named; undefined for none, which is all. Throws `invalid` for one that there is not. */
export function namedServices(names: readonly string[]): DeployedService[] | undefined {
  const unknown = names.find(name => !(deployedServices as string[]).includes(name));
  if (unknown !== undefined)
    throw new AppError(
      'invalid',
      `There is no service "${unknown}". Services: ${deployedServices.join(', ')}.`,
    );
  return names.length === 0 ? undefined : (names as DeployedService[]);
}
