import { AppError } from '../../core/errors.ts';
import { deployedServices } from '../../deploy/inventory/known-services.ts';
import type { Command } from '../command.ts';
import { dryRun } from '../dry-run.ts';
import { carryOut } from '../servers/carry-out.ts';
import { checkCompatible } from '../servers/check-compatible.ts';
import { namedServices, openLearnedCluster } from '../servers/open-cluster.ts';
import { leftOut, serversBut, withoutOption } from '../servers/without.ts';

export const command: Command = {
  usage: 'deploy [SERVICE…] [--to RELEASE] [--without SERVER]',
  summary: 'Have services run a release, the newest unless another is named, without a failed request',
  help: `
Brings the release to the servers, then replaces one process after the other: the new one is ready before the old one is asked to finish.
One that does not become ready is refused, and what was replaced before it goes back. A release whose contracts or migrations the
running one cannot live with is refused before anything is touched, and so is one beside a release of which nobody knows what it promises;
--unchecked takes both. --without leaves a server alone that is not reached, with what is there: nothing is moved then, and it is
brought up to date by the next run that has it.

  croft release && croft deploy
  croft deploy web
  croft deploy --without two
  croft deploy --to 0.1.0-3f2a9c1b7d`,
  options: {
    ...dryRun,
    ...withoutOption,
    to: { type: 'string', about: 'The release; `croft releases` lists them' },
    unchecked: {
      type: 'boolean',
      about: 'Do not ask whether it can run beside what runs: requests may fail',
    },
  },
  async run(args) {
    const without = leftOut(args.values);
    const cluster = await openLearnedCluster(without);
    const services = namedServices(args.positionals) ?? deployedServices;
    const to = args.values['to'] as string | undefined;
    const release = to === undefined ? cluster.releases.list()[0] : cluster.releases.get(to);
    if (release === undefined)
      throw new AppError('not_found', 'There is no release on this machine yet. `croft release` makes one.');
    const releases = new Map(services.map(service => [service, release.id]));
    return carryOut(cluster, { releases }, args, {
      servers: serversBut(cluster, without, args),
      check: facts =>
        args.values['unchecked'] ? undefined : checkCompatible(cluster, facts, services, release),
    });
  },
};
