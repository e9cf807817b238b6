import { z } from 'zod';
import type { Jobs, QueryRunner } from '../../../core/jobs/index.ts';
import type { ApiContext } from '../context.ts';
import { type OutboxEvent, takeEvents } from '../store/outbox.ts';

/** Events of one transaction. */
const BATCH = 100;

/** Stores, in the transaction that takes them out, the jobs that these events ask for. */
export type Subscriber = (events: readonly OutboxEvent[], trx: QueryRunner) => Promise<void>;

/**
 * Turns what happened into jobs. An event leaves the outbox in the transaction that stores its jobs, so that a kill at any
 * moment loses none and doubles none; the jobs themselves run at least once. Three things look: each change in this
 * process, the start, and a job every minute for what a killed process left behind.
 */
export interface Outbox {
  nudge(): void;
  start(): void;
  stop(): void;
}

export function createOutbox(
  ctx: Pick<ApiContext, 'db' | 'log'>,
  jobs: Jobs,
  subscribers: readonly Subscriber[],
): Outbox {
  let open = false;
  let running = false;
  let again = false;

  jobs.define('api.outbox', {
    schema: z.object({}),
    policy: 'short',
    concurrency: 1,
    schedule: '* * * * *',
    handler: drain,
  });

  async function drain(): Promise<void> {
    while ((await drainBatch()) === BATCH);
  }

  function drainBatch(): Promise<number> {
    return ctx.db.transaction().execute(async trx => {
      const events = await takeEvents(trx, BATCH);
      if (events.length > 0) for (const subscriber of subscribers) await subscriber(events, trx);
      return events.length;
    });
  }

  async function run(): Promise<void> {
    running = true;
    do {
      again = false;
      await drain().catch(error =>
        ctx.log.warn({ err: error }, 'What happened could not be passed on; trying again within a minute.'),
      );
    } while (again);
    running = false;
  }

  /** Changes in quick succession share a run. A command that brings the service up for itself starts nothing: the next start looks. */
  function nudge(): void {
    if (!open) return;
    if (running) again = true;
    else void run();
  }

  return {
    nudge,
    start() {
      void jobs.started.then(() => {
        open = true;
        nudge();
      });
    },
    stop() {
      open = false;
    },
  };
}
