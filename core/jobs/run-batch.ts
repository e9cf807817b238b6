import type { JobResult, JobWithMetadata } from 'pg-boss';
import { toAppError } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import type { NamedDefinition } from './definition.ts';

/** Runs the jobs of one fetch side by side and says of each how it went. Never throws. */
export function runBatch(
  { name, definition }: NamedDefinition,
  log: Log,
  metrics: Metrics | undefined,
): (jobs: JobWithMetadata<unknown>[]) => Promise<JobResult[]> {
  const count = (outcome: string) =>
    metrics?.counter('jobs_total', 'Runs of jobs by their outcome.', { queue: name, outcome });
  const completed = count('completed');
  /** To be tried again, and for the last time. */
  const failed = count('failed');
  const givenUp = count('given_up');
  const seconds = metrics?.histogram('job_seconds', 'Time per run of a job.', { queue: name });
  let active = 0;
  metrics?.gauge('jobs_active', 'Jobs that run now.', () => active, { queue: name });

  async function run(job: JobWithMetadata<unknown>): Promise<JobResult> {
    const data = definition.schema.safeParse(job.data ?? {});
    if (!data.success) {
      givenUp?.add();
      log.error(
        { queue: name, job: job.id, issues: data.error.issues },
        'A job does not fit its schema; dropped.',
      );
      return { id: job.id, status: 'deadletter', output: { message: 'The data does not fit the schema.' } };
    }
    const startedAt = performance.now();
    active++;
    try {
      await definition.handler(data.data, { id: job.id, retries: job.retryCount, signal: job.signal });
      completed?.add();
      return { id: job.id, status: 'completed' };
    } catch (thrown) {
      const again = job.retryCount < job.retryLimit;
      (again ? failed : givenUp)?.add();
      log[again ? 'warn' : 'error'](
        { queue: name, job: job.id, run: job.retryCount + 1, err: thrown },
        again ? 'A job failed and will be tried again.' : 'A job failed for the last time.',
      );
      return { id: job.id, status: 'failed', output: { message: toAppError(thrown).message } };
    } finally {
      active--;
      seconds?.observe((performance.now() - startedAt) / 1000);
    }
  }

  return jobs => Promise.all(jobs.map(run));
}
