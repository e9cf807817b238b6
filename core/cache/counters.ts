import type { Counter, Metrics } from '../metrics.ts';

export interface CacheCounters {
  readonly hits: Counter;
  readonly misses: Counter;
  readonly stale: Counter;
  readonly loads: Counter;
  readonly loadErrors: Counter;
  readonly tooLarge: Counter;
  readonly errors: Counter;
}

export function cacheCounters(metrics: Metrics): CacheCounters {
  return {
    hits: metrics.counter('cache_hits_total', 'Reads answered with a fresh value.'),
    misses: metrics.counter('cache_misses_total', 'Reads that found nothing.'),
    stale: metrics.counter('cache_stale_served_total', 'Reads answered with a stale value.'),
    loads: metrics.counter('cache_loads_total', 'Loader runs of this process.'),
    loadErrors: metrics.counter('cache_load_errors_total', 'Loader runs that threw.'),
    tooLarge: metrics.counter('cache_too_large_total', 'Values not stored because they are over 1 MB.'),
    errors: metrics.counter('cache_errors_total', 'Requests that a cache server did not answer properly.'),
  };
}
