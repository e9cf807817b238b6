import type { PgBoss } from 'pg-boss';
import type { Fetchers } from './fetchers.ts';

/** Milliseconds between looks. */
const EVERY = 2_000;

/** Of the queues $1, those with a job that may run now; each is one step in an index of pg-boss. */
const DUE = (schema: string) => `
  select name from unnest($1::text[]) as queue (name) where exists (
    select from ${schema}.job
    where job.name = queue.name and state < 'active' and not blocked and start_after <= now()
  )`;

/**
 * Looks for jobs that have become due, whose time has come or whose notice was lost, and wakes those who fetch them. One
 * question for all queues: fetchers that each look for themselves kept the server and this process busy while nothing happened.
 */
export function watchDue(boss: PgBoss, schema: string, queues: readonly Fetchers[]): Disposable {
  const names = queues.map(({ name }) => name);
  const text = DUE(schema);
  let looking = false;
  async function look(): Promise<void> {
    if (looking) return;
    looking = true;
    try {
      const { rows } = await boss.getDb().executeSql(text, [names]);
      const due = new Set(rows.map(row => (row as { name: string }).name));
      for (const queue of queues) if (due.has(queue.name)) queue.wake();
    } catch (error) {
      boss.emit('error', error as Error);
    } finally {
      looking = false;
    }
  }
  const timer = setInterval(() => void look(), EVERY);
  return { [Symbol.dispose]: () => clearInterval(timer) };
}
