import { setTimeout as sleep } from 'node:timers/promises';
import { AppError, toAppError } from '../../../core/errors.ts';
import type { Helix } from './helix.ts';

/** Milliseconds between two messages in a channel: who is no moderator may say one a second. */
const EVERY = 1_100;

/** Milliseconds for which a message is tried while Twitch wants us to wait. */
const WITHIN = 60_000;

/** Says messages in each channel one after another, no faster than Twitch allows. */
export class Sender {
  readonly #helix: Helix;
  readonly #signal: AbortSignal;
  readonly #turns = new Map<string, Promise<unknown>>();
  waiting = 0;

  constructor(helix: Helix, signal: AbortSignal) {
    this.#helix = helix;
    this.#signal = signal;
  }

  /** Resolves when a message would leave at once. */
  async free(broadcaster: string): Promise<void> {
    for (let turn = this.#turns.get(broadcaster); turn; turn = this.#turns.get(broadcaster)) await turn;
  }

  /** Resolves with the ids of the messages; `handing` is awaited right before the first. What failed after a part was said gives the ids of that part. */
  say(
    broadcaster: string,
    messages: readonly string[],
    replyTo: string | undefined,
    handing: () => Promise<void> = async () => {},
  ): Promise<string[]> {
    this.waiting++;
    const before = this.#turns.get(broadcaster) ?? Promise.resolve();
    const mine = before
      .catch(() => {})
      .then(async () => {
        await handing();
        return this.#sayAll(broadcaster, messages, replyTo);
      });
    const settled = mine
      .catch(() => {})
      .then(() => this.#pause(EVERY))
      .finally(() => {
        this.waiting--;
        if (this.#turns.get(broadcaster) === settled) this.#turns.delete(broadcaster);
      });
    this.#turns.set(broadcaster, settled);
    return mine;
  }

  async idle(): Promise<void> {
    await Promise.all(this.#turns.values());
  }

  async #sayAll(
    broadcaster: string,
    messages: readonly string[],
    replyTo: string | undefined,
  ): Promise<string[]> {
    const ids: string[] = [];
    for (const [index, message] of messages.entries()) {
      if (index > 0) await this.#pause(EVERY);
      try {
        ids.push(await this.#sayOne(broadcaster, message, index === 0 ? replyTo : undefined));
      } catch (thrown) {
        if (ids.length === 0) throw thrown;
        break;
      }
    }
    return ids;
  }

  async #sayOne(broadcaster: string, message: string, replyTo: string | undefined): Promise<string> {
    const began = performance.now();
    let text = message;
    for (;;) {
      if (this.#signal.aborted) throw new AppError('unavailable', 'The relay stops.');
      try {
        return await this.#helix.send(broadcaster, text, replyTo);
      } catch (thrown) {
        const { code, reason, retryAfter = 1 } = toAppError(thrown);
        // The same words within half a minute are dropped; an unseen sign makes them others.
        if (reason === 'duplicate' && text === message) text = `${message.slice(0, 496)} \u034f`;
        else if (code === 'rate_limited' && performance.now() - began + retryAfter * 1000 < WITHIN)
          await this.#pause(retryAfter * 1000);
        else throw thrown;
      }
    }
  }

  /** Ends early when the relay stops. */
  async #pause(milliseconds: number): Promise<void> {
    await sleep(milliseconds, undefined, { signal: this.#signal }).catch(() => {});
  }
}
