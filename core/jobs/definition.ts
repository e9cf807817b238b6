import type { Queue as BossQueue } from 'pg-boss';
import type { z } from 'zod';

/** What a handler is given beside its data. */
export interface JobContext {
  readonly id: string;
  /** How often this job was started before; more than 0 after a failure, a kill or a shutdown. */
  readonly retries: number;
  /** Aborts when the job runs too long or the process has to end. */
  readonly signal: AbortSignal;
}

/**
 * A kind of job.
 *
 * A handler must be idempotent: a job runs at least once, and again when its process is killed after the work and before
 * the completion is saved. Make the work an upsert, or let a unique key refuse the second time.
 */
export interface JobDefinition<S extends z.ZodObject> {
  /** Checked when sent and when run. A job that does not fit when run (an older version sent it) fails for good. */
  readonly schema: S;
  handler(data: z.output<S>, context: JobContext): Promise<void>;
  /** How many run at once in this process; 4 unless given. From 5 on jobs are fetched together: a slow one holds back a quarter. */
  readonly concurrency?: number;
  /** How often a failed job is tried again, the pause doubling from `delay` up to `maxDelay` seconds; 5, 5 and 600 unless given. */
  readonly retry?: { readonly limit?: number; readonly delay?: number; readonly maxDelay?: number };
  /** Seconds after which a run is aborted and counts as failed; 300 unless given. */
  readonly timeout?: number;
  /** A cron expression in UTC: sends a job with `{}`, or what `giveNext` said, once, however many processes there are. */
  readonly schedule?: string;
  /**
   * How jobs with the same `singletonKey` (none counts as one) stand to each other. `standard`: not at all. `short`: one
   * may wait. `singleton`: one may run. `stately`: one may wait and one may run. `exclusive`: one may wait or run.
   */
  readonly policy?: 'standard' | 'short' | 'singleton' | 'stately' | 'exclusive';
}

/** A kind of job under its queue's name. */
export interface NamedDefinition {
  readonly name: string;
  readonly definition: JobDefinition<z.ZodObject>;
}

/** Queues are named `service.job`. */
export const QUEUE_NAME = /^[a-z][a-z0-9-]*\.[a-z][a-z0-9-]*$/;

/** A killed worker's jobs run again after this and up to one `MONITOR_INTERVAL`, in seconds; 10 is the least pg-boss takes. */
export const HEARTBEAT = 10;

/** Seconds for which finished and failed jobs are kept. */
const KEEP_FINISHED = 6 * 3_600;

/** Of a schedule that is due while no process runs, one job is sent when one runs again. */
export const SCHEDULING = { tz: 'UTC', missed: 'once' } as const;

/** The most fetchers of one queue in one process. */
const FETCHERS = 4;

/** The queue as pg-boss wants it. */
export function queueOptions({
  retry,
  timeout,
  policy,
}: JobDefinition<z.ZodObject>): Omit<BossQueue, 'name'> {
  return {
    policy: policy ?? 'standard',
    retryLimit: retry?.limit ?? 5,
    retryDelay: retry?.delay ?? 5,
    retryBackoff: true,
    retryDelayMax: retry?.maxDelay ?? 600,
    expireInSeconds: timeout ?? 300,
    heartbeatSeconds: HEARTBEAT,
    deleteAfterSeconds: KEEP_FINISHED,
    notify: true,
  };
}

/** How the jobs that may run at once are split over fetchers. */
export function fetching({ concurrency = 4 }: JobDefinition<z.ZodObject>): {
  fetchers: number;
  batch: number;
} {
  const fetchers = Math.min(concurrency, FETCHERS);
  return { fetchers, batch: Math.ceil(concurrency / fetchers) };
}
