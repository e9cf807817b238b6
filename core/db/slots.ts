/** Milliseconds after which one more connection is opened rather than waited for: longer than most statements, and than opening one. */
const PATIENCE = 20;

interface Waiting {
  readonly enter: () => void;
  readonly timer: NodeJS.Timeout;
}

/**
 * Lets as many callers use connections at once as have been needed so far, and more when one has waited. A pool by itself opens a
 * connection for each that asks while others are busy: for a few statements of a millisecond, sent together, the server would start
 * a process for each, which has to read the catalogue anew.
 */
export class Slots {
  readonly #most: number;
  readonly #waiting: Waiting[] = [];
  #open = 1;
  #used = 0;

  /** `most` is the size of the pool, from which on callers wait there. */
  constructor(most: number) {
    this.#most = most;
  }

  /** Resolves when the caller may ask the pool for a connection; `leave` has to follow. */
  enter(): Promise<void> | undefined {
    if (this.#used < this.#open || this.#open >= this.#most) {
      this.#used++;
      return undefined;
    }
    return new Promise(resolve => {
      const waiting = { enter: resolve, timer: setTimeout(() => this.#widen(), PATIENCE) };
      this.#waiting.push(waiting);
    });
  }

  leave(): void {
    this.#used--;
    this.#admit();
  }

  /** So many connections are left: no more are taken for needed. */
  narrow(connections: number): void {
    this.#open = Math.max(1, Math.min(this.#open, connections));
  }

  #widen(): void {
    this.#open = Math.min(this.#most, Math.max(this.#open, this.#used) + 1);
    this.#admit();
  }

  #admit(): void {
    while (this.#waiting.length > 0 && (this.#used < this.#open || this.#open >= this.#most)) {
      const { enter, timer } = this.#waiting.shift()!;
      clearTimeout(timer);
      this.#used++;
      enter();
    }
  }
}
