import { AppError } from '../../core/errors.ts';
import type { Inventory, ServicePlace } from '../../deploy/inventory/inventory.ts';
import type { Command } from '../command.ts';
import { dryRun } from '../dry-run.ts';
import { carryOut } from '../servers/carry-out.ts';
import { openLearnedCluster } from '../servers/open-cluster.ts';

export const command: Command = {
  usage: 'server drain NAME [--pinned]',
  summary: 'Move every service away from a server, without a failed request',
  help: `
Each goes to the server with the fewest services, unless it runs on others as well. Those that are pinned to it by their files go only
when asked: that copies the files.`,
  options: { ...dryRun, pinned: { type: 'boolean', about: 'Also those that keep files there' } },
  async run(args) {
    const [name, ...more] = args.positionals;
    if (name === undefined || more.length > 0)
      throw new AppError('invalid', 'Usage: croft server drain NAME');
    const cluster = await openLearnedCluster();
    cluster.server(name);
    const { inventory } = cluster.wanted;
    const pinned = inventory.services.filter(({ kind, on }) => kind === 'pinned' && on.includes(name));
    if (pinned.length > 0 && !args.values['pinned'])
      throw new AppError(
        'conflict',
        `${pinned.map(service => service.name).join(' and ')} keep files on ${name}. Say --pinned to move them too, or move them first: croft move ${pinned[0]!.name} SERVER.`,
      );
    const drained = withoutServer(inventory, name);
    const moved = new Map(drained.services.map(({ name: service, on }) => [service, on]));
    return carryOut(cluster.with(drained), {}, args, { moved });
  },
};

/** The inventory with the services of a server on others, each where the fewest are. */
export function withoutServer(inventory: Inventory, name: string): Inventory {
  const others = inventory.servers.map(server => server.name).filter(server => server !== name);
  if (others.length === 0)
    throw new AppError('conflict', `${name} is the only server. Add another: croft server add NAME ADDRESS.`);
  const services: ServicePlace[] = inventory.services.filter(({ on }) => !on.includes(name));
  for (const service of inventory.services.filter(({ on }) => on.includes(name))) {
    const left = service.on.filter(server => server !== name);
    const load = (server: string) => services.filter(({ on }) => on.includes(server)).length;
    const on = left.length > 0 ? left : [others.toSorted((a, b) => load(a) - load(b))[0]!];
    services.push({ ...service, on });
  }
  const order = inventory.services.map(service => service.name);
  return {
    ...inventory,
    services: services.toSorted((a, b) => order.indexOf(a.name) - order.indexOf(b.name)),
  };
}
