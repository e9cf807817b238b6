import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import type { Cache } from './cache.ts';
import { cacheCounters } from './counters.ts';
import { LeasedCache } from './leased-cache.ts';
import { lruBackend } from './lru-backend.ts';
import { MemcachedBackend } from './memcached/memcached-backend.ts';

export type { Cache, Times } from './cache.ts';
export { bytes, type Codec, json } from './codec.ts';

export interface CacheOptions {
  /** `host:11211`, `[::1]:11211` or `unix:/path`, spelled the same in every process. None: this process's memory. */
  readonly servers: readonly string[];
  readonly log: Log;
  readonly metrics: Metrics;
  /** The bound of the cache in this process's memory, 32 MB unless given; memcached has its own. */
  readonly memory?: { readonly maxBytes: number };
}

/** The cache of one process. Throws `invalid` for a server address that is none; a server that is down is no error. */
export function createCache({ servers, log, metrics, memory }: CacheOptions): Cache {
  const counters = cacheCounters(metrics);
  const backend =
    servers.length === 0
      ? lruBackend(memory?.maxBytes ?? 32 * 1024 * 1024)
      : new MemcachedBackend(servers, log, metrics, counters);
  return new LeasedCache(backend, counters, log);
}
