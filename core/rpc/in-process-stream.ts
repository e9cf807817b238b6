import { type AppError, toAppError } from '../errors.ts';
import { CANCELLED } from './call-state.ts';
import type { LocalCall } from './in-process-call.ts';

type Result = IteratorResult<unknown, undefined>;

const DONE: Result = { done: true, value: undefined };

/** What a stream in this process needs of its client. */
export interface LocalStreamHome {
  /** Called once, when the stream is over; `thrown` when it did not end well. Gives the error as its consumer sees it. */
  ended(call: LocalCall, thrown?: unknown): AppError | undefined;
  item(value: unknown): unknown;
}

/** A stream in this process: each item is produced when its consumer asks for it. */
export class LocalStream implements AsyncIterableIterator<unknown, undefined> {
  readonly #call: LocalCall;
  readonly #home: LocalStreamHome;
  readonly #readers = new Set<(error: AppError) => void>();
  #iterator: AsyncIterator<unknown> | undefined;
  #error: AppError | undefined;
  #over = false;

  /** `start` runs the handler. */
  constructor(call: LocalCall, home: LocalStreamHome, start: () => AsyncIterable<unknown>) {
    this.#call = call;
    this.#home = home;
    call.state.onCancel = error => this.#fail(error);
    try {
      if (!call.cancelled) this.#iterator = start()[Symbol.asyncIterator]();
      else this.#fail(call.cancelled);
    } catch (error) {
      this.#fail(error);
    }
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<Result> {
    if (this.#over || !this.#iterator) {
      const error = this.#error;
      this.#error = undefined;
      if (error) throw error;
      return DONE;
    }
    const { promise, resolve, reject } = Promise.withResolvers<Result>();
    this.#readers.add(reject);
    this.#iterator.next().then(
      result => {
        this.#readers.delete(reject);
        resolve(this.#take(result));
      },
      error => {
        this.#readers.delete(reject);
        const seen = this.#fail(error);
        if (seen) reject(seen);
        else resolve(DONE);
      },
    );
    return promise;
  }

  /** The consumer has enough: the producer is stopped. */
  async return(): Promise<Result> {
    this.#call.state.cancel(CANCELLED);
    this.#error = undefined;
    return DONE;
  }

  #take(result: IteratorResult<unknown>): Result | Promise<Result> {
    if (this.#over) return DONE;
    if (result.done) {
      this.#over = true;
      this.#home.ended(this.#call);
      return DONE;
    }
    try {
      return { done: false, value: this.#home.item(result.value) };
    } catch (error) {
      return Promise.reject(this.#fail(error) ?? toAppError(error));
    }
  }

  #fail(thrown: unknown): AppError | undefined {
    if (this.#over) return undefined;
    this.#over = true;
    const error = this.#home.ended(this.#call, thrown);
    const readers = [...this.#readers];
    this.#readers.clear();
    if (readers.length === 0) this.#error = error;
    for (const reject of readers) reject(error ?? CANCELLED);
    void Promise.resolve(this.#iterator?.return?.()).catch(() => {});
    return error;
  }
}
