import type { AppError } from '../errors.ts';
import type { CallOptions } from './contract.ts';
import { type Callable, Exchange, type ExchangeHome } from './exchange.ts';
import { parseOutput } from './served.ts';
import { protocolError } from './wire.ts';

/** A call of a method, and the promise of its answer. */
export class PendingCall extends Exchange {
  readonly answer: Promise<unknown>;
  #resolve!: (value: unknown) => void;
  #reject!: (error: AppError) => void;

  constructor(home: ExchangeHome, method: Callable, input: unknown, options: CallOptions | undefined) {
    super(home, method, input, options);
    this.answer = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    this.begin(options);
  }

  override result(value: unknown): void {
    let output = value;
    if (this.method.outputTraits.changes) {
      try {
        output = parseOutput(this.method.title, this.method.output, value);
      } catch (error) {
        this.fail(error as AppError);
        return;
      }
    }
    if (!this.finish()) return;
    this.method.metrics.ok(this.started);
    this.#resolve(output);
  }

  override item(): void {
    throw protocolError('A method answered with a stream.');
  }

  override end(): void {
    throw protocolError('A method answered with a stream.');
  }

  protected override failed(error: AppError): void {
    this.#reject(error);
  }
}
