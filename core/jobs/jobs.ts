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
  /** The kinds of jobs that were given up in the last so many seconds, of whatever process: how many, and why the last was. */
  failures(seconds: number): Promise<JobFailures[]>;
  /** Takes no new jobs, lets those under way finish for `grace` milliseconds, and hands back the others to run elsewhere. */
  drain(grace?: number): Promise<void>;
}

export interface JobFailures {
  readonly queue: string;
  readonly count: number;
  readonly message: string;
}

/** One step in an index of pg-boss for each queue. */
const FAILURES = (schema: string) => `
  select queue.name as queue, count(*)::int as count,
    coalesce((array_agg(job.output ->> 'message' order by job.completed_on desc))[1], '') as message
  from ${schema}.queue join ${schema}.job on job.name = queue.name
    and job.completed_on > now() - make_interval(secs => $1) and job.state = 'failed'
  group by queue.name order by queue.name`;

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
      return createQueue(boss, name, definition);
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
    async failures(seconds) {
      try {
        const { rows } = await boss.getDb().executeSql(FAILURES(SCHEMA), [seconds]);
        return rows as JobFailures[];
      } catch (error) {
        throw fromDatabase(error);
      }
    },
    drain,
    [Symbol.asyncDispose]: () => drain(),
  };
}
