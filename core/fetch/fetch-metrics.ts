import type { Metrics } from '../metrics.ts';
import { isFetchError } from './fetch-error.ts';
import type { HostQueue } from './host-queue.ts';
import type { FetchResult } from './types.ts';

export interface FetchMetrics {
  answered(result: FetchResult, ms: number): void;
  /** Gives the reason that was counted. */
  failed(error: unknown, ms: number): string;
}

export function createFetchMetrics(metrics: Metrics, queue: HostQueue): FetchMetrics {
  const seconds = metrics.histogram(
    'fetch_seconds',
    'Fetches of outside addresses, with their wait in the queue.',
  );
  const bytes = metrics.counter('fetch_wire_bytes_total', 'Bytes of bodies fetched, before decompression.');
  metrics.gauge('fetch_active', 'Fetches under way.', () => queue.active);
  metrics.gauge('fetch_waiting', 'Fetches waiting for their turn.', () => queue.waiting);
  const count = (outcome: string) => {
    metrics
      .counter('fetch_total', 'Fetches of outside addresses, by status class or reason.', { outcome })
      .add();
  };
  return {
    answered(result, ms) {
      count(result.notModified ? '304' : `${Math.floor(result.status / 100)}xx`);
      bytes.add(result.bytes.wire);
      seconds.observe(ms / 1000);
    },
    failed(error, ms) {
      const reason = isFetchError(error) ? error.reason : 'internal';
      count(reason);
      seconds.observe(ms / 1000);
      return reason;
    },
  };
}
