import type { Asking } from './same-questions.ts';

/** One message that waits for its turn. */
export interface Turn extends Asking {
  /** Its key among the questions of several people, when it is one. */
  question?: string | undefined;
}

/** What one person has said to the bot in one room and waits for its turn, so that it is answered together. */
export class SamePerson<T extends Turn> {
  readonly #waiting = new Map<string, T[]>();

  add(turn: T): void {
    const key = keyOf(turn);
    const waiting = this.#waiting.get(key);
    if (waiting) waiting.push(turn);
    else this.#waiting.set(key, [turn]);
  }

  /** The next that its sender waits for, which waits no more; none when `may` is false for it. */
  next(turn: T, may: (next: T) => boolean): T | undefined {
    const next = this.#waiting.get(keyOf(turn))?.[0];
    if (!next || !may(next)) return undefined;
    this.remove(next);
    return next;
  }

  /** False when it waits no more, since another turn took it along. */
  remove(turn: T): boolean {
    const key = keyOf(turn);
    const waiting = this.#waiting.get(key) ?? [];
    const others = waiting.filter(one => one !== turn);
    if (others.length > 0) this.#waiting.set(key, others);
    else this.#waiting.delete(key);
    return others.length < waiting.length;
  }
}

/** By name too: what is said to an account under two names is said to two. */
function keyOf({ message: { room, sender } }: Turn): string {
  return [room, sender.name, sender.account, sender.id].join('\n');
}
