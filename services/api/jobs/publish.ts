import { z } from 'zod';
import type { Jobs } from '../../../core/jobs/jobs.ts';
import type { ApiContext } from '../context.ts';
import { nextScheduled, publishDue } from '../store/posts/publish.ts';
import { changing } from '../store/revision.ts';

/** However far the next time is, the database is asked again: another process may have scheduled a post, and clocks jump. */
const LONGEST_WAIT = 600_000;
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

export function createPublisher(
  ctx: Pick<ApiContext, 'db' | 'events' | 'log'> & Partial<Pick<ApiContext, 'nudgeOutbox'>>,
  jobs: Jobs,
): Publisher {
  let timer: NodeJS.Timeout | undefined;
  let next = Number.POSITIVE_INFINITY;
  let started = false;
  let stopped = false;

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
      const soonest = await nextScheduled(ctx.db);
      arm(Math.min(soonest?.getTime() ?? Number.POSITIVE_INFINITY, Date.now() + LONGEST_WAIT));
    } catch (error) {
      ctx.log.warn({ err: error }, 'Scheduled posts could not be published; trying again in 30 s.');
      arm(Date.now() + RETRY);
    }
  }

  function arm(at: number): void {
    if (!started || stopped || at >= next) return;
    next = at;
    clearTimeout(timer);
    timer = setTimeout(look, Math.min(LONGEST_WAIT, Math.max(0, at - Date.now()))).unref();
  }

  return {
    async schedule(at) {
      // A command that brings the service up for itself starts nothing: the next start looks.
      if (!started) return;
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
      started = true;
      await look();
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
