/** Past this it is cheaper to empty the server than to remember. */
const MOST = 10_000;

/** Keys that a server must forget before it is believed again, because it was away when they were deleted or set. */
export class OwedDeletes {
  #keys = new Set<string>();
  #flush = false;

  get none(): boolean {
    return !this.#flush && this.#keys.size === 0;
  }

  /** Owes the deletion of a key, given as the arguments of `md`. */
  add(key: string): void {
    if (this.#flush) return;
    this.#keys.add(key);
    if (this.#keys.size > MOST) this.addAll();
  }

  /** Owes the deletion of everything. */
  addAll(): void {
    this.#flush = true;
    this.#keys.clear();
  }

  /** Takes the debt over: `all` when everything must go, else the keys. */
  take(): { all: boolean; keys: ReadonlySet<string> } {
    const taken = { all: this.#flush, keys: this.#keys };
    this.#flush = false;
    this.#keys = new Set();
    return taken;
  }
}
