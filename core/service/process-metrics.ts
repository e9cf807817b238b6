import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Metrics } from '../metrics.ts';

/** What every process tells of itself, under the names that Prometheus' own client libraries use. */
export function measureProcess(metrics: Metrics): void {
  const delay = monitorEventLoopDelay({ resolution: 50 });
  delay.enable();
  metrics.gauge(
    'process_start_time_seconds',
    'Start of the process since the epoch.',
    () => performance.timeOrigin / 1000,
  );
  metrics.gauge('process_resident_memory_bytes', 'Resident memory.', () => process.memoryUsage.rss());
  metrics.gauge('nodejs_heap_size_used_bytes', 'Heap in use.', () => process.memoryUsage().heapUsed);
  metrics.gauge('process_cpu_seconds', 'CPU time used, user and system.', () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6;
  });
  metrics.gauge(
    'nodejs_eventloop_lag_p99_seconds',
    'Event loop delay, 99th percentile since the last scrape.',
    () => {
      const value = delay.percentile(99) / 1e9;
      delay.reset();
      return Number.isFinite(value) ? value : 0;
    },
  );
}
