import { makePlan } from '../../deploy/plan/plan.ts';
import type { Command } from '../command.ts';
import { showPlan } from '../servers/carry-out.ts';
import { openLearnedCluster } from '../servers/open-cluster.ts';

export const command: Command = {
  usage: 'plan',
  summary: 'Show what `croft apply` would change on which server; changes nothing',
  help: `
Asks every server of croft.config.ts what is there, and prints what differs from what should be, in the order in which it would be done.`,
  async run({ json, print, progress }) {
    const cluster = await openLearnedCluster();
    progress('Asking the servers …');
    return showPlan(makePlan(cluster, await cluster.facts()), { json, print });
  },
};
