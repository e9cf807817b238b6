import type { AppError } from '../errors.ts';
import type { CallOptions } from './contract.ts';
import { type Callable, Exchange, type ExchangeHome } from './exchange.ts';
import { parseOutput } from './served.ts';
import { protocolError } from './wire.ts';

/** The two ends of the promise that a caller was given. */
interface Settle {
  resolve(value: unknown): void;
  reject(error: AppError): void;
}

/** Calls a method; the promise of its answer. */
export function callMethod(
  home: ExchangeHome,
  method: Callable,
  input: unknown,
  options: CallOptions | undefined,
): Promise<unknown> {
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  new PendingCall(home, method, input, options, { resolve, reject });
  return promise;
}

/** A call of a method. */
class PendingCall extends Exchange {
  #settle: Settle | undefined;

  constructor(
    home: ExchangeHome,
    method: Callable,
    input: unknown,
    options: CallOptions | undefined,
    settle: Settle,
  ) {
    super(home, method, input, options);
    this.#settle = settle;
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
    this.#forget()?.resolve(output);
  }

  override item(): void {
    throw protocolError('A method answered with a stream.');
  }

  override end(): void {
    throw protocolError('A method answered with a stream.');
  }

  protected override failed(error: AppError): void {
    this.#forget()?.reject(error);
  }

  /** An ended call that lives on in the old generation must not keep its answer alive with it. */
  #forget(): Settle | undefined {
    const settle = this.#settle;
    this.#settle = undefined;
    return settle;
  }
}
