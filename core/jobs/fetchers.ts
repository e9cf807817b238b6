import type { JobResult, JobWithMetadata, PgBoss } from 'pg-boss';
import { fetching, type NamedDefinition } from './definition.ts';

/**
 * Seconds between two looks of a fetcher that nobody wakes. NOTIFY wakes it for jobs that are sent to run now, and
 * `watchDue` for all others, so that this is only a third net below those two.
 */
const LOOK_BY_ITSELF = 600;

/** What fetches the jobs of one queue in this process. */
export interface Fetchers {
  readonly name: string;
  /** All look for jobs now. */
  wake(): void;
}

/**
 * Begins to fetch jobs and gives them to `run`. There is one fetcher until it has found a job, and all of them from then on:
 * each asks the database when it begins, and most queues are empty for as long as a process lives.
 */
export async function startFetchers(
  boss: PgBoss,
  { name, definition }: NamedDefinition,
  run: (jobs: JobWithMetadata<unknown>[]) => Promise<JobResult[]>,
): Promise<Fetchers> {
  const { fetchers, batch } = fetching(definition);
  const ids: string[] = [];
  let alone = true;
  const wake = () => ids.forEach(id => void boss.notifyWorker(id));
  const add = async () => {
    const id = await boss.work(
      name,
      {
        batchSize: batch,
        perJobResults: true,
        includeMetadata: true,
        notifyPollingIntervalSeconds: LOOK_BY_ITSELF,
      },
      (jobs: JobWithMetadata<unknown>[]) => {
        // A full batch means that there is more: all fetch again at once. pg-boss's own switch ignores batches of one.
        if (jobs.length === batch) wake();
        if (alone) addOthers();
        return run(jobs);
      },
    );
    ids.push(id);
  };
  const addOthers = () => {
    alone = false;
    for (let fetcher = 1; fetcher < fetchers; fetcher++) void add().catch(() => {}); // draining: no more are wanted
  };
  if (fetchers > 0) await add();
  return { name, wake };
}
