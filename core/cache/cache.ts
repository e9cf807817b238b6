import type { Codec } from './codec.ts';

/** How long a wrapped value lives, in seconds, rounded up to whole ones; together at most 30 days. */
export interface Times {
  /** Served as it is for so long. */
  readonly fresh: number;
  /** Then served for up to so much longer, while one reader anywhere loads it again. */
  readonly stale: number;
}

/**
 * A cache that is down is slow, never wrong and never an error: every method resolves whatever happens to the servers.
 * A value over 1 MB is not stored, and a store that fails is a later miss. Invalidate by putting a version into the
 * key; `delete` is for the rest. Bytes are kept and given by reference: nobody may change them after `set` or `get`.
 */
export interface Cache extends AsyncDisposable {
  /** The bytes under a key, or undefined when there are none or the cache cannot tell. */
  get(key: string): Promise<Uint8Array | undefined>;
  /** Stores bytes for `ttlSeconds`, rounded up to whole seconds, 1 second to 30 days. */
  set(key: string, value: Uint8Array, ttlSeconds: number): Promise<void>;
  /**
   * Forgets a key, and whatever is being loaded for it. A server that is down is told when it is back, unless this
   * process ends before.
   */
  delete(key: string): Promise<void>;
  /**
   * The value under a key, loaded when there is none. However many readers in however many processes ask, one loads:
   * for a missing value the others wait (up to 3 s, then they load too), for a stale one they are served the stale one.
   *
   * Every caller gets its own decoded copy (JSON), the first one too, so that a hit and a miss have the same shape.
   * `undefined` is not cached; use `null` to remember that there is nothing. What `load` throws reaches the callers
   * that wait for it; while there is a stale value it is logged instead. A load must end within 30 s to be stored.
   */
  wrap<T>(key: string, times: Times, load: () => Promise<T>, codec?: Codec<T>): Promise<T>;
  /** Waits up to a second for running loads, so that another process need not wait for them, and disconnects. */
  close(): Promise<void>;
}
