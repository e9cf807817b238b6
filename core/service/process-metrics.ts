import { statfsSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Metrics } from '../metrics.ts';

/** What every process tells of itself, under the names that Prometheus' own client libraries use, and of the disk of its data. */
export function measureProcess(metrics: Metrics, data: string): void {
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
  metrics.gauge('croft_disk_free_bytes', 'What is free where the data directory is.', () => {
    const { bavail, bsize } = statfsSync(data);
    return bavail * bsize;
  });
  metrics.gauge('croft_disk_size_bytes', 'Size of the disk of the data directory.', () => {
    const { blocks, bsize } = statfsSync(data);
    return blocks * bsize;
  });
}
