import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { processesOf } from '../support/croft.ts';
import { type SplitCroft, startSplit } from '../support/split.ts';

test('a Croft of one process for each service, and its database, end together', async t => {
  let running: SplitCroft = await startSplit(t, {});
  const { directory } = running.croft;

  await t.test(
    'after kill -9 of the supervisor everything ends by itself, and the next start is a clean one',
    async () => {
      const pids = (await running.status()).map(row => row.pid);
      running.croft.process.kill('SIGKILL');
      while (pids.some(alive) || processesOf(directory).length > 0) await sleep(100);
      running = await startSplit(t, { before: running });
      // All are ready; on a machine that is busy, the first that is asked may take longer to answer than `web` waits.
      while ((await fetch(running.origin)).status === 503) await sleep(500);
      assert.equal((await fetch(running.origin)).status, 200);
    },
  );

  await t.test(
    'SIGTERM ends every service and the database; nothing is left running or lying about',
    async () => {
      const pids = (await running.status()).map(row => row.pid);
      const restarting = running.run('restart'); // even in the middle of that
      await sleep(1_000);
      assert.equal(await running.croft.stop(), 0);
      await restarting;
      assert.deepEqual(pids.filter(alive), []);
      assert.deepEqual(processesOf(directory), []);
      assert.deepEqual(readdirSync(join(directory, 'data', 'run')), []);
    },
  );
});

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
