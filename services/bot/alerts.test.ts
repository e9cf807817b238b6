import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { z } from 'zod';
import { readSection } from '../../core/config/options.ts';
import type { JobFailures } from '../../core/jobs/index.ts';
import { writeCrash } from '../../core/service/crash-reports.ts';
import { internalServer } from '../../core/service/internal.ts';
import { listen } from '../../core/service/listeners.ts';
import { lookAround } from '../../core/service/look-around.ts';
import { describeMachine } from '../../core/service/machine.ts';
import { socketPaths } from '../../core/service/run-directory.ts';
import { botOptions } from './config.ts';
import { type AlertJob, alertJob } from './jobs/alert.ts';
import { storedBot, testBot } from './testing.ts';

const ROOM = 'irc/libera/#ops';
const config = { ...testBot().config, alerts: { room: ROOM } };
const { signal } = new AbortController();

/** Two services with the listeners that all have for operators, of which each can be made not to be ready. */
async function services(t: TestContext) {
  const data = mkdtempSync(join(tmpdir(), 'croft-alerts-'));
  const trouble = new Map<string, string>();
  const servers: Server[] = [];
  for (const service of ['api', 'web']) {
    const server = internalServer({
      service,
      metrics: [],
      notReady: async () => trouble.get(service),
      status: async () => ({
        ...{ service, pid: 1, version: '1.0.0', state: 'ready', startedAt: new Date().toISOString() },
        ...{ callsPerSecond: 0, p99: 0, memory: 0, shares: [] },
        machine: await describeMachine({ data, crashes: join(data, 'crashes'), certificate: undefined }),
      }),
    });
    await listen(server, { path: socketPaths(data, service).internal });
    servers.push(server);
  }
  t.after(() => {
    for (const server of servers) server.close();
    rmSync(data, { recursive: true });
  });
  return {
    data,
    trouble,
    lookAround: () => lookAround(['api', 'web', 'never-started'], data, undefined),
    /** It ends, and its socket is still there. */
    async kill() {
      await new Promise(resolve => servers[0]!.close(resolve));
      writeFileSync(socketPaths(data, 'api').internal, '');
    },
  };
}

/** A bot that looks a minute later each time; `look` gives what it says in the room. */
async function watching(t: TestContext, there: Awaited<ReturnType<typeof services>>) {
  let time = Date.now();
  let data: z.output<typeof AlertJob> = { noted: [] };
  let failures: JobFailures[] = [];
  const ctx = await storedBot(t, { config, now: () => new Date(time) });
  const job = alertJob(ctx, {
    lookAround: there.lookAround,
    failures: async () => failures,
    // As the database keeps it between two runs.
    async giveNext(next) {
      data = JSON.parse(JSON.stringify(next));
    },
  });
  const all = () =>
    ctx.db.selectFrom('answers').select('answer').where('room', '=', ROOM).orderBy('id').execute();
  let told = 0;
  return {
    schedule: job.schedule,
    fail: (now: JobFailures[]) => (failures = now),
    async look(minutes = 1): Promise<string[]> {
      time += minutes * 60_000;
      await job.handler(job.schema.parse(data), { id: 'job', retries: 0, signal });
      const lines = (await all()).map(({ answer }) => (answer as { text: string }).text).slice(told);
      told += lines.length;
      return lines;
    },
    /** The same run once more, as after a kill between what it said and what it noted. */
    async again(run: () => Promise<string[]>): Promise<string[]> {
      const before = data;
      await run();
      data = before;
      time -= 60_000;
      return run();
    },
  };
}

test('that a service is not ready is told in the room once, and that it is again', async t => {
  const there = await services(t);
  const bot = await watching(t, there);
  assert.equal(bot.schedule, '* * * * *');
  assert.deepEqual(await bot.look(), []);
  there.trouble.set('web', 'The database does not answer.');
  assert.deepEqual(await bot.look(), []);
  assert.deepEqual(await bot.look(2), [
    'web has not been ready for 2 minutes: The database does not answer.',
  ]);
  assert.deepEqual(await bot.look(), []);
  there.trouble.delete('web');
  assert.deepEqual(await bot.look(), []);
  assert.deepEqual(await bot.look(), ['web is ready again after 5 minutes']);
});

test('several changes of one look are one line, and many are counted', async t => {
  const there = await services(t);
  const bot = await watching(t, there);
  await there.kill();
  await writeCrash(join(there.data, 'crashes'), { service: 'bot', at: Date.now(), how: 'exit code 1' }, [
    'Error: broken',
  ]);
  bot.fail([1, 2, 3].map(number => ({ queue: `api.job-${number}`, count: 1, message: 'no\n\u0003route' })));
  await bot.look();
  const [line, ...more] = await bot.look();
  assert.deepEqual(more, []);
  assert.match(line!, /^api has not been ready for 1 minute: it does not answer \(ECONNREFUSED\); /);
  assert.match(line!, /\); bot crashed on \S+ \(exit code 1\): Error: broken; a job of api\.job-1 failed/);
  assert.match(line!, /no route; a job of api\.job-2 .*; and 1 more: croft doctor$/);
});

test('a run that ends between what it says and what it notes says nothing twice', async t => {
  const there = await services(t);
  const bot = await watching(t, there);
  there.trouble.set('api', 'It is draining.');
  await bot.look();
  assert.deepEqual(await bot.again(() => bot.look()), []);
  assert.deepEqual(await bot.look(), []);
});

test('without a room nothing is looked at', async () => {
  const nothing = () => assert.fail('nobody asked for that');
  const job = alertJob(testBot(), { lookAround: nothing, failures: nothing, giveNext: nothing });
  assert.equal(job.schedule, undefined);
  await job.handler({ noted: [] }, { id: 'job', retries: 0, signal });
});

const ROOMS: readonly (readonly [room: string, ok: boolean])[] = [
  ['irc/libera/#ops', true],
  ['irc/libera/owner', true],
  ['chat/ops', true],
  ['matrix/home/#ops:example.org', true],
  ['#ops', false],
  ['libera/#ops', false],
  ['irc/#ops', false],
];

for (const [room, ok] of ROOMS)
  test(`${room} is ${ok ? 'a' : 'no'} room for alerts`, () => {
    const read = () => readSection('bot', botOptions, { alerts: { room } }, {});
    if (ok) assert.deepEqual(read().alerts, { room });
    else
      assert.throws(read, { code: 'invalid', message: /bot\.alerts: must be a room: chat\/NAME.* at room/ });
  });
