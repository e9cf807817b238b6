import type { Client } from '../../../core/rpc/contract.ts';
import type { relayContract, Stream } from '../../relay/contract.ts';

/** Knows about streams: the network that shows one. */
export interface StreamSource {
  /** The stream that belongs to a room; undefined when there is none. Throws `unavailable`. */
  now(room: string, signal: AbortSignal | undefined): Promise<Stream | undefined>;
}

/** Milliseconds for the network to answer. */
const PATIENCE = 8_000;

/** Streams of the networks that `relay` is on. */
export function relayedStreams(relay: Pick<Client<typeof relayContract>, 'getStream'>): StreamSource {
  return {
    async now(room, signal) {
      const asked = { deadline: Date.now() + PATIENCE, ...(signal && { signal }) };
      return (await relay.getStream({ room }, asked)).stream;
    },
  };
}
