import type { AppError } from '../errors.ts';
import { CallState, deadlineError, expiryOf, traceOf } from './call-state.ts';
import { watchCaller } from './caller.ts';
import { tickNow } from './clock.ts';
import type { CallOptions } from './contract.ts';
import type { Served } from './served.ts';
import type { Sweep } from './sweep.ts';

/** A call in this process. It watches its caller and its deadline only once somebody could notice. */
export class LocalCall extends CallState {
  readonly served: Served;
  /** `performance.now()` milliseconds, as of its tick. */
  readonly started = tickNow();
  readonly #options: CallOptions | undefined;
  #sweep: Sweep | undefined;
  #unwatch: (() => void) | undefined;
  #watching = false;
  #trace: string | undefined;
  /** Told when the call is cancelled or its time is over. */
  onCancel: ((error: AppError) => void) | undefined;

  constructor(served: Served, options: CallOptions | undefined) {
    super(expiryOf(options, served.timeout), undefined);
    this.served = served;
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
    return (
      this.cancelled ?? (this.expires <= performance.now() ? deadlineError(this.served.title) : undefined)
    );
  }

  override cancel(error: AppError): void {
    if (this.cancelled) return;
    super.cancel(error);
    this.onCancel?.(error);
  }

  override expire(): void {
    this.#sweep?.remove(this);
    this.cancel(deadlineError(this.served.title));
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
