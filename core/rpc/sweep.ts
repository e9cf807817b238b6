/** Something that ends by itself at `expires` (`performance.now()` milliseconds) unless it is removed first. */
export interface Timed {
  expires: number;
  before: Timed | undefined;
  after: Timed | undefined;
  /** Called once its time passed. It must remove itself. */
  expire(): void;
}

/** Milliseconds between two sweeps: how late a deadline may be noticed. */
const INTERVAL = 20;

/**
 * Deadlines of many calls with one timer. Almost every call ends long before its deadline, so adding and removing
 * must cost next to nothing (a linked list through the calls themselves), and looking may cost a little.
 */
export class Sweep {
  #first: Timed | undefined;
  #timer: NodeJS.Timeout | undefined;

  add(item: Timed): void {
    item.before = undefined;
    item.after = this.#first;
    if (this.#first) this.#first.before = item;
    this.#first = item;
    this.#timer ??= setInterval(this.#run, INTERVAL);
  }

  /** Safe to call for what is not in. */
  remove(item: Timed): void {
    if (item.before) item.before.after = item.after;
    else if (this.#first === item) this.#first = item.after;
    else return;
    if (item.after) item.after.before = item.before;
    item.before = undefined;
    item.after = undefined;
  }

  #run = (): void => {
    const now = performance.now();
    for (let item = this.#first; item; ) {
      const next: Timed | undefined = item.after;
      if (item.expires <= now) item.expire();
      item = next;
    }
    if (this.#first) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  };
}
