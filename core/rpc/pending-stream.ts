import type { AppError } from '../errors.ts';
import { CANCELLED } from './call-state.ts';
import type { CallOptions } from './contract.ts';
import { type Callable, Exchange, type ExchangeHome } from './exchange.ts';
import { parseOutput } from './served.ts';
import { protocolError, readCount, STREAM_WINDOW } from './wire.ts';

type Result = IteratorResult<unknown, undefined>;

const DONE: Result = { done: true, value: undefined };

/** A stream as its consumer iterates it. What it took is credited back to the producer in halves of the window. */
export class PendingStream extends Exchange implements AsyncIterableIterator<unknown, undefined> {
  readonly #arrived: { item: unknown; cost: number }[] = [];
  readonly #readers: { resolve: (result: Result) => void; reject: (error: AppError) => void }[] = [];
  #taken = 0;
  #error: AppError | undefined;

  constructor(home: ExchangeHome, method: Callable, input: unknown, options: CallOptions | undefined) {
    super(home, method, input, options);
    this.begin(options);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<Result> {
    const first = this.#arrived.shift();
    if (first) {
      this.#giveCredit(first.cost);
      return { done: false, value: first.item };
    }
    if (!this.over) return new Promise((resolve, reject) => this.#readers.push({ resolve, reject }));
    const error = this.#error;
    this.#error = undefined;
    if (error) throw error;
    return DONE;
  }

  /** The consumer has enough: the producer is stopped. */
  async return(): Promise<Result> {
    this.cancel(CANCELLED);
    this.#arrived.length = 0;
    this.#error = undefined;
    return DONE;
  }

  override item(value: unknown, rawCost: unknown): void {
    const cost = readCount(rawCost);
    let item = value;
    try {
      if (this.method.outputTraits.changes) item = parseOutput(this.method.title, this.method.output, value);
    } catch (error) {
      this.cancel(error as AppError);
      return;
    }
    const reader = this.#readers.shift();
    if (reader) {
      reader.resolve({ done: false, value: item });
      this.#giveCredit(cost);
    } else this.#arrived.push({ item, cost });
  }

  override end(): void {
    if (!this.finish()) return;
    this.method.metrics.ok(this.started);
    for (const { resolve } of this.#readers.splice(0)) resolve(DONE);
  }

  override result(): void {
    throw protocolError('A stream answered as a method.');
  }

  protected override failed(error: AppError): void {
    const [first, ...others] = this.#readers.splice(0);
    if (first) first.reject(error);
    else this.#error = error;
    for (const { resolve } of others) resolve(DONE);
  }

  #giveCredit(cost: number): void {
    this.#taken += cost;
    if (this.#taken < STREAM_WINDOW / 2) return;
    this.line?.credit(this, this.#taken);
    this.#taken = 0;
  }
}
