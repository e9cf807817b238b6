import { AppError } from '../../core/errors.ts';
import { layout } from '../../deploy/layout.ts';
import { lockServer } from '../../deploy/run/lock.ts';
import type { Command } from '../command.ts';
import { dryRun } from '../dry-run.ts';
import { openConfiguredCluster } from '../servers/open-cluster.ts';

export const command: Command = {
  usage: 'server remove NAME',
  summary: 'Take from a drained server all that Croft has put there, but the files of services',
  help: `
Services must have been moved away before: croft server drain NAME. What services kept in ${layout.state} stays. Delete the
server from croft.config.ts afterwards.`,
  options: dryRun,
  async run({ positionals, values, json, print }) {
    const [name, ...more] = positionals;
    if (name === undefined || more.length > 0)
      throw new AppError('invalid', 'Usage: croft server remove NAME');
    const cluster = await openConfiguredCluster();
    cluster.server(name);
    const remote = cluster.remote(name);
    // Whoever deploys meanwhile would bring back what is removed.
    await using _lock = values['dry-run'] ? undefined : await lockServer(remote);
    const running = (await cluster.facts()).get(name)!.services;
    if (running.size > 0)
      throw new AppError(
        'conflict',
        `${[...running.keys()].join(', ')} still run on ${name}. \`croft server drain ${name}\` moves them away.`,
      );
    if (values['dry-run']) {
      print(
        json ? JSON.stringify({ name }) : `${name}: remove units, releases, certificates, secrets and names.`,
      );
      return 0;
    }
    await remote.run(`systemctl stop 'croft-*' 2>/dev/null
if grep -q '^# Made by croft' /etc/caddy/Caddyfile 2>/dev/null; then systemctl disable -q --now caddy; rm /etc/caddy/Caddyfile; fi
[ ! -x /usr/sbin/nft ] || nft delete table inet croft 2>/dev/null
sed -i '/^# croft: begin$/,/^# croft: end$/d' /etc/hosts
rm -rf ${layout.units}/croft-* ${layout.units}/*.wants/croft-* /etc/croft /opt/croft ${layout.tools} ${layout.prometheus} /etc/sysusers.d/croft.conf /etc/tmpfiles.d/croft.conf ${layout.run} /run/croft-deploy
systemctl daemon-reload; systemctl reset-failed 'croft-*' 2>/dev/null; true`);
    print(
      json
        ? JSON.stringify({ name })
        : `${name} has nothing of Croft any more. Delete it from servers in croft.config.ts.`,
    );
    return 0;
  },
};
