import { LRUCache } from 'lru-cache';
import type { Backend, Lease } from './backend.ts';

/** About what V8 needs for the map entry, the item and the head of a Buffer. */
const ENTRY_OVERHEAD = 200;

interface Item {
  readonly value: Uint8Array;
  /** Milliseconds of the monotonic clock. */
  readonly expires: number;
}

/**
 * The cache of a croft without memcached: this process's memory, bounded by bytes, least recently used out first.
 * Values are kept by reference. `now` is in milliseconds and never goes back.
 */
export function lruBackend(maxBytes: number, now: () => number = () => performance.now()): Backend {
  const items = new LRUCache<string, Item>({
    maxSize: maxBytes,
    sizeCalculation: (item, key) => item.value.byteLength + key.length * 2 + ENTRY_OVERHEAD,
  });
  const tokens = new Map<string, string>();
  let lastToken = 0;

  function live(key: string): Item | undefined {
    const item = items.get(key);
    if (item === undefined || item.expires > now()) return item;
    items.delete(key);
    return undefined;
  }

  function put(key: string, value: Uint8Array, ttl: number): void {
    tokens.delete(key);
    items.set(key, { value, expires: now() + ttl * 1000 });
  }

  function drop(key: string): void {
    tokens.delete(key);
    items.delete(key);
  }

  function take(key: string): Pick<Lease, 'token' | 'taken'> {
    const taken = tokens.get(key);
    if (taken !== undefined) return { taken };
    const token = String(++lastToken);
    tokens.set(key, token);
    return { token };
  }

  return {
    async get(key) {
      return live(key)?.value;
    },
    async set(key, value, ttl) {
      put(key, value, ttl);
    },
    async delete(key) {
      drop(key);
    },
    async lease(key, stale) {
      const item = live(key);
      if (item === undefined) return take(key);
      if (item.expires - now() >= stale * 1000) return { value: item.value };
      return { value: item.value, stale: true, ...take(key) };
    },
    async store(key, value, ttl, token) {
      if (tokens.get(key) === token) put(key, value, ttl);
    },
    async release(key, token, keep) {
      if (tokens.get(key) !== token) return;
      if (keep) tokens.delete(key);
      else drop(key);
    },
    async close() {
      items.clear();
      tokens.clear();
    },
  };
}
