import { AppError } from '../../core/errors.ts';
import type { Command } from '../command.ts';
import { dryRun } from '../dry-run.ts';
import { carryOut } from '../servers/carry-out.ts';
import { namedServices, openConfiguredCluster } from '../servers/open-cluster.ts';
import { placeElsewhere } from '../servers/place.ts';

export const command: Command = {
  usage: 'move SERVICE SERVER',
  summary: 'Move a service to another server, with its files, without a failed request',
  help: `
The new process is ready, or has everything but its turn, before the old one is asked to finish. Files are copied while the service
serves, and what changed meanwhile when it has ended; requests wait for that moment. Then every server is told where it is now.

The move is remembered in .croft/places.json until croft.config.ts says of the service something else than it does today.

  croft move web two`,
  options: dryRun,
  async run(args) {
    const [name, server] = args.positionals;
    const service = name === undefined ? undefined : namedServices([name])?.[0];
    if (service === undefined || server === undefined || args.positionals.length > 2)
      throw new AppError('invalid', 'Usage: croft move SERVICE SERVER');
    const cluster = await openConfiguredCluster();
    cluster.server(server);
    return placeElsewhere(
      cluster,
      service,
      [server],
      moved => carryOut(moved, {}, args),
      args.values['dry-run'] === true,
    );
  },
};
