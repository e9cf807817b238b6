import { z } from 'zod';
import type { Jobs } from '../../../core/jobs/jobs.ts';
import type { ApiContext } from '../context.ts';
import { publishDue, scheduledTimes } from '../store/publish.ts';
import { changing } from '../store/revision.ts';

/** Timers take at most 2^31 ms; a day is as good, since a timer looks again when it goes off. */
const LONGEST_WAIT = 24 * 3_600_000;
const RETRY = 30_000;

/**
 * Makes scheduled posts public at their time. The database says what is due, and one statement publishes it, so that any
 * number of tries in any number of processes has one effect. Three things try: a durable job for each time, which survives
 * every kill; a timer here, which is exact where a job may be half a minute late; and a look at each start.
 */
export interface Publisher {
  /** Never fails: when the job cannot be stored, the timer or the next start does it. */
  schedule(at: Date): Promise<void>;
  start(): Promise<void>;
  stop(): void;
}

export function createPublisher(ctx: Pick<ApiContext, 'db' | 'events' | 'log'>, jobs: Jobs): Publisher {
  let timer: NodeJS.Timeout | undefined;
  let next = Number.POSITIVE_INFINITY;
  let running = false;

  const queue = jobs.define('api.publish', {
    schema: z.object({}),
    policy: 'short',
    concurrency: 1,
    handler: async () => publishNow(),
  });

  async function publishNow(): Promise<void> {
    const ids = await changing(ctx, async trx => {
      const result = await publishDue(trx);
      return { result, visible: result.length > 0 };
    });
    if (ids.length > 0) ctx.log.info({ posts: ids }, `Published ${ids.length} scheduled posts.`);
  }

  /** Publishes what is due and waits for what is next. */
  async function look(): Promise<void> {
    next = Number.POSITIVE_INFINITY;
    try {
      await publishNow();
      const [soonest] = await scheduledTimes(ctx.db);
      if (soonest) arm(soonest.getTime());
    } catch (error) {
      ctx.log.warn({ err: error }, 'Scheduled posts could not be published; trying again in 30 s.');
      arm(Date.now() + RETRY);
    }
  }

  function arm(at: number): void {
    if (!running || at >= next) return;
    next = at;
    clearTimeout(timer);
    timer = setTimeout(look, Math.min(LONGEST_WAIT, Math.max(0, at - Date.now()))).unref();
  }

  return {
    async schedule(at) {
      arm(at.getTime());
      try {
        await queue.send({}, { startAfter: at, singletonKey: at.toISOString() });
      } catch (error) {
        ctx.log.warn(
          { err: error, at },
          'No job could be stored for a scheduled post; a running or restarted Croft still publishes it.',
        );
      }
    },
    async start() {
      running = true;
      await look();
    },
    stop() {
      running = false;
      clearTimeout(timer);
    },
  };
}
