import { AppError } from '../errors.ts';
import { tickNow } from './clock.ts';
import type { Call, CallOptions } from './contract.ts';
import type { Timed } from './sweep.ts';
import { isTraceparent, newTrace, nextHop } from './trace.ts';

/**
 * Under this key a call holds itself, as an own property, so that `{ ...call, timeout: 100 }` still leads to the
 * call it was made from although its signal and deadline are made only when somebody looks.
 */
export const ORIGIN = Symbol('the call that this context came from');

/** What calls made from a running call need of it. */
export interface Origin {
  readonly [ORIGIN]: Origin;
  readonly expires: number;
  readonly traceparent: string;
  /** Why it was cancelled, when it was. */
  readonly cancelled: AppError | undefined;
  /** Cancels `child` with this call, until `disown`. */
  adopt(child: Cancellable): void;
  disown(child: Cancellable): void;
}

/** What is told when a call is cancelled. */
export interface Cancellable {
  cancel(error: AppError): void;
}

/** A running call as its handler sees it. Signal, deadline and trace are made when first looked at: most never are. */
export class CallState implements Call, Origin, Timed, Cancellable {
  readonly [ORIGIN]: Origin;
  expires: number;
  before: Timed | undefined;
  after: Timed | undefined;
  #traceparent: unknown;
  #controller: AbortController | undefined;
  #cancelled: AppError | undefined;
  #children: Set<Cancellable> | undefined;

  /**
   * `expires` in `performance.now()` milliseconds, Infinity for never. `traceparent` as it came, checked only when it
   * is looked at; another trace takes its place when it is none.
   */
  constructor(expires: number, traceparent: unknown) {
    this.expires = expires;
    this.#traceparent = traceparent;
    this[ORIGIN] = this;
  }

  get signal(): AbortSignal {
    if (!this.#controller) {
      this.#controller = new AbortController();
      if (this.#cancelled) this.#controller.abort(this.#cancelled);
    }
    return this.#controller.signal;
  }

  get deadline(): number {
    return Date.now() + this.expires - performance.now();
  }

  get traceparent(): string {
    const known = this.#traceparent;
    if (isTraceparent(known)) return known;
    const made = newTrace();
    this.#traceparent = made;
    return made;
  }

  get cancelled(): AppError | undefined {
    return this.#cancelled;
  }

  cancel(error: AppError): void {
    if (this.#cancelled) return;
    this.#cancelled = error;
    this.#controller?.abort(error);
    for (const child of this.#children ?? []) child.cancel(error);
  }

  expire(): void {
    this.cancel(deadlineError('The call'));
  }

  adopt(child: Cancellable): void {
    this.#children ??= new Set();
    this.#children.add(child);
  }

  disown(child: Cancellable): void {
    this.#children?.delete(child);
  }
}

/** The running call that these options were made from, if they were. */
export function originOf(options: CallOptions | undefined): Origin | undefined {
  return options === undefined ? undefined : (options as { [ORIGIN]?: Origin })[ORIGIN];
}

/**
 * When a call made now ends, in `performance.now()` milliseconds: a timeout never extends an inherited deadline.
 * Callers that give a time of their own may give a short one, so for them the clock is read anew.
 */
export function expiryOf(options: CallOptions | undefined, timeout: number): number {
  if (options === undefined) return tickNow() + timeout;
  const now = performance.now();
  const own = now + (options.timeout ?? timeout);
  const origin = originOf(options);
  if (origin) return Math.min(own, origin.expires);
  return options.deadline === undefined ? own : Math.min(own, now + options.deadline - Date.now());
}

/** The traceparent of a call made with these options: the next hop of its caller's trace, or a new trace. */
export function traceOf(options: CallOptions | undefined): string {
  const parent = parentTraceOf(options);
  return parent === undefined ? newTrace() : nextHop(parent);
}

/** The traceparent of whoever makes a call with these options; undefined when it begins a trace. */
export function parentTraceOf(options: CallOptions | undefined): string | undefined {
  return originOf(options)?.traceparent ?? options?.traceparent;
}

/** Told to whoever still runs for a caller that is gone. */
export const CANCELLED = new AppError('unavailable', 'The caller gave up.', { reason: 'cancelled' });

export function deadlineError(what: string): AppError {
  return new AppError('deadline', `${what} took longer than it was given.`);
}

/** The error of a call whose caller's own signal aborted. */
export function abortError(reason: unknown): AppError {
  if (reason instanceof AppError) return reason;
  if (reason instanceof DOMException && reason.name === 'TimeoutError') return deadlineError('The call');
  return new AppError('unavailable', 'The caller gave up.', { reason: 'cancelled', cause: reason });
}
