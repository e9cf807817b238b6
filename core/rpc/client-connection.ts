import { AppError } from '../errors.ts';
import type { Log } from '../log.ts';
import { jsonCodec } from './codec.ts';
import { Connection, type ConnectionOwner } from './connection.ts';
import type { Dialled } from './dial.ts';
import type { Exchange } from './exchange.ts';
import type { Limits } from './limits.ts';
import * as wire from './wire.ts';

/** What one line tells the client that it belongs to. */
export interface LineOwner {
  /** No new calls here: the server drains, or this line ran out of ids. */
  retired(line: ClientConnection): void;
  /** `orphans` were open; each says whether its message ever went out. */
  closed(line: ClientConnection, error: AppError, orphans: { exchange: Exchange; sent: boolean }[]): void;
  /** The server refused a call before it ran. */
  refused(exchange: Exchange, error: AppError): void;
  event(name: string, payload: unknown): void;
  missedEvents(): void;
}

const LAST_ID = 0xffff_ffff;

/** The calling end of one line. */
export class ClientConnection implements ConnectionOwner {
  readonly line: Connection;
  readonly #owner: LineOwner;
  readonly #open = new Map<number, Exchange>();
  /** Resolves when the server answered our hello; rejects when the line ended before. */
  readonly ready: Promise<void>;
  #ready = Promise.withResolvers<void>();
  #isReady = false;
  #lastId = 0;

  constructor({ socket, onData }: Dialled, service: string, owner: LineOwner, limits: Limits, log: Log) {
    this.#owner = owner;
    this.line = new Connection(socket, this, limits, log);
    onData(data => this.line.read(data));
    this.line.send([wire.HELLO, wire.PROTOCOL_VERSION, service]);
    this.ready = this.#ready.promise;
    setTimeout(() => {
      if (!this.#isReady) this.line.end(new AppError('unavailable', 'no answer to our hello'));
    }, limits.answer).unref();
  }

  get openCalls(): number {
    return this.#open.size;
  }

  /** Gives a call an id and sends it. A call that cannot be encoded fails at once. */
  start(exchange: Exchange): void {
    const id = ++this.#lastId;
    exchange.id = id;
    exchange.line = this;
    this.#open.set(id, exchange);
    try {
      const method = exchange.method;
      const timeout = exchange.remaining();
      if (method.inputTraits.bytes) {
        const call = [method.kind, method.name, id, timeout, exchange.traceparent, exchange.input];
        this.line.sendLarge(id, call, true);
      } else {
        const text = jsonCodec.encodeCall(method.head, id, timeout, exchange.traceparent, exchange.input);
        this.line.sendText(id, text);
      }
    } catch (error) {
      this.#open.delete(id);
      exchange.fail(unsendable(exchange.method.title, error));
    }
    if (id === LAST_ID) this.#owner.retired(this);
  }

  /** Forgets a call and tells the server that nobody waits for it. */
  cancel(exchange: Exchange): void {
    if (!this.#open.delete(exchange.id) || this.line.ended) return;
    this.line.outbox.abort(exchange.id);
    this.line.send([wire.CANCEL, exchange.id]);
  }

  credit(exchange: Exchange, bytes: number): void {
    if (this.#open.has(exchange.id) && !this.line.ended) this.line.send([wire.CREDIT, exchange.id, bytes]);
  }

  listen(event: string): void {
    this.line.send([wire.LISTEN, event]);
  }

  unlisten(event: string): void {
    this.line.send([wire.UNLISTEN, event]);
  }

  message(message: wire.Message): void {
    if (message[0] === wire.RESULT) this.#take(message[1])?.result(message[2]);
    else this.#other(message);
  }

  closed(error: AppError): void {
    if (!this.#isReady) {
      this.#ready.reject(error.reason === 'connection_lost' ? this.#whyNotReady(error) : error);
      return;
    }
    const orphans = Array.from(this.#open, ([id, exchange]) => ({
      exchange,
      sent: !this.line.outbox.isUnsent(id),
    }));
    this.#open.clear();
    this.#owner.closed(this, error, orphans);
  }

  congestion(): void {}

  #other(message: wire.Message): void {
    switch (message[0]) {
      case wire.ITEM:
        this.#open.get(wire.readId(message[1]))?.item(message[3], message[2]);
        break;
      case wire.END:
        this.#take(message[1])?.end();
        break;
      case wire.ERROR:
        this.#take(message[1])?.fail(wire.readError(message, 2));
        break;
      case wire.REFUSED: {
        const exchange = this.#take(message[1]);
        if (exchange) this.#owner.refused(exchange, wire.readError(message, 2));
        break;
      }
      case wire.EVENT:
        this.#owner.event(String(message[1]), message[2]);
        break;
      case wire.GAP:
        this.#owner.missedEvents();
        break;
      case wire.GOING_AWAY:
        this.#owner.retired(this);
        this.line.send([wire.GOODBYE]);
        break;
      case wire.HELLO:
        this.#isReady = true;
        this.#ready.resolve();
        break;
      default:
        throw wire.protocolError('A message of an unknown kind came.');
    }
  }

  /** A server that does not accept our certificate just closes the connection, once it is made (TLS 1.3). */
  #whyNotReady({ cause }: AppError): unknown {
    if (cause !== undefined) return cause;
    const hint = 'encrypted' in this.line.socket ? '; it may not accept our certificate' : '';
    return new Error(`it closed the connection before it answered${hint}`);
  }

  #take(rawId: unknown): Exchange | undefined {
    const id = rawId as number;
    const exchange = this.#open.get(id);
    if (exchange) this.#open.delete(id);
    return exchange;
  }
}

function unsendable(title: string, error: unknown): AppError {
  if (error instanceof AppError) return error;
  return new AppError('internal', `The input of ${title} cannot be sent: it is not JSON.`, { cause: error });
}
