import type { Cluster } from '../../deploy/cluster.ts';
import { authorityPlan } from '../../deploy/plan/authority-plan.ts';
import { makePlan } from '../../deploy/plan/plan.ts';
import type { Done } from '../../deploy/run/apply.ts';
import type { Command, CommandArgs } from '../command.ts';
import { dryRun } from '../dry-run.ts';
import { bringAbout, carryOut, report, showPlan } from '../servers/carry-out.ts';
import { openConfiguredCluster } from '../servers/open-cluster.ts';

export const command: Command = {
  usage: 'apply [--renew-certificates | --new-authority]',
  summary: 'Make the servers as croft.config.ts says, without a failed request; a second time does nothing',
  help: `
Writes units, certificates, secrets and names, and starts, replaces or moves what differs. Every service goes on answering meanwhile.
When a step fails, what was replaced before is put back. When this program dies, the servers do that by themselves.
Certificates that have half of their 400 days behind them are renewed, or all of them when asked. A new authority is trusted everywhere before it signs, and
the old one until nobody shows a certificate of it: every process is replaced three times. Broken off, the same command goes on.`,
  options: {
    ...dryRun,
    'renew-certificates': { type: 'boolean', about: 'Give every server a new certificate' },
    'new-authority': { type: 'boolean', about: 'Have a new authority sign all certificates from now on' },
  },
  async run(args) {
    const cluster = await openConfiguredCluster();
    const { values } = args;
    if (values['new-authority'])
      return values['dry-run'] ? sayNewAuthority(cluster, args) : changeAuthority(cluster, args);
    if (values['renew-certificates'] && values['dry-run']) return carryOut(cluster.withRenewed(), {}, args);
    if (values['renew-certificates']) cluster.renewCertificates();
    return carryOut(cluster, {}, args);
  },
};

/** What has to be done anyway, and then each step of the new authority. */
async function sayNewAuthority(cluster: Cluster, args: CommandArgs): Promise<number> {
  args.progress('Asking the servers …');
  const first = makePlan(cluster, await cluster.facts());
  const { inventory } = cluster.wanted;
  const steps = cluster.authoritySteps().flatMap(step => authorityPlan(inventory, step));
  return showPlan([...first, ...steps], args);
}

/** Each step is everywhere before the next is made, also when an earlier run broke off in the middle of one. */
async function changeAuthority(cluster: Cluster, args: CommandArgs): Promise<number> {
  const begun = performance.now();
  const done: Done[] = await bringAbout(cluster, {}, args);
  do {
    cluster.advanceAuthority();
    done.push(...(await bringAbout(cluster, {}, args)));
  } while (cluster.authorityChanges());
  return report(done, begun, args);
}
