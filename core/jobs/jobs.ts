import { PgBoss } from 'pg-boss';
import type { z } from 'zod';
import { libpqSemantics } from '../db/connection.ts';
import { fromDatabase } from '../db/errors.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import { type JobDefinition, type NamedDefinition, QUEUE_NAME } from './definition.ts';
import { type Fetchers, startFetchers } from './fetchers.ts';
import { makeQueues } from './make-queues.ts';
import { createQueue, type Queue } from './queue.ts';
import { reportTrouble } from './report-trouble.ts';
import { runBatch } from './run-batch.ts';
import { watchDue } from './watch-due.ts';

export interface JobsOptions {
  readonly url: string;
  readonly log: Log;
  readonly metrics?: Metrics;
  /** Aborting it begins the drain. */
  readonly signal?: AbortSignal;
}

export interface Jobs extends AsyncDisposable {
  /** Before `start`. `name` is `service.job`. */
  define<S extends z.ZodObject>(name: string, definition: JobDefinition<S>): Queue<S>;
  /** Makes the queues and begins to work. The database has to answer; later it may come and go. */
  start(): Promise<void>;
  /** Resolves when `start` is done: from then on jobs can be sent. */
  readonly started: Promise<void>;
  /** Takes no new jobs, lets those under way finish for `grace` milliseconds, and hands back the others to run elsewhere. */
  drain(grace?: number): Promise<void>;
}

/** The schema in which pg-boss keeps its tables; it makes and migrates them itself, under a lock. */
const SCHEMA = 'jobs';
const CONNECTIONS = 3;
const GRACE = 8_000;

/** Seconds between looks for jobs whose worker was killed. One process at a time does the looking. */
const MONITOR_INTERVAL = 5;

/** Durable background work on PostgreSQL: what was sent survives any kill and runs at least once. */
export function createJobs({ url, log, metrics, signal }: JobsOptions): Jobs {
  const boss = new PgBoss({
    connectionString: libpqSemantics(url),
    application_name: 'croft jobs',
    max: CONNECTIONS,
    connectionTimeoutMillis: 5_000,
    schema: SCHEMA,
    useListenNotify: true,
    registerInstance: false,
    openTelemetry: { enabled: false },
    superviseIntervalSeconds: MONITOR_INTERVAL,
    monitorIntervalSeconds: MONITOR_INTERVAL,
    maintenanceIntervalSeconds: 600,
    cronMonitorIntervalSeconds: 5,
  });
  reportTrouble(boss, log);
  const definitions: NamedDefinition[] = [];
  const { promise: whenStarted, resolve: sayStarted } = Promise.withResolvers<void>();
  let started = false;
  let watch: Disposable | undefined;

  async function drain(grace = GRACE): Promise<void> {
    watch?.[Symbol.dispose]();
    await boss
      .stop({ graceful: true, timeout: grace })
      .catch(error =>
        log.warn({ err: error }, 'Background jobs did not stop cleanly; they run again elsewhere.'),
      );
  }

  signal?.addEventListener('abort', () => void drain(), { once: true });

  return {
    define(name, definition) {
      if (!QUEUE_NAME.test(name)) throw new Error(`${name}: a queue is named service.job.`);
      if (started) throw new Error(`${name} is defined after the start.`);
      definitions.push({ name, definition });
      return createQueue(boss, name, definition.schema);
    },
    async start() {
      started = true;
      try {
        await boss.start();
        await makeQueues(boss, definitions);
        const queues: Fetchers[] = [];
        for (const named of definitions)
          queues.push(await startFetchers(boss, named, runBatch(named, log, metrics)));
        watch = watchDue(boss, SCHEMA, queues);
        sayStarted();
      } catch (error) {
        throw fromDatabase(error);
      }
    },
    started: whenStarted,
    drain,
    [Symbol.asyncDispose]: () => drain(),
  };
}
