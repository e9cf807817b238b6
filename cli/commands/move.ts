import { AppError } from '../../core/errors.ts';
import type { Command } from '../command.ts';
import { dryRun } from '../dry-run.ts';
import { namedServices, openLearnedCluster } from '../servers/open-cluster.ts';
import { placeElsewhere } from '../servers/place.ts';

export const command: Command = {
  usage: 'move SERVICE SERVER',
  summary: 'Move a service to another server, with its files, without a failed request',
  help: `
The new process is ready, or has everything but its turn, before the old one is asked to finish. Files are copied while the service
serves, and what changed meanwhile when it has ended; requests wait for that moment. Then every server is told where it is now.

The move is remembered in .croft/places.json and on the servers until croft.config.ts says of the service something else than it does today.

  croft move web two`,
  options: dryRun,
  async run(args) {
    const [name, server] = args.positionals;
    const service = name === undefined ? undefined : namedServices([name])?.[0];
    if (service === undefined || server === undefined || args.positionals.length > 2)
      throw new AppError('invalid', 'Usage: croft move SERVICE SERVER');
    const cluster = await openLearnedCluster();
    cluster.server(server);
    return placeElsewhere(cluster, service, [server], args);
  },
};
