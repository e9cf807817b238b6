import { AppError } from '../../core/errors.ts';
import { deployedServices } from '../../deploy/inventory/known-services.ts';
import type { Command } from '../command.ts';
import { carryOut, dryRun } from '../servers/carry-out.ts';
import { checkCompatible } from '../servers/check-compatible.ts';
import { namedServices, openConfiguredCluster } from '../servers/open-cluster.ts';

export const command: Command = {
  usage: 'deploy [SERVICE…] [--to RELEASE]',
  summary: 'Have services run a release, the newest unless another is named, without a failed request',
  help: `
Brings the release to the servers, then replaces one process after the other: the new one is ready before the old one is asked to finish.
One that does not become ready is refused, and what was replaced before it goes back. A release whose contracts or migrations the
running one cannot live with is refused before anything is touched.

  croft release && croft deploy
  croft deploy web
  croft deploy --to 0.1.0-3f2a9c1b7d`,
  options: { ...dryRun, to: { type: 'string', about: 'The release; `croft releases` lists them' } },
  async run(args) {
    const cluster = await openConfiguredCluster();
    const services = namedServices(args.positionals);
    const to = args.values['to'] as string | undefined;
    const release = to === undefined ? cluster.releases.list()[0] : cluster.releases.get(to);
    if (release === undefined)
      throw new AppError('not_found', 'There is no release on this machine yet. `croft release` makes one.');
    const releases = new Map((services ?? deployedServices).map(service => [service, release.id]));
    return carryOut(cluster, { releases }, args, facts => checkCompatible(facts, cluster.releases, release));
  },
};
