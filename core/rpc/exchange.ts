import type { z } from 'zod';
import type { AppError } from '../errors.ts';
import type { Metrics } from '../metrics.ts';
import { spanRecorder } from '../tracing/spans.ts';
import { MethodMetrics } from './call-metrics.ts';
import { type Cancellable, deadlineError, expiryOf, parentTraceOf, traceOf } from './call-state.ts';
import { watchCaller } from './caller.ts';
import type { ClientConnection } from './client-connection.ts';
import { tickNow } from './clock.ts';
import { jsonCodec } from './codec.ts';
import type { CallOptions } from './contract.ts';
import { type SchemaTraits, schemaTraits } from './schema.ts';
import type { Timed } from './sweep.ts';

/** One method or stream ready to be called, with everything about it looked up. */
export interface Callable {
  readonly kind: number;
  readonly name: string;
  /** `api.getPost` */
  readonly title: string;
  /** Of its encoded call. */
  readonly head: string;
  readonly output: z.ZodType;
  readonly inputTraits: SchemaTraits;
  readonly outputTraits: SchemaTraits;
  readonly idempotent: boolean;
  /** Milliseconds; Infinity for streams. */
  readonly timeout: number;
  readonly metrics: MethodMetrics;
}

export interface CallableShape {
  readonly kind: number;
  readonly input: z.ZodType;
  readonly output: z.ZodType;
  readonly idempotent: boolean;
  readonly timeout: number;
}

export function prepareCallable(
  service: string,
  name: string,
  shape: CallableShape,
  metrics: Metrics,
): Callable {
  return {
    kind: shape.kind,
    name,
    title: `${service}.${name}`,
    head: jsonCodec.callHead(shape.kind, name),
    output: shape.output,
    inputTraits: schemaTraits(shape.input),
    outputTraits: schemaTraits(shape.output),
    idempotent: shape.idempotent,
    timeout: shape.timeout,
    metrics: new MethodMetrics(metrics, 'client', service, name),
  };
}

/** What an open call needs of its client. */
export interface ExchangeHome {
  submit(exchange: Exchange): void;
  /** Out of the books, whatever its end was. */
  settled(exchange: Exchange): void;
  /** The error of a call whose time passed before it could be sent. */
  unreachable(): AppError;
}

/** One call or stream from its start to its end, over as many lines as it takes. */
export abstract class Exchange implements Timed, Cancellable {
  readonly method: Callable;
  readonly input: unknown;
  readonly traceparent: string;
  readonly started: number;
  expires: number;
  before: Timed | undefined;
  after: Timed | undefined;
  id = 0;
  /** Where it was sent; undefined while it waits for a line. */
  line: ClientConnection | undefined;
  /** Times that it was sent and its line was lost. */
  losses = 0;
  readonly #home: ExchangeHome;
  #unwatch: (() => void) | undefined;
  /** What it is part of, while spans are recorded. */
  readonly #parent: string | undefined;
  #over = false;

  constructor(home: ExchangeHome, method: Callable, input: unknown, options: CallOptions | undefined) {
    this.#home = home;
    this.method = method;
    this.input = input;
    this.started = tickNow();
    this.expires = expiryOf(options, method.timeout);
    this.traceparent = traceOf(options);
    if (spanRecorder() !== undefined) this.#parent = parentTraceOf(options);
    method.metrics.inFlight++;
  }

  /** Sends it, or queues it for a line. Called once, when the call is fully made. */
  protected begin(options: CallOptions | undefined): void {
    this.#unwatch = watchCaller(options, this);
    if (!this.#over) this.#home.submit(this);
  }

  get over(): boolean {
    return this.#over;
  }

  /** Milliseconds left, at least 1; 0 for no limit. */
  remaining(): number {
    if (this.expires === Number.POSITIVE_INFINITY) return 0;
    return Math.max(1, Math.ceil(this.expires - tickNow()));
  }

  expire(): void {
    this.cancel(this.line ? deadlineError(this.method.title) : this.#home.unreachable());
  }

  /** Ends it from this side; the other side is told. */
  cancel(error: AppError): void {
    this.line?.cancel(this);
    this.fail(error);
  }

  fail(error: AppError): void {
    if (!this.finish(error.code)) return;
    this.method.metrics.failed(error.reason === 'cancelled' ? 'cancelled' : error.code, this.started);
    this.failed(error);
  }

  abstract result(value: unknown): void;
  abstract item(value: unknown, cost: unknown): void;
  abstract end(): void;
  protected abstract failed(error: AppError): void;

  /** Takes it out of the books. False when it was over already. */
  protected finish(error?: string): boolean {
    if (this.#over) return false;
    this.#over = true;
    spanRecorder()?.({
      name: this.method.title,
      kind: 'client',
      traceparent: this.traceparent,
      parent: this.#parent,
      started: this.started,
      error,
    });
    this.#unwatch?.();
    this.#home.settled(this);
    return true;
  }
}
