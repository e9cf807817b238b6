import { AppError } from '../errors.ts';
import { bodySize, encodeBody } from './body.ts';
import { CANCELLED, deadlineError } from './call-state.ts';
import { tickNow } from './clock.ts';
import { jsonCodec } from './codec.ts';
import type { Connection } from './connection.ts';
import { outwardError } from './outward.ts';
import { parseInput, type Served } from './served.ts';
import { type CallHome, ServerCall } from './server-call.ts';
import type { ServerShared } from './server-shared.ts';
import { pumpStream } from './server-stream.ts';
import { isThenable } from './thenable.ts';
import * as wire from './wire.ts';

/** The calls that run for one connection. */
export class ServerCalls implements CallHome {
  readonly #line: Connection;
  readonly #shared: ServerShared;
  readonly #calls = new Map<number, ServerCall>();

  constructor(line: Connection, shared: ServerShared) {
    this.#line = line;
    this.#shared = shared;
  }

  get size(): number {
    return this.#calls.size;
  }

  /** Runs what a CALL or OPEN message asks for, or refuses it. */
  start(message: wire.Message, table: ReadonlyMap<string, Served>, kind: 'method' | 'stream'): void {
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

  /** The caller gave up. */
  cancel(id: number): void {
    this.#cancel(this.#calls.get(id));
  }

  cancelAll(): void {
    for (const call of this.#calls.values()) this.#cancel(call);
  }

  /** A stream's consumer has room for more. */
  credit(id: number, bytes: number): void {
    this.#calls.get(id)?.addCredit(bytes);
  }

  expired(call: ServerCall): void {
    this.#fail(call, deadlineError(call.served.title));
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
      this.#line.sendLarge(id, [wire.ITEM, id, cost, item], true);
      return cost;
    }
    const { text, cost } = jsonCodec.encodeItem(id, item);
    this.#line.sendText(id, text);
    return cost;
  }

  #reply(call: ServerCall, output: unknown): void {
    if (call.cancelled) return;
    try {
      const message = output === undefined ? [wire.RESULT, call.id] : [wire.RESULT, call.id, output];
      this.#line.sendLarge(call.id, message, call.served.outputTraits.bytes);
    } catch (error) {
      this.#fail(call, unsendable(call.served.title, error));
      return;
    }
    if (this.#end(call)) call.served.metrics.ok(call.started);
  }

  #fail(call: ServerCall, thrown: unknown): void {
    if (!this.#end(call)) return;
    const error = outwardError(thrown, call.served.title, call, this.#shared.log);
    call.served.metrics.failed(error.code, call.started);
    this.#send(call.id, [wire.ERROR, call.id, ...wire.errorFields(error)]);
  }

  #cancel(call: ServerCall | undefined): void {
    if (!call || !this.#end(call)) return;
    call.served.metrics.failed('cancelled', call.started);
    this.#line.outbox.abort(call.id);
    call.cancel(CANCELLED);
  }

  #send(channel: number, message: wire.Message): void {
    try {
      this.#line.sendLarge(channel, message, false);
    } catch {
      const error = new AppError('internal', 'The error could not be sent.');
      this.#line.send([wire.ERROR, channel, ...wire.errorFields(error)]);
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

function unsendable(title: string, cause: unknown): AppError {
  const why = cause instanceof AppError ? cause.message : 'It is not JSON.';
  return new AppError('internal', `The answer of ${title} could not be sent. ${why}`, { cause });
}
