import { setTimeout as sleep } from 'node:timers/promises';
import { AppError, toAppError } from '../../../core/errors.ts';
import { backoff } from '../../../core/passing/backoff.ts';
import type { Helix } from './helix.ts';

export interface SenderOptions {
  readonly helix: Helix;
  /** The id of a channel's broadcaster, when it is known. */
  idOf(place: string): string | undefined;
  /** Aborts when nothing more is begun. */
  readonly stop: AbortSignal;
  /** Aborts when what has begun is given up. */
  readonly cut: AbortSignal;
}

/** Something to say in a channel. */
export interface Saying {
  /** Of what is tried again it is the same: it is not said again when Twitch has it and could not say so. */
  readonly key: string;
  readonly messages: readonly string[];
  readonly replyTo?: string | undefined;
  /**
   * Of what nobody tries again: awaited right before it leaves. It waits for the channel, and is tried while Twitch does not
   * answer.
   */
  readonly handing?: () => Promise<void>;
}

/** Milliseconds between two messages in a channel: who is no moderator may say one a second. */
const EVERY = 1_100;

/** Milliseconds for which something waits for the channel, and for which a message is tried. */
const WITHIN = 120_000;

const WAIT = { first: 100, most: 2_000 };
const RETRY = { first: 500, most: 15_000 };

/** Messages that are remembered of those that Twitch may have. */
const MOST_LEFT = 200;

/** A message that has left, and of which Twitch has not said what became of it. */
interface Left {
  readonly place: string;
  readonly text: string;
  /** What the chat shows of it. */
  id: string | undefined;
}

/** Says messages in each channel one after another, no faster than Twitch allows. */
export class Sender {
  readonly #options: SenderOptions;
  readonly #turns = new Map<string, Promise<unknown>>();
  readonly #left = new Map<string, Left>();
  waiting = 0;

  constructor(options: SenderOptions) {
    this.#options = options;
  }

  /** Resolves when a message would leave at once. */
  async free(place: string): Promise<void> {
    for (let turn = this.#turns.get(place); turn; turn = this.#turns.get(place)) await turn;
  }

  /**
   * Resolves with the ids of the messages, as far as they are known. What failed after a part was said gives the ids of that
   * part. Throws `unavailable` for what has not begun when the relay stops.
   */
  say(place: string, saying: Saying): Promise<string[]> {
    this.waiting++;
    const until = performance.now() + WITHIN;
    const before = this.#turns.get(place) ?? Promise.resolve();
    const mine = before.catch(() => {}).then(() => this.#sayAll(place, saying, until));
    const settled = mine
      .catch(() => {})
      .then(() => pause(EVERY, this.#options.stop))
      .finally(() => {
        this.waiting--;
        if (this.#turns.get(place) === settled) this.#turns.delete(place);
      });
    this.#turns.set(place, settled);
    return mine;
  }

  /** The chat shows a message of ours. */
  shown(place: string, text: string, id: string): void {
    const own = [...this.#left.values()].find(
      left => left.place === place && left.text === text && left.id === undefined,
    );
    if (own) own.id = id;
  }

  async idle(): Promise<void> {
    await Promise.all(this.#turns.values());
  }

  async #sayAll(place: string, saying: Saying, until: number): Promise<string[]> {
    const { messages, handing } = saying;
    const broadcaster = await this.#channel(place, handing ? until : 0);
    // Who comes after this relay says what is not in hand yet.
    if (this.#options.stop.aborted) throw new AppError('unavailable', 'The relay stops.');
    await handing?.();
    const ids: string[] = [];
    for (const index of messages.keys()) {
      if (index > 0) await pause(EVERY, this.#options.cut);
      try {
        const id = await this.#sayOne(place, broadcaster, saying, index);
        if (id !== undefined) ids.push(id);
      } catch (thrown) {
        if (index === 0) throw thrown;
        break;
      }
    }
    return ids;
  }

  /** Waits for the channel until then. */
  async #channel(place: string, until: number): Promise<string> {
    const { idOf, stop } = this.#options;
    for (let attempt = 0; ; attempt++) {
      const id = idOf(place);
      if (id !== undefined) return id;
      if (stop.aborted || performance.now() > until)
        throw new AppError('unavailable', `The relay is not in ${place} now.`);
      await pause(backoff(attempt, WAIT), stop);
    }
  }

  /** Gives its id; none for what Twitch had before, when the chat has not shown it. */
  async #sayOne(
    place: string,
    broadcaster: string,
    saying: Saying,
    index: number,
  ): Promise<string | undefined> {
    const { helix, cut } = this.#options;
    const message = saying.messages[index]!;
    const key = `${saying.key} ${index}`;
    const began = performance.now();
    let text = message;
    for (let attempt = 0; ; attempt++) {
      const before = this.#left.get(key);
      this.#left.delete(key);
      if (before?.id !== undefined) return before.id;
      const left = this.#leave(key, { place, text, id: undefined });
      try {
        const id = await helix.send(broadcaster, text, index === 0 ? saying.replyTo : undefined);
        this.#left.delete(key);
        return id;
      } catch (thrown) {
        const { code, reason, retryAfter = 0 } = toAppError(thrown);
        const mayBeThere = code === 'unavailable' || (code === 'rate_limited' && before !== undefined);
        if (!mayBeThere) this.#left.delete(key);
        if (reason === 'duplicate') {
          if (before) return left.id;
          if (text !== message) throw thrown;
          // The same words within half a minute are dropped; an unseen sign makes them others.
          text = `${message.slice(0, 496)} \u034f`;
          continue;
        }
        const again = code === 'rate_limited' || (code === 'unavailable' && saying.handing !== undefined);
        const wait = Math.max(backoff(attempt, RETRY), retryAfter * 1000);
        if (!again || cut.aborted || performance.now() - began + wait > WITHIN) throw thrown;
        await pause(wait, cut);
      }
    }
  }

  #leave(key: string, left: Left): Left {
    this.#left.set(key, left);
    if (this.#left.size > MOST_LEFT) this.#left.delete(this.#left.keys().next().value!);
    return left;
  }
}

/** Ends early when the signal aborts. */
async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await sleep(milliseconds, undefined, { signal }).catch(() => {});
}
