import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { z } from 'zod';
import { createJobs } from '../../../core/jobs/index.ts';
import { savePost } from '../methods/posts/save-post.ts';
import { addEvent } from '../store/outbox.ts';
import { changing } from '../store/revision.ts';
import { type TestApi, testApi } from '../testing/context.ts';
import { createOutbox, type Subscriber } from './outbox.ts';

async function drained(t: TestContext, api: TestApi, subscribers: (told: string[]) => Subscriber[]) {
  const told: string[] = [];
  const jobs = createJobs({ url: api.url, log: api.log });
  const outbox = createOutbox(api, jobs, subscribers(told));
  t.after(() => jobs.drain());
  return { told, outbox, jobs, api: { ...api, nudgeOutbox: outbox.nudge } };
}

async function left(api: TestApi): Promise<number> {
  return (await api.db.selectFrom('outbox').select('id').execute()).length;
}

async function until(condition: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await condition())) await sleep(20);
}

const remember: (told: string[]) => Subscriber[] = told => [
  async events => void told.push(...events.map(({ event, data }) => `${event} ${JSON.stringify(data)}`)),
];

test('a change is told of as soon as it is committed, in order, and one that fails never', async t => {
  const { api, outbox, jobs, told } = await drained(t, await testApi(t), remember);
  await jobs.start();
  outbox.start();
  const { post } = await savePost(api, { title: 'A', markdown: 'x', status: 'published' });
  await until(() => told.length === 1);
  assert.deepEqual(told, [`post.published {"post":"${post.id}"}`]);
  await assert.rejects(
    changing(api, async trx => {
      await addEvent(trx, 'post.updated', { post: post.id });
      throw new Error('no');
    }),
  );
  await changing(api, async trx => {
    await addEvent(trx, 'post.updated', { post: 'a' });
    await addEvent(trx, 'post.updated', { post: 'b' });
    return { result: undefined, visible: false };
  });
  await until(() => told.length === 3);
  assert.deepEqual(told.slice(1), ['post.updated {"post":"a"}', 'post.updated {"post":"b"}']);
  assert.equal(await left(api), 0);
});

test('what happened while nothing ran is told of after the start, and before it nothing is taken out', async t => {
  const { api, outbox, jobs, told } = await drained(t, await testApi(t), remember);
  for (let n = 0; n < 230; n++)
    await api.db.transaction().execute(trx => addEvent(trx, 'post.updated', { post: String(n) }));
  outbox.start();
  outbox.nudge();
  assert.deepEqual([await left(api), told], [230, []]);
  await jobs.start();
  await until(() => told.length === 230);
  assert.deepEqual(
    told,
    Array.from({ length: 230 }, (_, n) => `post.updated {"post":"${n}"}`),
  );
});

test('when one job cannot be stored, none is, and the event stays', async t => {
  const { api, outbox, jobs } = await drained(t, await testApi(t), () => [
    (_events, trx) => queue.sendMany([{}], { trx }),
    () => Promise.reject(new Error('no room')),
  ]);
  const queue = jobs.define('api.never', { schema: z.object({}), handler: async () => assert.fail('ran') });
  await api.db.transaction().execute(trx => addEvent(trx, 'post.updated', { post: 'a' }));
  await jobs.start();
  outbox.start();
  await sleep(500);
  const { rows } = await sql`select 1 from jobs.job where name = 'api.never'`.execute(api.db);
  assert.deepEqual([rows.length, await left(api)], [0, 1]);
});

async function drainer(t: TestContext, api: TestApi): Promise<ChildProcess> {
  const child = fork(fileURLToPath(new URL('../testing/drainer.ts', import.meta.url)), [api.url]);
  t.after(() => child.kill('SIGKILL'));
  await once(child, 'message');
  return child;
}

test('processes that are killed at any moment lose no event and double none between them', async t => {
  const { api } = await drained(t, await testApi(t), remember);
  await sql`create table public.told (event text, job text primary key)`.execute(api.db);
  const told = async () =>
    (await sql<{ event: string }>`select event from public.told`.execute(api.db)).rows.map(row => row.event);
  let children = await Promise.all([drainer(t, api), drainer(t, api)]);
  for (let n = 0; n < 300; n++) {
    await api.db.transaction().execute(trx => addEvent(trx, 'post.updated', { post: String(n) }));
    children[n % 2]!.send('nudge');
    if (n % 100 === 50) {
      for (const child of children) child.kill('SIGKILL');
      children = await Promise.all([drainer(t, api), drainer(t, api)]);
    }
  }
  await until(async () => new Set(await told()).size === 300);
  assert.equal((await told()).length, 300);
});
