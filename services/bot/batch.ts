interface Waiting<I, O> {
  readonly item: I;
  resolve(result: O): void;
  reject(error: unknown): void;
}

/**
 * Does together what is asked for one by one: everything that came while the last lot was under way is the next. One lot
 * runs at a time, so that results come in the order of their items. `run` gives one result for each item; when it throws,
 * all of the lot fail.
 */
export class Batch<I, O> {
  readonly #run: (items: readonly I[]) => Promise<readonly O[]>;
  readonly #most: number;
  #waiting: Waiting<I, O>[] = [];
  #running: Promise<void> | undefined;

  constructor(run: (items: readonly I[]) => Promise<readonly O[]>, most = 500) {
    this.#run = run;
    this.#most = most;
  }

  add(item: I): Promise<O> {
    const result = new Promise<O>((resolve, reject) => this.#waiting.push({ item, resolve, reject }));
    this.#running ??= this.#runAll();
    return result;
  }

  /** Resolves when nothing is under way. */
  async idle(): Promise<void> {
    while (this.#running) await this.#running;
  }

  async #runAll(): Promise<void> {
    // What else is asked for by what has just arrived goes along.
    await new Promise<void>(resolve => setImmediate(resolve));
    while (this.#waiting.length > 0) await this.#runLot(this.#waiting.splice(0, this.#most));
    this.#running = undefined;
  }

  async #runLot(lot: readonly Waiting<I, O>[]): Promise<void> {
    try {
      const results = await this.#run(lot.map(({ item }) => item));
      for (const [index, { resolve }] of lot.entries()) resolve(results[index]!);
    } catch (error) {
      for (const { reject } of lot) reject(error);
    }
  }
}
