import { setTimeout as delay } from 'node:timers/promises';
import type { Log } from '../log.ts';
import type { Backend, Lease } from './backend.ts';
import type { Cache, Times } from './cache.ts';
import { type Codec, json } from './codec.ts';
import type { CacheCounters } from './counters.ts';
import { wholeSeconds, wrapSeconds } from './expiry.ts';

/** memcached's own limit is 1 MB with key and header. */
export const VALUE_LIMIT = 1024 * 1024 - 1024;
const FIRST_POLL_MS = 8;
const LONGEST_POLL_MS = 64;
const CLOSE_WAIT_MS = 1000;

interface Job<T> {
  readonly key: string;
  readonly ttl: number;
  readonly stale: number;
  readonly load: () => Promise<T>;
  readonly codec: Codec<T>;
}

/** The one cache: `wrap` and its rules, over a backend that keeps bytes and hands out tokens for loading. */
export class LeasedCache implements Cache {
  readonly #backend: Backend;
  readonly #counters: CacheCounters;
  readonly #log: Log;
  readonly #waitMs: number;
  readonly #loads = new Map<string, Promise<Uint8Array | undefined>>();

  /** `waitMs`: how long a reader waits for a load in another process before it loads too. */
  constructor(backend: Backend, counters: CacheCounters, log: Log, waitMs = 3000) {
    this.#backend = backend;
    this.#counters = counters;
    this.#log = log;
    this.#waitMs = waitMs;
  }

  async get(key: string): Promise<Uint8Array | undefined> {
    const value = await this.#backend.get(key);
    (value === undefined ? this.#counters.misses : this.#counters.hits).add();
    return value;
  }

  async set(key: string, value: Uint8Array, ttlSeconds: number): Promise<void> {
    const ttl = wholeSeconds(ttlSeconds);
    this.#loads.delete(key);
    if (this.#fits(value)) await this.#backend.set(key, value, ttl);
    else await this.#backend.delete(key);
  }

  async delete(key: string): Promise<void> {
    this.#loads.delete(key);
    await this.#backend.delete(key);
  }

  async wrap<T>(key: string, times: Times, load: () => Promise<T>, codec: Codec<T> = json<T>()): Promise<T> {
    const job = { key, ...wrapSeconds(times), load, codec };
    const found = await this.#backend.lease(key, job.stale);
    if (found.value !== undefined) return this.#read(found.value, found, job);
    this.#counters.misses.add();
    // A token of our own means that what is being loaded here was deleted or given up: load again, do not join.
    const joined = found.token === undefined ? this.#loads.get(key) : undefined;
    const value = await (joined ?? this.#start(key, this.#obtain(found, job)));
    return value === undefined ? (undefined as T) : codec.decode(value);
  }

  async close(): Promise<void> {
    const patience = new AbortController();
    await Promise.race([
      Promise.allSettled(this.#loads.values()),
      delay(CLOSE_WAIT_MS, undefined, { signal: patience.signal }).catch(() => {}),
    ]);
    patience.abort();
    await this.#backend.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #read<T>(value: Uint8Array, found: Lease, job: Job<T>): Promise<T> {
    (found.stale ? this.#counters.stale : this.#counters.hits).add();
    if (found.token !== undefined) {
      this.#start(job.key, this.#load(found, job, true)).catch(error =>
        this.#log.warn(
          { err: error, key: job.key },
          'loading a cached value again failed; the old one is served',
        ),
      );
    }
    try {
      return job.codec.decode(value);
    } catch (error) {
      this.#log.warn(
        { err: error, key: job.key },
        'a cached value cannot be read; it is dropped and loaded again',
      );
      this.#counters.errors.add();
      void this.#backend.delete(job.key);
      const bytes = await this.#load({}, job, false);
      return bytes === undefined ? (undefined as T) : job.codec.decode(bytes);
    }
  }

  /** Registers a load, so that other readers in this process join it. */
  #start(key: string, load: Promise<Uint8Array | undefined>): Promise<Uint8Array | undefined> {
    const running = load.finally(() => {
      if (this.#loads.get(key) === running) this.#loads.delete(key);
    });
    this.#loads.set(key, running);
    return running;
  }

  /** A missing value: loads it as the one chosen, or waits for the one who was. */
  async #obtain<T>(found: Lease, job: Job<T>): Promise<Uint8Array | undefined> {
    const givesUp = performance.now() + this.#waitMs;
    let pause = FIRST_POLL_MS;
    while (found.token === undefined && found.taken !== undefined && performance.now() < givesUp) {
      await delay(pause * (0.75 + Math.random() / 2));
      pause = Math.min(pause * 1.5, LONGEST_POLL_MS);
      const next = await this.#backend.lease(job.key, job.stale);
      if (next.value !== undefined) {
        if (next.token !== undefined) void this.#backend.release(job.key, next.token, true);
        return next.value;
      }
      found = next;
    }
    return this.#load(found, job, false);
  }

  async #load<T>({ token, taken }: Lease, job: Job<T>, keep: boolean): Promise<Uint8Array | undefined> {
    this.#counters.loads.add();
    let value: Uint8Array | undefined;
    try {
      const loaded = await job.load();
      value = loaded === undefined ? undefined : job.codec.encode(loaded);
    } catch (error) {
      this.#counters.loadErrors.add();
      if (token !== undefined) void this.#backend.release(job.key, token, keep);
      throw error;
    }
    // Not awaited: callers need not wait for the cache, and later requests of this process queue behind it.
    const storable = value !== undefined && this.#fits(value);
    const right = token ?? taken;
    if (storable && right !== undefined) void this.#backend.store(job.key, value!, job.ttl, right);
    else if (token !== undefined) void this.#backend.release(job.key, token, false);
    return value;
  }

  #fits(value: Uint8Array): boolean {
    if (value.byteLength <= VALUE_LIMIT) return true;
    this.#counters.tooLarge.add();
    return false;
  }
}
