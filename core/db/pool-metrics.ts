import type pg from 'pg';
import type { Metrics } from '../metrics.ts';

/** Publishes a pool's size and use; gives a function that records one query, in seconds. */
export function measurePool(
  metrics: Metrics,
  schema: string,
  pool: pg.Pool,
): (seconds: number, failed: boolean) => void {
  const help = 'Database connections by what they do.';
  metrics.gauge('db_connections', help, () => pool.totalCount - pool.idleCount, { schema, state: 'busy' });
  metrics.gauge('db_connections', help, () => pool.idleCount, { schema, state: 'idle' });
  metrics.gauge('db_waiting', 'Callers that wait for a database connection.', () => pool.waitingCount, {
    schema,
  });
  const seconds = metrics.histogram('db_query_seconds', 'Time per query, waiting for a connection aside.', {
    schema,
  });
  const errors = metrics.counter('db_query_errors_total', 'Queries that failed.', { schema });
  return (duration, failed) => {
    seconds.observe(duration);
    if (failed) errors.add();
  };
}
