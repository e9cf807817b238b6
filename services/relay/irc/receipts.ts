import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../../../core/errors.ts';

/** Tells our tokens from those of a relay before us on the same connection. */
const LIFE = randomBytes(3).toString('hex');

interface Open {
  readonly target: string;
  readonly ids: string[];
  resolve(ids: readonly string[]): void;
  reject(error: AppError): void;
}

/**
 * Tells when a server has what was sent. A server does what it is sent in its order, so that its answer to a PING says that it
 * has the lines before. With echo-message it tells the ids that they have too, with labeled-response those of just these.
 */
export class Receipts {
  readonly #open = new Map<string, Open>();
  readonly #fold: (name: string) => string;
  #count = 0;

  constructor(fold: (name: string) => string) {
    this.#fold = fold;
  }

  /** The token that the PING after the lines, and their label, is to have, and what resolves with the ids of the lines. */
  open(target: string): { token: string; taken: Promise<readonly string[]> } {
    const token = `croft-${LIFE}-${++this.#count}`;
    const taken = new Promise<readonly string[]>((resolve, reject) => {
      this.#open.set(token, { target: this.#fold(target), ids: [], resolve, reject });
    });
    return { token, taken };
  }

  /** One of our lines as the server shows it to the others. */
  echoed(target: string, id: string, label: string | undefined): void {
    const labelled = label === undefined ? undefined : this.#open.get(label);
    const folded = this.#fold(target);
    const open = labelled ?? [...this.#open.values()].find(one => one.target === folded);
    open?.ids.push(id);
  }

  /** A PONG with this text. */
  answered(token: string): void {
    const open = this.#open.get(token);
    this.#open.delete(token);
    open?.resolve(open.ids);
  }

  /** The channel does not take what was sent. */
  refused(target: string, why: string): void {
    const folded = this.#fold(target);
    for (const [token, open] of this.#open)
      if (open.target === folded)
        this.#settle(token, new AppError('forbidden', `${target} refuses it: ${why}`));
  }

  /** A line of this token could not be sent. */
  dropped(token: string): void {
    this.#settle(token, new AppError('unavailable', 'It could not be sent in time.'));
  }

  /** The connection is gone, and with it what the server has not said to have. */
  lost(): void {
    for (const token of [...this.#open.keys()])
      this.#settle(token, new AppError('unavailable', 'The connection was lost.'));
  }

  /** Resolves when everything is confirmed, or after so many milliseconds. */
  async idle(patience: number): Promise<void> {
    for (const until = performance.now() + patience; this.#open.size > 0 && performance.now() < until; )
      await sleep(20);
  }

  #settle(token: string, error: AppError): void {
    const open = this.#open.get(token);
    this.#open.delete(token);
    open?.reject(error);
  }
}
