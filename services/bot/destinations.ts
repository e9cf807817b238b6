import { randomUUID } from 'node:crypto';
import { AppError } from '../../core/errors.ts';
import type { Counter } from '../../core/metrics.ts';
import type { Answer } from './contract.ts';

export interface Delivery {
  readonly id: string;
  readonly room: string;
  readonly answer: Answer;
}

interface Kept extends Delivery {
  readonly number: number;
  readonly at: number;
  /** A listener took it. */
  taken: boolean;
  readonly onTaken: () => void;
}

interface Listener {
  readonly prefix: string;
  readonly waiting: Kept[];
  wake(): void;
}

/** What is kept for a listener that comes back: this many answers, for this many milliseconds. */
const MAX_KEPT = 200;
const KEPT_FOR = 60_000;

/** What may wait for a listener that is slow; the oldest goes first. */
const MAX_WAITING = 1_000;

/**
 * Where answers go: to every listener whose prefix the room's id begins with. The last minute is kept, so that a listener
 * that lost its line misses nothing and has nothing twice.
 */
export class Destinations {
  /** Tells the ids of this process's life from those of another. */
  readonly #life = randomUUID().slice(0, 8);
  readonly #kept: Kept[] = [];
  readonly #listeners = new Set<Listener>();
  readonly #lost: Counter;
  readonly #now: () => number;
  #count = 0;
  #closed = false;

  constructor(lost: Counter, now: () => number = Date.now) {
    this.#lost = lost;
    this.#now = now;
  }

  /** Whether somebody shows the room now. */
  isHeard(room: string): boolean {
    return [...this.#listeners].some(listener => room.startsWith(listener.prefix));
  }

  send(room: string, answer: Answer): void {
    this.#put(room, answer);
  }

  /** Resolves when a listener has taken it. Throws `unavailable`, and takes it back, when none has until the signal aborts. */
  async deliver(room: string, answer: Answer, signal: AbortSignal): Promise<void> {
    const nobody = new AppError('unavailable', `Nobody shows the room ${room} now.`);
    if (!this.isHeard(room)) throw nobody;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const onAbort = () => reject(nobody);
    signal.addEventListener('abort', onAbort);
    const kept = this.#put(room, answer, resolve);
    try {
      signal.throwIfAborted();
      await promise;
    } catch {
      this.#takeBack(kept);
      throw nobody;
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  }

  #put(room: string, answer: Answer, onTaken = () => {}): Kept {
    const number = ++this.#count;
    const id = `${this.#life}:${number}`;
    const kept: Kept = { number, id, room, answer, at: this.#now(), taken: false, onTaken };
    this.#kept.push(kept);
    this.#forget();
    for (const listener of this.#listeners) {
      if (!room.startsWith(listener.prefix)) continue;
      listener.waiting.push(kept);
      if (listener.waiting.length > MAX_WAITING) listener.waiting.shift();
      listener.wake();
    }
    return kept;
  }

  #takeBack(kept: Kept): void {
    for (const list of [this.#kept, ...[...this.#listeners].map(listener => listener.waiting)]) {
      const at = list.indexOf(kept);
      if (at >= 0) list.splice(at, 1);
    }
  }

  /** Answers for the rooms of this prefix until the signal aborts or `close`; ends without an error. */
  async *listen(
    input: { prefix: string; after?: string | undefined },
    signal: AbortSignal,
  ): AsyncGenerator<Delivery> {
    let wake = () => {};
    const listener: Listener = { prefix: input.prefix, waiting: this.#missed(input), wake: () => wake() };
    const onAbort = () => wake();
    this.#listeners.add(listener);
    signal.addEventListener('abort', onAbort);
    try {
      while (!signal.aborted) {
        const next = listener.waiting.shift();
        if (next) {
          yield { id: next.id, room: next.room, answer: next.answer };
          next.taken = true;
          next.onTaken();
        } else if (this.#closed) return;
        else await new Promise<void>(resolve => (wake = resolve));
      }
    } finally {
      this.#listeners.delete(listener);
      signal.removeEventListener('abort', onAbort);
    }
  }

  /** Lets every listener have what waits for it, and ends it. */
  close(): void {
    this.#closed = true;
    for (const listener of this.#listeners) listener.wake();
  }

  #missed({ prefix, after }: { prefix: string; after?: string | undefined }): Kept[] {
    this.#forget();
    const [life, number] = after?.split(':') ?? [];
    const had = life === this.#life ? Number(number) : undefined;
    return this.#kept.filter(
      kept => kept.room.startsWith(prefix) && (had === undefined ? !kept.taken : kept.number > had),
    );
  }

  #forget(): void {
    const oldest = this.#now() - KEPT_FOR;
    while (this.#kept.length > MAX_KEPT || (this.#kept[0] && this.#kept[0].at < oldest)) {
      if (this.#kept.shift()?.taken === false) this.#lost.add();
    }
  }
}
