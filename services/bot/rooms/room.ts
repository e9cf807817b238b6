/** Message ids that a room remembers; a line that is sent again is one of the latest. */
const REMEMBERED = 50;

/** The bot's instance in one place where people talk: what it must remember of that place. */
export class Room<T = unknown> {
  readonly id: string;
  /** Milliseconds since the epoch. */
  usedAt: number;
  readonly #done = new Map<string, Promise<T>>();

  constructor(id: string, now: number) {
    this.id = id;
    this.usedAt = now;
  }

  /**
   * Does the work for a message once: the same id again gives the first result. Work that failed is
   * forgotten, so that it can be tried again; a message without an id is always new.
   */
  once(messageId: string | undefined, work: () => Promise<T>): Promise<T> {
    if (messageId === undefined) return work();
    const known = this.#done.get(messageId);
    if (known) return known;
    const result = work();
    this.#done.set(messageId, result);
    result.catch(() => this.#done.delete(messageId));
    if (this.#done.size > REMEMBERED) this.#done.delete(this.#done.keys().next().value!);
    return result;
  }
}
