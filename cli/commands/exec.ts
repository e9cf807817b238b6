import { AppError } from '../../core/errors.ts';
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
    const facts = await cluster.facts();
    const server = place.on.find(one => facts.get(one)?.services.get(service)?.current !== undefined);
    const generation = server && facts.get(server)!.services.get(service)!.current;
    if (server === undefined || generation === undefined)
      throw new AppError('unavailable', `${service} runs on no server yet. \`croft apply\` starts it.`);
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
