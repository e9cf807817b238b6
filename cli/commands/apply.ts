import type { Command } from '../command.ts';
import { carryOut, dryRun } from '../servers/carry-out.ts';
import { openConfiguredCluster } from '../servers/open-cluster.ts';

export const command: Command = {
  usage: 'apply [--renew-certificates]',
  summary: 'Make the servers as croft.config.ts says, without a failed request; a second time does nothing',
  help: `
Writes units, certificates, secrets and names, and starts, replaces or moves what differs. Every service goes on answering meanwhile.
When a step fails, what was replaced before is put back. When this program dies, the servers do that by themselves.
Certificates that end within a month are renewed, or all of them when asked.`,
  options: {
    ...dryRun,
    'renew-certificates': { type: 'boolean', about: 'Give every server a new certificate' },
  },
  async run(args) {
    const cluster = await openConfiguredCluster();
    if (args.values['renew-certificates'] && !args.values['dry-run']) cluster.renewCertificates();
    return carryOut(cluster, {}, args);
  },
};
