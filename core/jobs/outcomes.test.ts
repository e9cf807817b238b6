import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { type Prepared, testDatabase } from '../db/testing.ts';
import { AppError } from '../errors.ts';
import { createLog } from '../log.ts';
import { createJobs } from './jobs.ts';
import type { Queue } from './queue.ts';
import { forgetWork, makeFirstStart } from './testing.ts';

const log = createLog({ level: 'silent' });
const schema = z.object({ n: z.number().default(0) });

const madeReady: Prepared = {
  name: 'jobs',
  fill: url => makeFirstStart(url, createJobs({ url, log })),
};

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await sleep(20);
}

test('what a run says for the next one of its schedule is given to that, whatever process runs it', async t => {
  const url = await testDatabase(t, madeReady);
  const given: number[] = [];
  const run = async () => {
    await forgetWork(url);
    await using jobs = createJobs({ url, log });
    const queue: Queue<typeof schema> = jobs.define('test.minutely', {
      schema,
      schedule: '* * * * *',
      async handler({ n }) {
        await queue.giveNext({ n: n + 1 });
        given.push(n);
      },
    });
    await jobs.start();
    const runs = given.length;
    await until(() => given.length > runs);
  };
  await run();
  await run();
  assert.deepEqual(given.slice(0, 2), [0, 1]);
});

test('what was given up is told by its kind, with the reason of the last', async t => {
  await using jobs = createJobs({ url: await testDatabase(t, madeReady), log });
  const queue = jobs.define('test.fail', {
    schema,
    retry: { limit: 0 },
    handler: async () => {
      throw new AppError('unavailable', 'The mill is closed.');
    },
  });
  await jobs.start();
  assert.deepEqual(await jobs.failures(60), []);
  await queue.sendMany([{}, {}]);
  await until(async () => (await jobs.failures(60))[0]?.count === 2);
  assert.deepEqual(await jobs.failures(60), [
    { queue: 'test.fail', count: 2, message: 'The mill is closed.' },
  ]);
});
