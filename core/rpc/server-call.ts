import type { AppError } from '../errors.ts';
import { CallState } from './call-state.ts';
import type { Served } from './served.ts';

/** What a running call needs of the connection it came over. */
export interface CallHome {
  /** Forgets the call and tells its caller why. */
  expired(call: ServerCall): void;
}

/** A call or stream that came over a connection. */
export class ServerCall extends CallState {
  readonly id: number;
  readonly served: Served;
  readonly started: number;
  /** Bytes a stream may still send. */
  credit = 0;
  readonly #home: CallHome;
  #waiting: (() => void) | undefined;

  constructor(home: CallHome, id: number, served: Served, started: number, expires: number, trace: unknown) {
    super(expires, trace);
    this.#home = home;
    this.id = id;
    this.served = served;
    this.started = started;
  }

  override cancel(error: AppError): void {
    super.cancel(error);
    this.#wake();
  }

  override expire(): void {
    super.expire();
    this.#home.expired(this);
  }

  addCredit(bytes: number): void {
    this.credit += bytes;
    this.#wake();
  }

  /** Resolves when the consumer has room again, or never will. */
  async room(): Promise<void> {
    while (this.credit <= 0 && !this.cancelled) await new Promise<void>(resolve => (this.#waiting = resolve));
  }

  #wake(): void {
    this.#waiting?.();
    this.#waiting = undefined;
  }
}
