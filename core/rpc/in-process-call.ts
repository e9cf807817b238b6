import type { AppError } from '../errors.ts';
import {
  CallState,
  type Cancellable,
  deadlineError,
  expiryOf,
  ORIGIN,
  type Origin,
  traceOf,
} from './call-state.ts';
import { watchCaller } from './caller.ts';
import { tickNow } from './clock.ts';
import type { Call, CallOptions } from './contract.ts';
import type { Served } from './served.ts';
import type { Sweep } from './sweep.ts';

/**
 * A call in this process as its handler sees it. Most handlers answer at once and look at nothing, so it is as small
 * as can be and becomes a whole call only when somebody looks.
 */
export class LocalCall implements Call, Origin {
  readonly [ORIGIN]: Origin;
  readonly served: Served;
  /** `performance.now()` milliseconds, as of its tick. */
  readonly started: number;
  #state: LocalState | undefined;

  constructor(served: Served, options: CallOptions | undefined) {
    this[ORIGIN] = this;
    this.served = served;
    this.started = tickNow();
    this.#state =
      options === undefined ? undefined : new LocalState(served, options, expiryOf(options, served.timeout));
  }

  get state(): LocalState {
    this.#state ??= new LocalState(this.served, undefined, this.started + this.served.timeout);
    return this.#state;
  }

  get signal(): AbortSignal {
    return this.state.signal;
  }

  get deadline(): number {
    return this.state.deadline;
  }

  get traceparent(): string {
    return this.state.traceparent;
  }

  get expires(): number {
    return this.state.expires;
  }

  get cancelled(): AppError | undefined {
    return this.#state?.cancelled;
  }

  adopt(child: Cancellable): void {
    this.state.adopt(child);
  }

  disown(child: Cancellable): void {
    this.state.disown(child);
  }

  release(): void {
    this.#state?.release();
  }
}

/** The part of a call in this process that can end before its handler does. */
export class LocalState extends CallState {
  /** Told when the call is cancelled or its time is over. */
  onCancel: ((error: AppError) => void) | undefined;
  readonly #title: string;
  readonly #options: CallOptions | undefined;
  #trace: string | undefined;
  #sweep: Sweep | undefined;
  #watching = false;
  #unwatch: (() => void) | undefined;

  constructor(served: Served, options: CallOptions | undefined, expires: number) {
    super(expires, undefined);
    this.#title = served.title;
    this.#options = options;
  }

  override get signal(): AbortSignal {
    this.#watchCaller();
    return super.signal;
  }

  override get traceparent(): string {
    this.#trace ??= traceOf(this.#options);
    return this.#trace;
  }

  /** Why it must not even start: its caller gave up, or its time is over. */
  get hopeless(): AppError | undefined {
    if (this.#options === undefined) return undefined;
    this.#watchCaller();
    return this.cancelled ?? (this.expires <= performance.now() ? deadlineError(this.#title) : undefined);
  }

  override cancel(error: AppError): void {
    if (this.cancelled) return;
    super.cancel(error);
    this.onCancel?.(error);
  }

  override expire(): void {
    this.#sweep?.remove(this);
    this.cancel(deadlineError(this.#title));
  }

  /** From now on the call ends when its caller gives up or its time is over; until `release`. */
  watch(sweep: Sweep): void {
    this.#sweep = sweep;
    if (this.expires !== Number.POSITIVE_INFINITY) sweep.add(this);
    this.#watchCaller();
  }

  release(): void {
    this.#sweep?.remove(this);
    this.#unwatch?.();
  }

  #watchCaller(): void {
    if (this.#watching) return;
    this.#watching = true;
    this.#unwatch = watchCaller(this.#options, this);
  }
}
