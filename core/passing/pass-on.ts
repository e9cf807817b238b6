import { setTimeout as sleep } from 'node:timers/promises';
import { toAppError } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Counter } from '../metrics.ts';
import { backoff } from './backoff.ts';

/**
 * Messages that wait, in all rooms, and in one: a flood in one room takes no place from the others. Where 2,000 lines come in
 * a second, a second and a half in which nothing is taken loses none.
 */
const MAX_WAITING = 3_000;
const MAX_OF_ROOM = 500;

/** A message that was not taken after this is no conversation any more. In milliseconds. */
const MAX_AGE = 60_000;

const RETRY = { first: 200, most: 5_000 };

/**
 * Passes messages on to another service, those of a room in their order, and tries again while it is away. Every message has
 * an id, so that one which arrived although its answer was lost is not answered twice.
 */
export class PassOn<M extends { readonly room: string }> {
  readonly #pass: (message: M, options: { signal: AbortSignal }) => Promise<unknown>;
  readonly #log: Log;
  readonly #lost: Counter;
  readonly #signal: AbortSignal;
  readonly #rooms = new Map<string, M[]>();
  #waiting = 0;

  constructor(
    pass: (message: M, options: { signal: AbortSignal }) => Promise<unknown>,
    log: Log,
    lost: Counter,
    signal: AbortSignal,
  ) {
    this.#pass = pass;
    this.#log = log;
    this.#lost = lost;
    this.#signal = signal;
  }

  add(message: M): void {
    const room = this.#rooms.get(message.room);
    if (this.#waiting >= MAX_WAITING || (room?.length ?? 0) >= MAX_OF_ROOM) {
      this.#lost.add();
      return;
    }
    this.#waiting++;
    if (room) room.push(message);
    else {
      this.#rooms.set(message.room, [message]);
      void this.#send(message.room);
    }
  }

  async #send(id: string): Promise<void> {
    const messages = this.#rooms.get(id)!;
    for (let message = messages[0]; message; message = messages[0]) {
      if (!this.#signal.aborted) await this.#sendOne(message, performance.now());
      messages.shift();
      this.#waiting--;
    }
    this.#rooms.delete(id);
  }

  async #sendOne(message: M, began: number): Promise<void> {
    for (let attempt = 0; ; attempt++) {
      try {
        await this.#pass(message, { signal: this.#signal });
        return;
      } catch (thrown) {
        const error = toAppError(thrown);
        const again =
          error.code === 'unavailable' || error.code === 'deadline' || error.code === 'rate_limited';
        if (this.#signal.aborted) return;
        if (!again || performance.now() - began > MAX_AGE) {
          this.#lost.add();
          this.#log.warn({ err: error, room: message.room }, 'a message was not taken');
          return;
        }
        const wait = Math.max(backoff(attempt, RETRY), (error.retryAfter ?? 0) * 1000);
        await sleep(wait, undefined, { signal: this.#signal }).catch(() => {});
      }
    }
  }
}
