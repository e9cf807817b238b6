import { setTimeout as sleep } from 'node:timers/promises';

/** Milliseconds after which a room is looked at without a notice. */
const LOOK_EVERY = 5_000;

/** Wakes who waits for something to happen in a room. */
export class Wakes {
  readonly #waiting = new Map<string, Set<() => void>>();

  /** Resolves when something happens in the room, after a while, or when the signal aborts. */
  async next(room: string, signal: AbortSignal): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const waiting = this.#waiting.get(room) ?? new Set();
    this.#waiting.set(room, waiting.add(resolve));
    const over = new AbortController();
    const late = sleep(LOOK_EVERY, undefined, { signal: AbortSignal.any([signal, over.signal]) }).catch(
      () => {},
    );
    await Promise.race([promise, late]);
    over.abort();
    waiting.delete(resolve);
    if (waiting.size === 0) this.#waiting.delete(room);
  }

  wake(room: string): void {
    for (const resolve of this.#waiting.get(room) ?? []) resolve();
  }

  wakeAll(): void {
    for (const room of this.#waiting.keys()) this.wake(room);
  }
}
