import { createLog } from '../../log.ts';
import { Metrics } from '../../metrics.ts';
import type { Backend } from '../backend.ts';
import { cacheCounters } from '../counters.ts';
import { LeasedCache } from '../leased-cache.ts';
import { lruBackend } from '../lru-backend.ts';
import { MemcachedBackend, type MemcachedTiming } from '../memcached/memcached-backend.ts';

/** A cache with its inside in view. */
export interface TestCache extends AsyncDisposable {
  readonly cache: LeasedCache;
  readonly backend: Backend;
  /** Log lines so far. */
  readonly lines: readonly string[];
  /** The sum of a metric over its labels. */
  metric(name: string): number;
}

export interface TestTiming extends Partial<MemcachedTiming> {
  readonly waitMs?: number;
}

/** A memcached cache as one process has it. Patient unless told otherwise, so that a busy machine fails no test. */
export function memcachedCache(servers: readonly string[], timing: TestTiming = {}): TestCache {
  const { timeoutMs = 10_000, leaseSeconds = 30, waitMs = 10_000 } = timing;
  return testCache(waitMs, (log, metrics, counters) => {
    return new MemcachedBackend(servers, log, metrics, counters, { timeoutMs, leaseSeconds });
  });
}

/** A cache in this process's memory; `now` in milliseconds. */
export function memoryCache(maxBytes = 8 * 1024 * 1024, now?: () => number): TestCache {
  return testCache(10_000, () => lruBackend(maxBytes, now));
}

type Make = (
  log: ReturnType<typeof createLog>,
  metrics: Metrics,
  counters: ReturnType<typeof cacheCounters>,
) => Backend;

function testCache(waitMs: number, make: Make): TestCache {
  const lines: string[] = [];
  const log = createLog({ destination: { write: line => lines.push(line) } });
  const metrics = new Metrics();
  const counters = cacheCounters(metrics);
  const backend = make(log, metrics, counters);
  const cache = new LeasedCache(backend, counters, log, waitMs);
  return {
    cache,
    backend,
    lines,
    metric(name) {
      const values = metrics
        .render()
        .split('\n')
        .filter(line => line.startsWith(name));
      return values.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' '))), 0);
    },
    [Symbol.asyncDispose]: () => cache.close(),
  };
}
