import { AppError } from '../../core/errors.ts';
import type { Facts } from '../../deploy/facts/facts.ts';
import { parseGeneration } from '../../deploy/generation.ts';
import { type DeployedService, deployedServices } from '../../deploy/inventory/known-services.ts';
import type { Command } from '../command.ts';
import { dryRun } from '../dry-run.ts';
import { carryOut } from '../servers/carry-out.ts';
import { namedServices, openLearnedCluster } from '../servers/open-cluster.ts';

export const command: Command = {
  usage: 'rollback [SERVICE…]',
  summary: 'Have services run the release that they ran before, without a failed request',
  help: `
Each goes back to what it ran last, with the configuration of today. The database stays as it is: migrations are made so that the
release before can live with them. Once more, and it goes forward again.`,
  options: dryRun,
  async run(args) {
    const cluster = await openLearnedCluster();
    const services = namedServices(args.positionals) ?? deployedServices;
    const releases = previousReleases(await cluster.facts(), services);
    if (releases.size === 0)
      throw new AppError(
        'not_found',
        'There is nothing to go back to: these services have run one release so far.',
      );
    return carryOut(cluster, { releases }, args);
  },
};

function previousReleases(
  facts: ReadonlyMap<string, Facts>,
  services: readonly DeployedService[],
): Map<DeployedService, string> {
  const found = [...facts.values()]
    .flatMap(fact => [...fact.services])
    .flatMap(([service, { previous }]) => {
      const release = previous === undefined ? undefined : parseGeneration(previous)?.release;
      return release !== undefined && services.includes(service) ? [[service, release] as const] : [];
    });
  return new Map(found);
}
