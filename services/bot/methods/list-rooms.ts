import { toAppError } from '../../../core/errors.ts';
import type { BotContext } from '../context.ts';
import type { KnownRoom } from '../contract.ts';

/** Milliseconds for the relay to say in which channels it is. */
const PATIENCE = 2_000;

/** The rooms in which the bot can be had to speak: the channels that it is in. None while the relay does not answer. */
export async function listRooms({
  relay,
  destinations,
  log,
}: Pick<BotContext, 'relay' | 'destinations' | 'log'>): Promise<{ rooms: KnownRoom[] }> {
  try {
    const { networks } = await relay.listNetworks({}, { deadline: Date.now() + PATIENCE });
    const rooms = networks.flatMap(({ kind, name: network, channels }) =>
      channels.map(channel => ({ id: `${kind}/${network}/${channel}`, name: channel, network })),
    );
    return { rooms: rooms.filter(({ id }) => destinations.isHeard(id)) };
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.code !== 'unavailable' && error.code !== 'deadline') throw thrown;
    log.debug({ err: error }, 'The rooms of the relay are not known.');
    return { rooms: [] };
  }
}
