import type { BotContext } from '../context.ts';
import type { KnownRoom } from '../contract.ts';
import { listNetworks } from './list-networks.ts';

/** The rooms in which the bot can be had to speak: the channels that it is in. None while the relay does not answer. */
export async function listRooms(
  ctx: Pick<BotContext, 'relay' | 'destinations' | 'log'>,
): Promise<{ rooms: KnownRoom[] }> {
  const networks = await listNetworks(ctx);
  const rooms = networks.flatMap(({ kind, name: network, channels }) =>
    channels.map(channel => ({ id: `${kind}/${network}/${channel}`, name: channel, network })),
  );
  return { rooms: rooms.filter(({ id }) => ctx.destinations.isHeard(id)) };
}
