import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { z } from 'zod';
import { type Prepared, testDatabase } from '../db/testing.ts';
import { createLog } from '../log.ts';
import { Metrics } from '../metrics.ts';
import { createJobs } from './jobs.ts';
import { makeFirstStart } from './testing.ts';

const log = createLog({ level: 'silent' });
const schema = z.object({ n: z.number().default(0) });

/** With the tables that the first start makes. */
const madeReady: Prepared = {
  name: 'jobs',
  fill: url => makeFirstStart(url, createJobs({ url, log })),
};

async function connect(t: TestContext, url: string): Promise<pg.Client> {
  const client = new pg.Client(url);
  await client.connect();
  t.after(() => client.end());
  return client;
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await sleep(20);
}

test('a job sent is run, with its data, and counted', async t => {
  const metrics = new Metrics();
  await using jobs = createJobs({ url: await testDatabase(t, madeReady), log, metrics });
  const seen: number[] = [];
  const queue = jobs.define('test.add', { schema, handler: async ({ n }) => void seen.push(n) });
  await jobs.start();
  assert.match((await queue.send({ n: 7 })) ?? '', /^[0-9a-f-]{36}$/);
  await queue.sendMany([{ n: 8 }, { n: 9 }]);
  await until(() => seen.length === 3);
  assert.deepEqual(seen.sort(), [7, 8, 9]);
  assert.match(metrics.render(), /jobs_total\{queue="test.add",outcome="completed"\} 3/);
});

test('data that does not fit the schema is refused when sent', async t => {
  await using jobs = createJobs({ url: await testDatabase(t, madeReady), log });
  const queue = jobs.define('test.add', { schema, handler: async () => {} });
  await jobs.start();
  await assert.rejects(queue.send({ n: 'x' as unknown as number }), { code: 'internal' });
});

test('a job that fails is tried again and told how often', async t => {
  await using jobs = createJobs({ url: await testDatabase(t, madeReady), log });
  const runs: number[] = [];
  const queue = jobs.define('test.fail', {
    schema,
    retry: { delay: 1, maxDelay: 1 },
    async handler(_data, { retries }) {
      runs.push(retries);
      if (retries === 0) throw new Error('not yet');
    },
  });
  await jobs.start();
  await queue.send({});
  await until(() => runs.length === 2);
  assert.deepEqual(runs, [0, 1]);
});

test('one job that fails does not make its neighbours of the same fetch run again', async t => {
  const url = await testDatabase(t, madeReady);
  await using jobs = createJobs({ url, log });
  const client = await connect(t, url);
  const runs = new Map<number, number>();
  const queue = jobs.define('test.mixed', {
    schema,
    concurrency: 40,
    retry: { limit: 0 },
    async handler({ n }) {
      runs.set(n, (runs.get(n) ?? 0) + 1);
      if (n === 3) throw new Error('no');
    },
  });
  await jobs.start();
  await queue.sendMany(Array.from({ length: 10 }, (_, n) => ({ n })));
  const states = async () =>
    (
      await client.query(
        `select state::text, count(*)::int as n from jobs.job where name = 'test.mixed' group by 1 order by 1`,
      )
    ).rows;
  await until(async () => (await states()).every(row => row.state !== 'created' && row.state !== 'active'));
  assert.deepEqual(await states(), [
    { state: 'completed', n: 9 },
    { state: 'failed', n: 1 },
  ]);
  assert.deepEqual([...runs.values()], new Array(10).fill(1));
});

test('an idle queue has one fetcher, and as many jobs run side by side as it may', async t => {
  await using jobs = createJobs({ url: await testDatabase(t, madeReady), log });
  const all = Promise.withResolvers<void>();
  let running = 0;
  const queue = jobs.define('test.beside', {
    schema,
    async handler() {
      if (++running === 4) all.resolve();
      await all.promise;
    },
  });
  await jobs.start();
  for (let n = 0; n < 4; n++) await queue.send({ n });
  await all.promise;
});

test('a job for later runs when its time has come', async t => {
  await using jobs = createJobs({ url: await testDatabase(t, madeReady), log });
  const ran = Promise.withResolvers<number>();
  const queue = jobs.define('test.later', { schema, handler: async () => ran.resolve(performance.now()) });
  await jobs.start();
  const sent = performance.now();
  await queue.send({}, { startAfter: 1 });
  assert.ok((await ran.promise) - sent >= 1_000);
});

test('a start saves only those queues and schedules that are otherwise than before', async t => {
  const url = await testDatabase(t, madeReady);
  const client = await connect(t, url);
  const handler = async () => {};
  const start = async (changing: object, hourly: object) => {
    await using jobs = createJobs({ url, log });
    jobs.define('test.same', { schema, handler, schedule: '0 5 * * *' });
    jobs.define('test.other', { schema, handler, ...changing });
    jobs.define('test.hourly', { schema, handler, ...hourly });
    await jobs.start();
    const { rows } = await client.query(`
      select queue.name, queue.expire_seconds as timeout, cron, queue.updated_on::text as saved, schedule.updated_on::text as planned
      from jobs.queue left join jobs.schedule using (name) where queue.name like 'test.%' order by 1`);
    return Object.fromEntries(rows.map(row => [row.name, row]));
  };
  const before = await start({ timeout: 100 }, { schedule: '0 * * * *' });
  const after = await start({ timeout: 200, schedule: '0 7 * * *' }, {});
  assert.deepEqual(after['test.same'], before['test.same']);
  assert.deepEqual([before['test.other'].timeout, before['test.other'].cron], [100, null]);
  assert.deepEqual([after['test.other'].timeout, after['test.other'].cron], [200, '0 7 * * *']);
  assert.deepEqual([before['test.hourly'].cron, after['test.hourly'].cron], ['0 * * * *', null]);
});

test('with policy exclusive a second job of the same key is not stored', async t => {
  await using jobs = createJobs({ url: await testDatabase(t, madeReady), log });
  const queue = jobs.define('test.once', { schema, policy: 'exclusive', handler: async () => {} });
  await jobs.start();
  const options = { singletonKey: 'feed-1', startAfter: 60 };
  assert.ok(await queue.send({}, options));
  assert.equal(await queue.send({}, options), undefined);
  assert.ok(await queue.send({}, { ...options, singletonKey: 'feed-2' }));
});

test('draining waits for the job under way and takes no other', async t => {
  const jobs = createJobs({ url: await testDatabase(t, madeReady), log });
  let begun = 0;
  let ended = 0;
  const queue = jobs.define('test.slow', {
    schema,
    concurrency: 1,
    async handler() {
      begun++;
      await sleep(300);
      ended++;
    },
  });
  await jobs.start();
  await queue.sendMany([{}, {}]);
  await until(() => begun === 1);
  await jobs.drain();
  assert.deepEqual([begun, ended], [1, 1]);
});

test('a job that does not end within the grace is aborted and handed back', async t => {
  const url = await testDatabase(t, madeReady);
  const client = await connect(t, url);
  const jobs = createJobs({ url, log });
  const started = Promise.withResolvers<AbortSignal>();
  const queue = jobs.define('test.stuck', {
    schema,
    async handler(_data, { signal }) {
      started.resolve(signal);
      await once(signal, 'abort');
    },
  });
  await jobs.start();
  await queue.send({});
  const signal = await started.promise;
  await jobs.drain(1_000);
  assert.ok(signal.aborted);
  const { rows } = await client.query(`select state::text from jobs.job where name = 'test.stuck'`);
  assert.deepEqual(rows, [{ state: 'retry' }]);
});

const WORKER = fileURLToPath(new URL('./test-worker.ts', import.meta.url));

test('a job whose process was killed runs again in another, and its effect is there once', async t => {
  const url = await testDatabase(t, madeReady);
  const client = await connect(t, url);
  await client.query('create table effects (job uuid primary key, runs int not null default 1)');
  const first = fork(WORKER, [url, 'hang'], { stdio: 'ignore', serialization: 'json' });
  await until(async () => (await client.query('select from effects')).rowCount === 1);
  const exited = once(first, 'exit');
  first.kill('SIGKILL');
  await exited;
  const second = fork(WORKER, [url, 'finish'], { stdio: 'ignore', serialization: 'json' });
  t.after(() => second.kill('SIGKILL'));
  await until(
    async () =>
      (await client.query(`select from jobs.job where name = 'test.effect' and state = 'completed'`))
        .rowCount === 1,
  );
  assert.deepEqual((await client.query('select runs from effects')).rows, [{ runs: 2 }]);
});

test('eight processes start at once on an empty database, and a schedule sends one job for all of them', async t => {
  const url = await testDatabase(t);
  const client = await connect(t, url);
  await client.query('create table effects (job uuid primary key, runs int not null default 1)');
  const children = Array.from({ length: 8 }, () => fork(WORKER, [url, 'cron'], { stdio: 'ignore' }));
  t.after(() => children.forEach(child => void child.kill('SIGKILL')));
  const ready = await Promise.all(children.map(child => once(child, 'message')));
  assert.deepEqual(
    ready.map(([message]) => message),
    new Array(8).fill('ready'),
  );
  // The minute that was current at the start is due, so that the first look for due schedules sends it.
  await until(async () => (await client.query('select from effects')).rowCount! > 0);
  await sleep(1_000);
  const { rows } = await client.query(`
    select count(*)::int as jobs, count(distinct date_trunc('minute', created_on))::int as minutes
    from jobs.job where name = 'test.cron'`);
  assert.equal(rows[0].jobs, rows[0].minutes);
});

test('after the database went away and came back, jobs are sent and run again', async t => {
  const url = await testDatabase(t, madeReady);
  const client = await connect(t, url);
  await using jobs = createJobs({ url, log });
  let runs = 0;
  const queue = jobs.define('test.heal', { schema, handler: async () => void runs++ });
  await jobs.start();
  await queue.send({});
  await until(() => runs === 1);
  await client.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'croft jobs' and datname = current_database()`,
  );
  const resent = async () => queue.send({}).then(Boolean, () => false);
  await until(resent);
  await until(() => runs >= 2);
});
