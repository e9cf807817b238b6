import { AppError } from '../../core/errors.ts';
import type { Cluster } from '../../deploy/cluster.ts';
import type { ServicePlace } from '../../deploy/inventory/inventory.ts';
import { commandOf } from '../../deploy/run/host-jobs.ts';
import type { Command } from '../command.ts';
import { namedServices, openConfiguredCluster } from '../servers/open-cluster.ts';

export const command: Command = {
  usage: 'exec SERVICE COMMAND…',
  summary: 'Run another command of croft where a service runs, as that service',
  help: `
What is piped into it, the command reads. Words that begin with a hyphen come after --.

  croft exec api token create laptop
  croft exec reader import opml -- --help
  croft exec api import posts -`,
  options: { 'dry-run': { type: 'boolean', about: 'Only say where it would run' } },
  async run({ positionals, values, json, print }) {
    const [name, ...words] = positionals;
    const service = name === undefined ? undefined : namedServices([name])?.[0];
    if (service === undefined || words.length === 0)
      throw new AppError('invalid', 'Usage: croft exec SERVICE COMMAND…');
    const cluster = await openConfiguredCluster();
    const place = cluster.wanted.inventory.services.find(one => one.name === service)!;
    const { server, generation } = await findServing(cluster, place);
    if (values['dry-run']) {
      print(json ? JSON.stringify({ server, words }) : `${server}: croft ${words.join(' ')}`);
      return 0;
    }
    const { code, err } = await cluster
      .remote(server)
      .try(commandOf(place, generation, json ? [...words, '--json'] : words), {
        input: process.stdin.isTTY ? '' : process.stdin,
        timeout: 3_600_000,
        onOutput: text => process.stdout.write(text),
      });
    process.stderr.write(err);
    return code;
  },
};

/** Where a service serves, and with which generation. The servers on which it is said to be are asked first, and no other needs to answer. */
async function findServing(
  cluster: Cluster,
  { name, on }: ServicePlace,
): Promise<{ server: string; generation: string }> {
  const others = cluster.wanted.inventory.servers
    .map(server => server.name)
    .filter(server => !on.includes(server));
  const unreached: Error[] = [];
  for (const servers of [on, others]) {
    for (const asked of await Promise.allSettled(servers.map(server => cluster.facts([server])))) {
      if (asked.status === 'rejected') unreached.push(asked.reason);
      else
        for (const [server, { services }] of asked.value) {
          const generation = services.get(name)?.current;
          if (generation !== undefined) return { server, generation };
        }
    }
  }
  throw (
    unreached[0] ?? new AppError('unavailable', `${name} runs on no server yet. \`croft apply\` starts it.`)
  );
}
