import type { CarriedOut, Wanted } from './carry-out.ts';

/** Decisions of one room that wait, and those that are carried out together: each may be two acts, of which a call takes 100. */
const MOST_WAITING = 1_000;
const TOGETHER = 50;

type Run = (room: string, wanted: readonly Wanted[]) => Promise<readonly CarriedOut[]>;

interface Waiting {
  readonly wanted: Wanted;
  resolve(done: CarriedOut | undefined): void;
}

/** Decisions on their way, room by room, so that a network that is slow with one room holds up no other. */
export class ActQueue {
  readonly #run: Run;
  readonly #rooms = new Map<string, Waiting[]>();
  readonly #running = new Set<Promise<void>>();

  /** `run` gives what came of each, in their order. */
  constructor(run: Run) {
    this.#run = run;
  }

  /** Resolves with what came of it; with undefined when there was no place or it could not even be stored. */
  add(wanted: Wanted): Promise<CarriedOut | undefined> {
    const { room } = wanted.decision;
    const waiting = this.#rooms.get(room) ?? [];
    if (waiting.length >= MOST_WAITING) return Promise.resolve(undefined);
    const done = new Promise<CarriedOut | undefined>(resolve => waiting.push({ wanted, resolve }));
    if (!this.#rooms.has(room)) {
      this.#rooms.set(room, waiting);
      const running = this.#runAll(room, waiting).finally(() => this.#running.delete(running));
      this.#running.add(running);
    }
    return done;
  }

  /** Resolves when nothing is under way. */
  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }

  async #runAll(room: string, waiting: Waiting[]): Promise<void> {
    // What else comes of what has just arrived goes along.
    await new Promise<void>(resolve => setImmediate(resolve));
    for (let lot = waiting.splice(0, TOGETHER); lot.length > 0; lot = waiting.splice(0, TOGETHER)) {
      const done = await this.#run(
        room,
        lot.map(({ wanted }) => wanted),
      ).catch(() => []);
      for (const [index, { resolve }] of lot.entries()) resolve(done[index]);
    }
    this.#rooms.delete(room);
  }
}
