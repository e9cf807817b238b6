import type { AppError } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import type { CallOptions, Client, Contract, Implementation } from './contract.ts';
import type { EventSource } from './events.ts';
import { LocalCall } from './in-process-call.ts';
import { LocalStream } from './in-process-stream.ts';
import { outwardError } from './outward.ts';
import { byEncoding, byReference, type Passage, roundTrip } from './passage.ts';
import { schemaTraits } from './schema.ts';
import { parseOutput, prepareContract, type Served } from './served.ts';
import { Subscriptions } from './subscriptions.ts';
import { Sweep } from './sweep.ts';
import { isThenable } from './thenable.ts';

export interface InProcessOptions {
  readonly events?: EventSource;
  /** `reference` passes values as they are; `encode` passes them as a connection would, for tests. */
  readonly mode: 'reference' | 'encode';
  readonly log: Log;
  readonly metrics: Metrics;
}

/** Of the calls that answer without waiting, one in this many is timed: reading the clock costs more than the call. */
const TIMED_EVERY = 64;

/** A client of a service in the same process: calls are function calls, with the same deadlines and errors. */
export function inProcessClient<C extends Contract>(
  contract: C,
  implementation: Implementation<C>,
  options: InProcessOptions,
): Client<C> {
  const passage = options.mode === 'encode' ? byEncoding : byReference;
  const { log, metrics, events } = options;
  const local = new Local(passage, log);
  const { methods, streams } = prepareContract(contract, implementation, metrics);
  const subscriptions = new Subscriptions(contract.service, log);
  const on = (event: string, listener: (payload: unknown) => void): (() => void) => {
    const schema = contract.events[event];
    if (!schema) throw new TypeError(`${contract.service} has no event ${event}.`);
    const { bytes, changes } = schemaTraits(schema);
    const title = `${contract.service}.${event}`;
    const hear = (payload: unknown) => {
      const arrived = options.mode === 'encode' ? roundTrip(title, payload, bytes) : payload;
      listener(changes || options.mode === 'encode' ? parseOutput(title, schema, arrived) : arrived);
    };
    const forget = subscriptions.add(event, hear, undefined);
    const first = !fed.has(event);
    if (first && events) {
      fed.add(event);
      events.subscribe(event, payload => queueMicrotask(() => subscriptions.deliver(event, payload)));
    }
    return () => void forget();
  };
  const fed = new Set<string>();
  return {
    ...Object.fromEntries(methods.entries().map(([name, served]) => [name, local.method(served)])),
    ...Object.fromEntries(streams.entries().map(([name, served]) => [name, local.stream(served)])),
    on,
  } as Client<C>;
}

class Local {
  readonly #passage: Passage;
  readonly #log: Log;
  readonly #sweep = new Sweep();

  constructor(passage: Passage, log: Log) {
    this.#passage = passage;
    this.#log = log;
  }

  method(served: Served): (input: unknown, options?: CallOptions) => Promise<unknown> {
    const passage = this.#passage;
    const { metrics, handler } = served;
    let untilTimed = TIMED_EVERY;
    return (input, options) => {
      metrics.inFlight++;
      const call = new LocalCall(served, options);
      try {
        const hopeless = options && call.state.hopeless;
        if (hopeless) throw hopeless;
        const timed = --untilTimed === 0;
        if (timed) untilTimed = TIMED_EVERY;
        const started = timed ? performance.now() : 0;
        const answer = handler(passage.input(served, input), call);
        if (isThenable(answer)) return this.#follow(call, answer);
        const output = passage.output(served, answer);
        call.release();
        if (timed) metrics.ok(started, performance.now());
        else metrics.okUntimed();
        return Promise.resolve(output);
      } catch (error) {
        return Promise.reject(this.#fail(call, error));
      }
    };
  }

  stream(served: Served): (input: unknown, options?: CallOptions) => AsyncIterable<unknown> {
    return (input, options) => ({ [Symbol.asyncIterator]: () => this.#open(served, input, options) });
  }

  /** The answer of a handler that waits for something, or the call's own end if that comes first. */
  #follow(call: LocalCall, answer: PromiseLike<unknown>): Promise<unknown> {
    return new Promise((resolve, reject) => {
      let over = false;
      const fail = (error: unknown) => {
        if (over) return;
        over = true;
        reject(this.#fail(call, error));
      };
      call.state.onCancel = fail;
      call.state.watch(this.#sweep);
      answer.then(value => {
        if (over) return;
        try {
          const output = this.#passage.output(call.served, value);
          over = true;
          call.release();
          call.served.metrics.ok(call.started);
          resolve(output);
        } catch (error) {
          fail(error);
        }
      }, fail);
    });
  }

  #open(served: Served, input: unknown, options: CallOptions | undefined): LocalStream {
    served.metrics.inFlight++;
    const call = new LocalCall(served, options);
    call.state.watch(this.#sweep);
    const home = {
      item: (value: unknown) => this.#passage.output(served, value),
      ended: (_call: LocalCall, thrown?: unknown): AppError | undefined => {
        if (thrown !== undefined) return this.#fail(call, thrown);
        call.release();
        served.metrics.ok(call.started);
        return undefined;
      },
    };
    return new LocalStream(call, home, () => {
      return served.handler(this.#passage.input(served, input), call) as AsyncIterable<unknown>;
    });
  }

  #fail(call: LocalCall, thrown: unknown): AppError {
    call.release();
    const { title, metrics } = call.served;
    const error = outwardError(thrown, title, call, this.#log);
    metrics.failed(error.reason === 'cancelled' ? 'cancelled' : error.code, call.started);
    return this.#passage.error(error);
  }
}
