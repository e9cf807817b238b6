import { AppError } from '../../core/errors.ts';
import type { Command } from '../command.ts';
import { dryRun } from '../dry-run.ts';
import { namedServices, openLearnedCluster } from '../servers/open-cluster.ts';
import { placeElsewhere } from '../servers/place.ts';

export const command: Command = {
  usage: 'scale SERVICE N',
  summary: 'Run a stateless service on N servers, without a failed request',
  help: `
Those on which it runs are kept first; servers with the fewest services are added. With fewer, the last of them end it.

  croft scale web 2`,
  options: dryRun,
  async run(args) {
    const [name, number] = args.positionals;
    const service = name === undefined ? undefined : namedServices([name])?.[0];
    const wanted = Number(number);
    if (service === undefined || !Number.isInteger(wanted) || wanted < 1)
      throw new AppError('invalid', 'Usage: croft scale SERVICE N, where N is 1 or more');
    const cluster = await openLearnedCluster();
    const { servers, services } = cluster.wanted.inventory;
    const place = services.find(one => one.name === service)!;
    if (place.kind !== 'stateless' && wanted > 1)
      throw new AppError('conflict', `${service} is ${place.kind}: it runs on one server.`);
    if (wanted > servers.length)
      throw new AppError(
        'conflict',
        `There are ${servers.length} servers. Add one: croft server add NAME ADDRESS.`,
      );
    const load = (server: string) => services.filter(({ on }) => on.includes(server)).length;
    const free = servers.map(server => server.name).filter(server => !place.on.includes(server));
    const on = [...place.on, ...free.sort((a, b) => load(a) - load(b))].slice(0, wanted);
    return placeElsewhere(cluster, service, on, args);
  },
};
