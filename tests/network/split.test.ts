import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { processesOf, runCroft, startCroft } from '../support/croft.ts';
import { startLoad } from '../support/load.ts';
import { freePort } from '../support/network.ts';

const PATHS = ['/', '/archive', '/feed.json', '/api/v1/posts', '/healthz'];

interface Row {
  service: string;
  pid: number;
  ready: boolean;
  crashes: number;
}

async function startSplit(t: Parameters<typeof startCroft>[0]) {
  const port = await freePort();
  const env = { PORT: String(port) };
  const croft = await startCroft(t, { args: ['--split'], env });
  await croft.line(/one process per service/);
  const run = (...args: string[]) => runCroft(args, { directory: croft.directory, env });
  const status = async () => JSON.parse((await run('status', '--json')).out) as Row[];
  return { croft, run, status, origin: `http://localhost:${port}` };
}

test('restarting every service in turn under load from 50 keep-alive connections fails no request', async t => {
  const { run, status, origin } = await startSplit(t);
  const before = await status();
  assert.equal(new Set(before.map(row => row.pid)).size, 5, 'one process each');
  const load = startLoad(origin, PATHS, 50);
  const restarted = await run('restart');
  await sleep(500);
  const { requests, failures } = await load.stop();
  assert.equal(restarted.code, 0, restarted.err);
  assert.deepEqual(failures, []);
  assert.ok(requests > 500, `only ${requests} requests were made`);
  const after = await status();
  for (const row of after) {
    assert.ok(row.ready, `${row.service} is ready`);
    assert.notEqual(row.pid, before.find(({ service }) => service === row.service)?.pid);
  }
});

test('a service killed under load comes back by itself, and requests that are safe to repeat do not notice', async t => {
  const { status, origin } = await startSplit(t);
  const load = startLoad(origin, ['/', '/api/v1/posts', '/reading'], 20);
  for (const service of ['api', 'reader', 'bot', 'relay']) {
    process.kill((await status()).find(row => row.service === service)!.pid, 'SIGKILL');
    while (!(await status()).find(row => row.service === service)?.ready) await sleep(50);
  }
  const { failures } = await load.stop();
  assert.deepEqual(failures, []);
  assert.deepEqual(
    (await status()).map(row => [row.service, row.crashes]),
    [
      ['api', 1],
      ['reader', 1],
      ['bot', 1],
      ['relay', 1],
      ['web', 0],
    ],
  );
});

test('SIGTERM ends every service and the database; nothing is left running or lying about', async t => {
  const { croft, status } = await startSplit(t);
  const pids = (await status()).map(row => row.pid);
  assert.equal(await croft.stop(), 0);
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
  const { run, origin } = await startSplit(t);
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
