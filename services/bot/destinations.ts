import { setTimeout as sleep } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import { AppError } from '../../core/errors.ts';
import { Batch } from './batch.ts';
import type { Answer } from './contract.ts';
import { Listener } from './listener.ts';
import type { Schema } from './schema.ts';
import {
  type Delivery,
  isTaken,
  missedAnswers,
  newAnswers,
  noteTaken,
  storeAnswer,
  takeBack,
} from './store/answers.ts';

/** Answers that are read for a listener at a time. */
const MOST = 500;

/** Milliseconds between looks at whether a listener of another process has taken it. */
const LOOK_EVERY = 500;

/**
 * Where answers go: to every listener whose prefix the room's id begins with, in whatever process it listens. An answer is
 * kept until a listener has taken it, and a while longer, so that a listener that lost its line misses nothing.
 */
export class Destinations {
  /** Other processes live, where somebody may listen. */
  elsewhere = false;
  readonly #db: Kysely<Schema>;
  readonly #listeners = new Set<Listener>();
  readonly #taken: Batch<string, void>;
  /** Called when a listener here takes the answer of this id. */
  readonly #onTaken = new Map<string, () => void>();
  #closed = false;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
    this.#taken = new Batch(async ids => {
      await noteTaken(db, ids);
      return [];
    });
  }

  /** Whether somebody may show the room now. */
  isHeard(room: string): boolean {
    return this.elsewhere || [...this.#listeners].some(({ prefix }) => room.startsWith(prefix));
  }

  /** Keeps something to say and gives it to who listens. */
  async send(room: string, answer: Answer): Promise<void> {
    const { id } = await storeAnswer(this.#db, { room, answer });
    this.give({ id, room, answer });
  }

  /** The same once for a key that the room has had before; without one it is always new. */
  async sendOnce(room: string, answer: Answer, key: string | undefined): Promise<void> {
    const { id, taken } = await storeAnswer(this.#db, { room, answer, key });
    if (!taken) this.give({ id, room, answer });
  }

  /**
   * Resolves when a listener has taken it; what has the same key is said once. Throws `unavailable`, and takes it back,
   * when none has until the signal aborts.
   */
  async deliver(room: string, answer: Answer, key: string, signal: AbortSignal): Promise<void> {
    const nobody = new AppError('unavailable', `Nobody shows the room ${room} now.`);
    const { id, taken } = await storeAnswer(this.#db, { room, answer, key });
    if (taken) return;
    if (!this.isHeard(room) && (await takeBack(this.#db, id))) throw nobody;
    const here = new Promise<true>(resolve => this.#onTaken.set(id, () => resolve(true)));
    this.give({ id, room, answer });
    try {
      for (let done: boolean | undefined = false; !done; done = await isTaken(this.#db, id)) {
        const pause = sleep(LOOK_EVERY, false, { signal }).catch(() => false);
        if (await Promise.race([here, pause])) return;
        if (signal.aborted && (await takeBack(this.#db, id))) throw nobody;
        if (done === undefined) throw nobody;
      }
    } finally {
      this.#onTaken.delete(id);
    }
  }

  /** Hands a stored answer to who listens here. */
  give(delivery: Delivery): void {
    for (const listener of this.#listeners) listener.offer(delivery);
  }

  /** Hands on what other processes said lately. */
  async look(): Promise<void> {
    if (this.#listeners.size === 0) return;
    for (const delivery of await newAnswers(this.#db)) this.give(delivery);
  }

  /** Answers for the rooms of this prefix until the signal aborts or `close`; ends without an error. */
  async *listen(
    { prefix, after }: { prefix: string; after?: string | undefined },
    signal: AbortSignal,
  ): AsyncGenerator<Delivery> {
    const listener = new Listener(prefix);
    const onAbort = () => listener.wake();
    this.#listeners.add(listener);
    signal.addEventListener('abort', onAbort);
    try {
      let since = after !== undefined && /^\d{1,18}$/.test(after) ? after : undefined;
      while (!signal.aborted) {
        const next = listener.next();
        if (next) {
          yield next;
          this.#take(next.id);
        } else if (listener.behind) {
          since = await this.#catchUp(listener, since);
        } else if (this.#closed) return;
        else await listener.change();
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

  /** Resolves when it is stored what was taken. */
  idle(): Promise<void> {
    return this.#taken.idle();
  }

  #take(id: string): void {
    this.#onTaken.get(id)?.();
    // Lost with its process it is offered again to who listens next, who knows by its id that they have it.
    this.#taken.add(id).catch(() => {});
  }

  /** Gives after which answer the next time begins. */
  async #catchUp(listener: Listener, after: string | undefined): Promise<string | undefined> {
    await this.#taken.idle();
    listener.beginCatchUp();
    const missed = await missedAnswers(this.#db, { prefix: listener.prefix, after, most: MOST });
    listener.catchUp(missed, missed.length === MOST);
    return after === undefined || !listener.behind ? undefined : (missed.at(-1)?.id ?? after);
  }
}
