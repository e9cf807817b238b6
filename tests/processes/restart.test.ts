import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { testDatabase } from '../support/database.ts';
import { startLoad } from '../support/load.ts';
import { startSplit } from '../support/split.ts';

const PATHS = ['/', '/archive', '/feed.json', '/api/v1/posts', '/healthz'];

test('a Croft of one process for each service, started twice and under load', async t => {
  const { croft, run, status, origin } = await startSplit(t, { databaseUrl: await testDatabase(t) });

  await t.test(
    'a second start for the same data is refused in words and leaves the first alone',
    async () => {
      const second = await run('start', '--split');
      assert.equal(second.code, 1);
      assert.match(second.err, /already runs/);
      assert.equal((await fetch(origin)).status, 200);
    },
  );

  await t.test(
    'restarting every service in turn under load from 50 keep-alive connections fails no request',
    async () => {
      const before = await status();
      assert.equal(new Set(before.map(row => row.pid)).size, 6, 'one process each');
      const load = startLoad(origin, PATHS, 50);
      const restarted = await run('restart');
      await sleep(500);
      const { requests, failures } = await load.stop();
      assert.equal(restarted.code, 0, restarted.err);
      assert.deepEqual(failures, []);
      assert.ok(requests > 500, `only ${requests} requests were made`);
      const described = async () => (await fetch(`${origin}/api/v1/openapi.json`)).json();
      // A service that takes long to say what it has, as right after it has begun, is left out for the moment.
      for (const path of ['/api/v1/posts', '/api/v1/reader/items', '/api/v1/bot/messages'])
        while (!(path in ((await described()) as { paths: object }).paths)) await sleep(500);
      const after = await status();
      for (const row of after) {
        assert.ok(row.ready, `${row.service} is ready`);
        assert.notEqual(row.pid, before.find(({ service }) => service === row.service)?.pid);
      }
    },
  );

  await t.test(
    'a service killed under load comes back by itself, and requests that are safe to repeat do not notice',
    async () => {
      const load = startLoad(origin, ['/', '/api/v1/posts', '/reading'], 20);
      const rows = await status();
      for (const service of ['api', 'reader', 'bot', 'chat', 'relay']) {
        process.kill(rows.find(row => row.service === service)!.pid, 'SIGKILL');
        await croft.line(new RegExp(`"services":"${service}".*"Ready`), 3);
      }
      const { failures } = await load.stop();
      assert.deepEqual(failures, []);
      assert.deepEqual(
        (await status()).map(row => [row.service, row.crashes]),
        [
          ['api', 1],
          ['reader', 1],
          ['bot', 1],
          ['chat', 1],
          ['relay', 1],
          ['web', 0],
        ],
      );
      const [killed] = (await status()).filter(({ service }) => service === 'relay');
      assert.equal(killed?.lastCrash?.how, 'killed by KILL');
      assert.match((await run('status')).out, /5 crashes in the last day, the newest of relay 0 min/);
      assert.match((await run('doctor')).out, /! crashes +5 crashes in the last day, the newest of relay/);
    },
  );
});
