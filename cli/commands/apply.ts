import { AppError } from '../../core/errors.ts';
import type { Cluster } from '../../deploy/cluster.ts';
import { authorityPlan } from '../../deploy/plan/authority-plan.ts';
import { makePlan } from '../../deploy/plan/plan.ts';
import type { Command, CommandArgs } from '../command.ts';
import { dryRun } from '../dry-run.ts';
import { carryOut, report, showPlan } from '../servers/carry-out.ts';
import { adoptServers, changeAuthority } from '../servers/change-authority.ts';
import { openLearnedCluster } from '../servers/open-cluster.ts';
import { leftOut, serversBut, withoutOption } from '../servers/without.ts';

export const command: Command = {
  usage: 'apply [--renew-certificates | --new-authority | --adopt | --without SERVER]',
  summary: 'Make the servers as croft.config.ts says, without a failed request; a second time does nothing',
  help: `
Writes units, certificates, secrets and names, and starts, replaces or moves what differs. Every service goes on answering meanwhile.
When a step fails, what was replaced before is put back. When this program dies, the servers do that by themselves.
Certificates that have half of their 400 days behind them are renewed, or all of them when asked. A new authority is trusted everywhere before it signs, and
the old one until nobody shows a certificate of it: every process is replaced three times. Broken off, the same command goes on.
--adopt does the same for servers that were deployed from a folder .croft that is lost. --without leaves a server alone that is not
reached, with what is there: nothing is moved then, and it is brought up to date by the next run that has it.`,
  options: {
    ...dryRun,
    ...withoutOption,
    'renew-certificates': { type: 'boolean', about: 'Give every server a new certificate' },
    'new-authority': { type: 'boolean', about: 'Have a new authority sign all certificates from now on' },
    adopt: {
      type: 'boolean',
      about: 'Have the authority of this folder take over from one whose key is lost',
    },
  },
  async run(args) {
    const without = leftOut(args.values);
    const { 'new-authority': renewed, adopt, 'dry-run': dry } = args.values;
    if (without.length > 0 && (renewed || adopt))
      throw new AppError(
        'invalid',
        'An authority takes over on all servers or on none: leave --without out.',
      );
    const cluster = await openLearnedCluster(without);
    const servers = serversBut(cluster, without, args);
    if (renewed || adopt) {
      if (dry) return sayNewAuthority(cluster, args);
      const begun = performance.now();
      return report(await (adopt ? adoptServers : changeAuthority)(cluster, args), begun, args);
    }
    if (args.values['renew-certificates'] && dry)
      return carryOut(cluster.withRenewed(), {}, args, { servers });
    if (args.values['renew-certificates']) cluster.renewCertificates();
    return carryOut(cluster, {}, args, { servers });
  },
};

/** What has to be done anyway, and then each step of the new authority. */
async function sayNewAuthority(cluster: Cluster, args: CommandArgs): Promise<number> {
  args.progress('Asking the servers …');
  // With servers that trust another than this folder's, nothing else is planned before that has taken over.
  const first = args.values['adopt'] ? [] : makePlan(cluster, await cluster.facts());
  const { inventory } = cluster.wanted;
  const steps = cluster.authoritySteps().flatMap(step => authorityPlan(inventory, step));
  return showPlan([...first, ...steps], args);
}
