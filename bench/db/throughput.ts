import { PgBoss } from 'pg-boss';
import { z } from 'zod';
import { createJobs } from '../../core/jobs/index.ts';
import { createLog } from '../../core/log.ts';
import { median } from '../figure.ts';

const log = createLog({ level: 'warn' });
const schema = z.object({ n: z.number() });

const OURS = 20_000;
const CONCURRENCY = 1_000;
const THEIRS = 4;

/** Jobs a second at which our queue works off a backlog. */
export async function ownThroughput(url: string): Promise<number> {
  {
    await using jobs = createJobs({ url, log });
    jobs.define('bench.backlog', { schema, handler: async () => {} });
    await jobs.start();
  }
  await fill(url, 'jobs', 'bench.backlog', OURS);
  const rate = measure(OURS);
  await using jobs = createJobs({ url, log });
  jobs.define('bench.backlog', { schema, concurrency: CONCURRENCY, handler: async () => rate.done(1) });
  await jobs.start();
  return await rate.result; // before what is in use is disposed
}

/** Jobs a second at which pg-boss does as it comes. */
export async function defaultThroughput(url: string): Promise<number> {
  await using stack = new AsyncDisposableStack();
  const boss = new PgBoss({ connectionString: url, schema: 'defaults' });
  boss.on('error', error => log.warn({ err: error }, 'pg-boss'));
  await boss.start();
  stack.defer(() => boss.stop({ graceful: false }));
  await boss.createQueue('backlog');
  await fill(url, 'defaults', 'backlog', THEIRS);
  const rate = measure(THEIRS);
  await boss.work('backlog', async jobs => rate.done(jobs.length));
  return await rate.result; // before what is in use is disposed
}

/** Median milliseconds from the call of `send` to the handler, on an idle queue. */
export async function latency(url: string): Promise<number> {
  let arrived = (_at: number) => {};
  await using jobs = createJobs({ url, log });
  const queue = jobs.define('bench.latency', { schema, handler: async () => arrived(performance.now()) });
  await jobs.start();
  const times: number[] = [];
  for (let n = 0; n < 50; n++) {
    const sentAt = performance.now();
    const { promise, resolve } = Promise.withResolvers<number>();
    arrived = resolve;
    await queue.send({ n });
    times.push((await promise) - sentAt);
  }
  return median(times);
}

async function fill(url: string, bossSchema: string, queue: string, count: number): Promise<void> {
  const boss = new PgBoss({ connectionString: url, schema: bossSchema, supervise: false, schedule: false });
  await boss.start();
  await boss.insert(
    queue,
    Array.from({ length: count }, (_, n) => ({ data: { n } })),
  );
  await boss.stop({ graceful: false });
}

/** Times from the first job that is done to the last. */
function measure(count: number): { done(jobs: number): void; readonly result: Promise<number> } {
  const { promise, resolve } = Promise.withResolvers<number>();
  let startedAt = 0;
  let left = count;
  return {
    result: promise,
    done(jobs) {
      startedAt ||= performance.now();
      left -= jobs;
      if (left <= 0) resolve((count - 1) / ((performance.now() - startedAt) / 1000));
    },
  };
}
