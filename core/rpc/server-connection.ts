import type { Socket } from 'node:net';
import { AppError } from '../errors.ts';
import type { Log } from '../log.ts';
import { bodySize, encodeBody } from './body.ts';
import { CANCELLED, deadlineError } from './call-state.ts';
import { tickNow } from './clock.ts';
import { jsonCodec } from './codec.ts';
import { Connection, type ConnectionOwner } from './connection.ts';
import type { EventFanout } from './event-fanout.ts';
import type { Limits } from './limits.ts';
import { outwardError } from './outward.ts';
import { parseInput, type Served, type ServedContract } from './served.ts';
import { type CallHome, ServerCall } from './server-call.ts';
import { pumpStream } from './server-stream.ts';
import type { Sweep } from './sweep.ts';
import { isThenable } from './thenable.ts';
import * as wire from './wire.ts';

export interface ServedService extends ServedContract {
  readonly events: EventFanout | undefined;
}

/** What the connections of one server share. */
export interface ServerShared {
  readonly services: ReadonlyMap<string, ServedService>;
  readonly limits: Limits;
  readonly log: Log;
  readonly sweep: Sweep;
  readonly draining: boolean;
  /** A call ended, or a peer said goodbye: a drain may be over. */
  settled(): void;
  gone(connection: ServerConnection): void;
}

/** The serving end of one line: runs what arrives and answers it. */
export class ServerConnection implements ConnectionOwner, CallHome {
  readonly line: Connection;
  readonly #shared: ServerShared;
  readonly #calls = new Map<number, ServerCall>();
  #service: ServedService | undefined;
  #saidGoodbye = false;

  constructor(socket: Socket, shared: ServerShared) {
    this.#shared = shared;
    this.line = new Connection(socket, this, shared.limits, shared.log);
    socket.on('data', (data: Buffer) => this.line.read(data));
    setTimeout(() => {
      if (!this.#service) this.line.close(wire.protocolError('No hello came in time.'));
    }, shared.limits.answer).unref();
  }

  get openCalls(): number {
    return this.#calls.size;
  }

  /** No more calls are coming from this peer. */
  get quiet(): boolean {
    return this.#saidGoodbye || !this.#service;
  }

  goAway(): void {
    this.line.send([wire.GOING_AWAY]);
  }

  message(message: wire.Message): void {
    const service = this.#service;
    if (!service) this.#hello(message);
    else if (message[0] === wire.CALL) this.#start(message, service.methods, 'method');
    else this.#other(message, service);
  }

  closed(): void {
    for (const call of this.#calls.values()) this.#cancel(call);
    this.#service?.events?.unlistenAll(this.line);
    this.#shared.gone(this);
  }

  congestion(congested: boolean): void {
    if (congested) this.line.socket.pause();
    else {
      this.line.socket.resume();
      this.#service?.events?.caughtUp(this.line);
    }
  }

  expired(call: ServerCall): void {
    this.#fail(call, deadlineError(call.served.title));
  }

  #other(message: wire.Message, service: ServedService): void {
    switch (message[0]) {
      case wire.OPEN:
        this.#start(message, service.streams, 'stream');
        break;
      case wire.CANCEL:
        this.#cancel(this.#calls.get(wire.readId(message[1])));
        break;
      case wire.CREDIT:
        this.#calls.get(wire.readId(message[1]))?.addCredit(wire.readCount(message[2]));
        break;
      case wire.LISTEN:
        service.events?.listen(String(message[1]), this.line);
        break;
      case wire.UNLISTEN:
        service.events?.unlisten(String(message[1]), this.line);
        break;
      case wire.GOODBYE:
        this.#saidGoodbye = true;
        this.#shared.settled();
        break;
      default:
        throw wire.protocolError('A message of an unknown kind came.');
    }
  }

  #hello([kind, version, name]: wire.Message): void {
    if (kind !== wire.HELLO) throw wire.protocolError('The first message was not a hello.');
    if (version !== wire.PROTOCOL_VERSION)
      throw wire.protocolError(`We speak version ${wire.PROTOCOL_VERSION} of the protocol, not ${version}.`);
    const service = this.#shared.services.get(String(name));
    if (!service) throw wire.protocolError(`The service ${name} is not served here.`, 'unavailable');
    this.#service = service;
    this.line.send([wire.HELLO, wire.PROTOCOL_VERSION]);
    if (this.#shared.draining) this.goAway();
  }

  #start(message: wire.Message, table: ReadonlyMap<string, Served>, kind: 'method' | 'stream'): void {
    const [, name, rawId, timeout, trace, input] = message;
    const id = wire.readId(rawId);
    const served = table.get(name as string);
    const refusal = this.#refusal(served, kind, name);
    if (!served || refusal) {
      this.#send(id, [wire.REFUSED, id, ...wire.errorFields(refusal!)]);
      return;
    }
    const started = tickNow();
    const expires = typeof timeout === 'number' && timeout > 0 ? started + timeout : Number.POSITIVE_INFINITY;
    const call = new ServerCall(this, id, served, started, expires, trace);
    const before = this.#calls.size;
    if (this.#calls.set(id, call).size === before)
      throw wire.protocolError('A call used an id that is in use.');
    this.#shared.sweep.add(call);
    served.metrics.inFlight++;
    if (kind === 'method') this.#run(call, input);
    else void this.#stream(call, input);
  }

  #refusal(served: Served | undefined, kind: string, name: unknown): AppError | undefined {
    if (this.#shared.draining)
      return new AppError('unavailable', 'This service is going away.', { reason: 'going_away' });
    if (this.#calls.size >= this.#shared.limits.inFlight)
      return new AppError('rate_limited', 'Too many calls are open on this connection. Try again soon.', {
        reason: 'too_many_calls',
        retryAfter: 1,
      });
    if (served) return undefined;
    return new AppError(
      'not_found',
      `There is no ${kind} ${name} here. Is the other side of another version?`,
      {
        reason: 'unknown_method',
      },
    );
  }

  #run(call: ServerCall, input: unknown): void {
    try {
      const output = call.served.handler(parseInput(call.served, input), call);
      if (!isThenable(output)) this.#reply(call, output);
      else
        output.then(
          value => this.#reply(call, value),
          error => this.#fail(call, error),
        );
    } catch (error) {
      this.#fail(call, error);
    }
  }

  async #stream(call: ServerCall, input: unknown): Promise<void> {
    call.credit = wire.STREAM_WINDOW;
    try {
      const items = call.served.handler(parseInput(call.served, input), call) as AsyncIterable<unknown>;
      await pumpStream(items, call, item => this.#sendItem(call, item));
      if (!this.#end(call)) return;
      call.served.metrics.ok(call.started);
      this.#send(call.id, [wire.END, call.id]);
    } catch (error) {
      this.#fail(call, error);
    }
  }

  #sendItem({ id, served }: ServerCall, item: unknown): number {
    if (served.outputTraits.bytes) {
      const cost = bodySize(encodeBody([item]));
      this.line.sendLarge(id, [wire.ITEM, id, cost, item], true);
      return cost;
    }
    const { text, cost } = jsonCodec.encodeItem(id, item);
    this.line.sendText(id, text);
    return cost;
  }

  #reply(call: ServerCall, output: unknown): void {
    if (call.cancelled) return;
    try {
      const message = output === undefined ? [wire.RESULT, call.id] : [wire.RESULT, call.id, output];
      this.line.sendLarge(call.id, message, call.served.outputTraits.bytes);
    } catch (error) {
      this.#fail(call, error);
      return;
    }
    this.#end(call);
    call.served.metrics.ok(call.started);
  }

  #fail(call: ServerCall, thrown: unknown): void {
    if (!this.#end(call)) return;
    const error = outwardError(thrown, call.served.title, this.#shared.log);
    call.served.metrics.failed(error.code, call.started);
    this.#send(call.id, [wire.ERROR, call.id, ...wire.errorFields(error)]);
  }

  #cancel(call: ServerCall | undefined): void {
    if (!call || !this.#end(call)) return;
    call.served.metrics.failed('cancelled', call.started);
    this.line.outbox.abort(call.id);
    call.cancel(CANCELLED);
  }

  #send(channel: number, message: wire.Message): void {
    try {
      this.line.sendLarge(channel, message, false);
    } catch {
      const error = new AppError('internal', 'The error could not be sent.');
      this.line.send([wire.ERROR, channel, ...wire.errorFields(error)]);
    }
  }

  /** Forgets a call. False when it was over already. */
  #end(call: ServerCall): boolean {
    if (!this.#calls.delete(call.id)) return false;
    this.#shared.sweep.remove(call);
    if (this.#shared.draining) this.#shared.settled();
    return true;
  }
}
