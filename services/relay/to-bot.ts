import { setTimeout as sleep } from 'node:timers/promises';
import { toAppError } from '../../core/errors.ts';
import type { Log } from '../../core/log.ts';
import type { Counter } from '../../core/metrics.ts';
import type { Client } from '../../core/rpc/contract.ts';
import type { botContract, Message } from '../bot/contract.ts';
import { backoff } from './backoff.ts';

/** Lines that wait for the bot, on all networks. */
const MAX_WAITING = 300;

/** A line that the bot has not taken after this is no conversation any more. In milliseconds. */
const MAX_AGE = 60_000;

const RETRY = { first: 200, most: 5_000 };

/**
 * Passes lines to the bot, those of a room in their order, and tries again while the bot is away. Every line has an id, so
 * that one which arrived although its answer was lost is not answered twice.
 */
export class ToBot {
  readonly #bot: Pick<Client<typeof botContract>, 'hear'>;
  readonly #log: Log;
  readonly #lost: Counter;
  readonly #signal: AbortSignal;
  readonly #rooms = new Map<string, Message[]>();
  #waiting = 0;

  constructor(bot: Pick<Client<typeof botContract>, 'hear'>, log: Log, lost: Counter, signal: AbortSignal) {
    this.#bot = bot;
    this.#log = log;
    this.#lost = lost;
    this.#signal = signal;
  }

  hear(message: Message): void {
    if (this.#waiting >= MAX_WAITING) {
      this.#lost.add();
      return;
    }
    this.#waiting++;
    const room = this.#rooms.get(message.room);
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

  async #sendOne(message: Message, began: number): Promise<void> {
    for (let attempt = 0; ; attempt++) {
      try {
        await this.#bot.hear(message, { signal: this.#signal });
        return;
      } catch (thrown) {
        const error = toAppError(thrown);
        const again =
          error.code === 'unavailable' || error.code === 'deadline' || error.code === 'rate_limited';
        if (this.#signal.aborted) return;
        if (!again || performance.now() - began > MAX_AGE) {
          this.#lost.add();
          this.#log.warn({ err: error, room: message.room }, 'the bot did not take a line');
          return;
        }
        const wait = Math.max(backoff(attempt, RETRY), (error.retryAfter ?? 0) * 1000);
        await sleep(wait, undefined, { signal: this.#signal }).catch(() => {});
      }
    }
  }
}
