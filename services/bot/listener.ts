import type { Delivery } from './store/answers.ts';

/** Answers that wait for a listener that is slow; it reads the others from the database when it is through. */
const MOST_WAITING = 1_000;

/** Ids that it remembers having had; answers come to it from several sides. */
const REMEMBERED = 5_000;

/** One who listens to the rooms whose id begins with a prefix, and has each answer once. */
export class Listener {
  readonly prefix: string;
  /** There may be more in the database than waits here. */
  behind = true;
  readonly #waiting: Delivery[] = [];
  readonly #had = new Set<string>();
  /** Something came since the database was asked. */
  #missedSince = false;
  #change = Promise.withResolvers<void>();

  constructor(prefix: string) {
    this.prefix = prefix;
  }

  /** Takes what is new and for it. What comes while it is behind is in the database, in its place. */
  offer(delivery: Delivery): void {
    if (!delivery.room.startsWith(this.prefix) || this.#had.has(delivery.id)) return;
    if (this.behind || this.#waiting.length >= MOST_WAITING) {
      this.behind = true;
      this.#missedSince = true;
    } else this.#add(delivery);
    this.wake();
  }

  /** To be called before the database is asked. */
  beginCatchUp(): void {
    this.#missedSince = false;
  }

  /** Takes what the database has for it, of which there may be `more`. */
  catchUp(missed: readonly Delivery[], more: boolean): void {
    const fresh = missed.filter(({ id }) => !this.#had.has(id));
    for (const delivery of fresh) this.#add(delivery);
    this.behind = this.#missedSince || (more && fresh.length > 0);
  }

  next(): Delivery | undefined {
    return this.#waiting.shift();
  }

  /** Resolves when `wake` is called. */
  async change(): Promise<void> {
    await this.#change.promise;
    this.#change = Promise.withResolvers();
  }

  wake(): void {
    this.#change.resolve();
  }

  #add(delivery: Delivery): void {
    this.#waiting.push(delivery);
    this.#had.add(delivery.id);
    if (this.#had.size > REMEMBERED) this.#had.delete(this.#had.values().next().value!);
  }
}
