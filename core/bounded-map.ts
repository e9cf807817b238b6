/**
 * A map of at most so many entries; beyond that the one that was longest unused goes. It takes no memory for entries that it has
 * not, so that there can be one for each room, or each route.
 */
export class BoundedMap<K, V> {
  readonly #most: number;
  /** In the order of use, the longest unused first. */
  readonly #entries = new Map<K, V>();

  constructor(most: number) {
    this.#most = most;
  }

  get size(): number {
    return this.#entries.size;
  }

  /** What is kept by a key, which counts as a use of it. */
  get(key: K): V | undefined {
    const value = this.#entries.get(key);
    if (value === undefined) return undefined;
    this.#entries.delete(key);
    this.#entries.set(key, value);
    return value;
  }

  set(key: K, value: V): void {
    this.#entries.delete(key);
    this.#entries.set(key, value);
    if (this.#entries.size > this.#most) this.#entries.delete(this.#entries.keys().next().value!);
  }

  delete(key: K): void {
    this.#entries.delete(key);
  }

  /** All of it, which counts as no use; an entry may be deleted meanwhile. */
  entries(): Iterable<[K, V]> {
    return this.#entries.entries();
  }

  clear(): void {
    this.#entries.clear();
  }
}
