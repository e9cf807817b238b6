import { jsonCodec } from './codec.ts';
import type { Connection } from './connection.ts';
import type { Contract } from './contract.ts';
import type { EventSource } from './events.ts';
import { schemaTraits } from './schema.ts';
import { EVENT, GAP } from './wire.ts';

/** Events go on a channel of their own, in order. */
const EVENT_CHANNEL = 0;

/** Sends a service's events to the connections that listen; each event is encoded once, however many there are. */
export class EventFanout {
  readonly #source: EventSource;
  /** Events that may hold a Uint8Array. */
  readonly #binary: ReadonlySet<string>;
  readonly #listening = new Map<string, { connections: Set<Connection>; stop: () => void }>();
  readonly #gaps = new WeakSet<Connection>();

  constructor(source: EventSource, contract: Contract) {
    this.#source = source;
    const events = Object.entries(contract.events);
    this.#binary = new Set(events.filter(([, schema]) => schemaTraits(schema).bytes).map(([name]) => name));
  }

  listen(event: string, connection: Connection): void {
    const known = this.#listening.get(event);
    if (known) {
      known.connections.add(connection);
      return;
    }
    const connections = new Set([connection]);
    const stop = this.#source.subscribe(event, payload => this.#send(connections, event, payload));
    this.#listening.set(event, { connections, stop });
  }

  unlisten(event: string, connection: Connection): void {
    const known = this.#listening.get(event);
    if (!known?.connections.delete(connection) || known.connections.size > 0) return;
    known.stop();
    this.#listening.delete(event);
  }

  unlistenAll(connection: Connection): void {
    for (const event of [...this.#listening.keys()]) this.unlisten(event, connection);
  }

  /** A listener that read too slowly reads again: it is told that it missed events. */
  caughtUp(connection: Connection): void {
    if (this.#gaps.delete(connection)) connection.send([GAP]);
  }

  #send(connections: Set<Connection>, event: string, payload: unknown): void {
    const message = payload === undefined ? [EVENT, event] : [EVENT, event, payload];
    const text = this.#binary.has(event) ? undefined : jsonCodec.encode(message);
    for (const connection of connections) {
      if (connection.congested) this.#gaps.add(connection);
      else if (text === undefined) connection.sendLarge(EVENT_CHANNEL, message, true);
      else connection.sendText(EVENT_CHANNEL, text);
    }
  }
}
