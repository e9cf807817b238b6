import { readRoom } from '../chat-network.ts';
import type { RelayContext } from '../context.ts';
import type { Stream } from '../contract.ts';
import { Twitch } from '../twitch/twitch.ts';

/** The stream that belongs to a room, as the contract says. */
export async function getStream(
  ctx: Pick<RelayContext, 'networks' | 'bridges'>,
  { room }: { room: string },
): Promise<{ stream?: Stream }> {
  const found = channelOf(ctx, room);
  return found ? { stream: await found.network.stream(found.place) } : {};
}

function channelOf({ networks, bridges }: Pick<RelayContext, 'networks' | 'bridges'>, room: string) {
  const joined = bridges.of(room).flatMap(({ rooms }) => rooms);
  for (const one of [room, ...joined]) {
    const { network: name = '', place = '' } = readRoom(one) ?? {};
    const network = networks.get(name);
    if (network instanceof Twitch) return { network, place };
  }
  const channels = [...networks.values()].flatMap(network =>
    network instanceof Twitch ? network.places.map(place => ({ network, place })) : [],
  );
  return channels.length === 1 ? channels[0] : undefined;
}
