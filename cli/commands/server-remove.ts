import { AppError } from '../../core/errors.ts';
import type { Cluster } from '../../deploy/cluster.ts';
import type { Inventory } from '../../deploy/inventory/inventory.ts';
import { readInventory } from '../../deploy/inventory/read-inventory.ts';
import { layout } from '../../deploy/layout.ts';
import { lockServer } from '../../deploy/run/lock.ts';
import type { Command } from '../command.ts';
import { type Config, loadConfig } from '../config.ts';
import { dryRun } from '../dry-run.ts';
import { removeServerFromFile } from '../servers/edit-config.ts';
import { openLearnedCluster } from '../servers/open-cluster.ts';

export const command: Command = {
  usage: 'server remove NAME',
  summary: 'Take from a drained server all that Croft has put there, but the files of services',
  help: `
Services must have been moved away before: croft server drain NAME. What services kept in ${layout.state} stays. It is taken out
of croft.config.ts too, unless services or neighbours are said there to be on it.`,
  options: dryRun,
  async run({ positionals, values, json, print }) {
    const [name, ...more] = positionals;
    if (name === undefined || more.length > 0)
      throw new AppError('invalid', 'Usage: croft server remove NAME');
    const config = await loadConfig();
    const cluster = await openLearnedCluster([], config);
    cluster.server(name);
    const remote = cluster.remote(name);
    // Whoever deploys meanwhile would bring back what is removed.
    await using _lock = values['dry-run'] ? undefined : await lockServer(remote);
    const running = (await cluster.facts([name])).get(name)!.services;
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
    const why = await takeOut(config, cluster, name);
    if (json) print(JSON.stringify({ name, written: why === undefined }));
    else
      print(
        why === undefined
          ? `${name} has nothing of Croft any more, and is no server of croft.config.ts. \`croft apply\` has the others know.`
          : `${name} has nothing of Croft any more. ${why} Change that and delete it from servers there, or the next \`croft apply\` prepares it again.`,
      );
    return 0;
  },
};

/** Takes a server out of croft.config.ts, with every service staying where it is. Says why not when that cannot be. */
async function takeOut(config: Config, cluster: Cluster, name: string): Promise<string | undefined> {
  const { [name]: _gone, ...servers } = config.written['servers']!;
  const wanted = { ...config.written, servers };
  let left: Inventory;
  try {
    left = readInventory(wanted)!;
  } catch (error) {
    return (error as Error).message;
  }
  if (!(await removeServerFromFile(config.file!, name, wanted)))
    return `It is not found in servers of ${config.file}.`;
  // Services of which nothing is said run on the first server, which may be another now.
  cluster.places.set(left, new Map(cluster.wanted.inventory.services.map(({ name, on }) => [name, on])));
  return undefined;
}
