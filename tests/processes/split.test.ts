import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { processesOf, startCroft } from '../support/croft.ts';
import { testDatabase } from '../support/database.ts';
import { startSplit } from '../support/split.ts';

test('SIGTERM ends every service and the database; nothing is left running or lying about', async t => {
  const { croft, run, status } = await startSplit(t);
  const pids = (await status()).map(row => row.pid);
  const restarting = run('restart'); // even in the middle of that
  await sleep(1_000);
  assert.equal(await croft.stop(), 0);
  await restarting;
  assert.deepEqual(pids.filter(alive), []);
  assert.deepEqual(processesOf(croft.directory), []);
  assert.deepEqual(readdirSync(join(croft.directory, 'data', 'run')), []);
});

test('after kill -9 of the supervisor everything ends by itself, and the next start is a clean one', async t => {
  const { croft, status, origin } = await startSplit(t);
  const pids = (await status()).map(row => row.pid);
  croft.process.kill('SIGKILL');
  while (pids.some(alive) || processesOf(croft.directory).length > 0) await sleep(100);
  const again = await startCroft(t, {
    args: ['--split'],
    env: { PORT: new URL(origin).port },
    directory: croft.directory,
  });
  await again.line(/one process per service/);
  assert.equal((await fetch(origin)).status, 200);
});

test('a second start for the same data is refused in words and leaves the first alone', async t => {
  const { run, origin } = await startSplit(t, await testDatabase(t));
  const second = await run('start', '--split');
  assert.equal(second.code, 1);
  assert.match(second.err, /already runs/);
  assert.equal((await fetch(origin)).status, 200);
});

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
