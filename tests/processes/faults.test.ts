import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { processesOf, runCroft, startCroft } from '../support/croft.ts';
import { testDatabase } from '../support/database.ts';
import { databaseProxy } from '../support/database-proxy.ts';
import { freePort, temporaryDirectory } from '../support/network.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

test('a taken port stops the start with one line that says what to do, and the database with it', async t => {
  const taken = createServer().listen(0, '::');
  t.after(() => taken.close());
  await new Promise(resolve => taken.once('listening', resolve));
  const { port } = taken.address() as { port: number };
  const directory = await temporaryDirectory(t);
  for (const mode of [[], ['--split']]) {
    const { code, err } = await runCroft(['start', ...mode], { directory, env: { PORT: String(port) } });
    assert.equal(code, 1);
    assert.match(err, new RegExp(`Port ${port} is taken by another program.*set PORT`));
  }
});

test('a data directory that cannot be one is refused with its name and what to set', async t => {
  const directory = await temporaryDirectory(t);
  writeFileSync(join(directory, 'file'), '');
  const { code, err } = await runCroft(['start'], {
    directory,
    env: { CROFT_DATA: './file/data', PORT: '0' },
  });
  assert.equal(code, 1);
  assert.match(err, /file\/data.*CROFT_DATA/);
});

test('what is wrong in the environment stops the start with one readable line that names it', async t => {
  const env = { PORT: 'eighty' };
  const { code, err } = await runCroft(['start'], { directory: await temporaryDirectory(t), env });
  assert.equal(code, 1);
  assert.match(err, /^croft: PORT is "eighty"/);
  assert.equal(err.trim().split('\n').length, 1, err);
});

test('croft.config.ts may be anywhere and says its types by importing from croft', async t => {
  const directory = await temporaryDirectory(t);
  writeFileSync(
    join(directory, 'croft.config.ts'),
    `import { defineConfig } from 'croft';\nexport default defineConfig({ server: { port: 99_999 } });`,
  );
  assert.match((await runCroft(['start'], { directory })).err, /croft\.config\.ts: server\.port/);
});

test('a database that is away at the start is waited for, and one that goes away later is found again', async t => {
  const proxy = await databaseProxy(t, await testDatabase(t));
  proxy.close();
  const port = await freePort();
  const croft = await startCroft(t, { env: { PORT: String(port), DATABASE_URL: proxy.url } });
  await croft.line(/Waiting for the database/);
  await proxy.open();
  await croft.line(/Ready at/);
  // Each on a connection of its own: one that was idle for long is closed by the server.
  const ask = () => fetch(`http://localhost:${port}/api/v1/posts`, { headers: { connection: 'close' } });
  assert.equal((await ask()).status, 200);

  proxy.close();
  const down = await ask();
  assert.equal(down.status, 503);
  assert.match(await down.text(), /database/i);
  await proxy.open();
  while ((await ask()).status !== 200) await new Promise(resolve => setTimeout(resolve, 100));
});

test('a memcached that is frozen or gone makes pages slower, never wrong', async t => {
  if (!(await canRun('memcached', ['-V']))) return t.skip('memcached is not installed');
  const cachePort = await freePort();
  const memcached = spawn('memcached', ['-l', '127.0.0.1', '-p', String(cachePort), '-u', 'nobody'], {
    stdio: 'ignore',
  });
  t.after(() => memcached.kill('SIGKILL'));
  const port = await freePort();
  const croft = await startCroft(t, {
    env: {
      PORT: String(port),
      DATABASE_URL: await testDatabase(t),
      MEMCACHED_SERVERS: `127.0.0.1:${cachePort}`,
    },
  });
  await croft.line(/Ready at/);
  const ask = async () => (await fetch(`http://localhost:${port}/archive`)).status;
  assert.equal(await ask(), 200);
  memcached.kill('SIGSTOP');
  assert.equal(await ask(), 200);
  memcached.kill('SIGCONT');
  assert.equal(await ask(), 200);
  memcached.kill('SIGKILL');
  assert.equal(await ask(), 200);
});

function canRun(command: string, args: string[]): Promise<boolean> {
  return new Promise(resolve =>
    spawn(command, args, { stdio: 'ignore' })
      .once('error', () => resolve(false))
      .once('exit', code => resolve(code === 0)),
  );
}

test('SIGTERM to `npm start` reaches Croft, which stops everything that it started', async t => {
  const directory = await temporaryDirectory(t);
  const port = await freePort();
  const npm = spawn('npm', ['start'], {
    cwd: ROOT,
    env: { ...process.env, PORT: String(port), CROFT_DATA: directory },
    stdio: 'ignore',
  });
  const ended = once(npm, 'exit');
  t.after(() => npm.kill('SIGKILL'));
  while ((await status(port)) !== 200) await new Promise(resolve => setTimeout(resolve, 100));
  npm.kill('SIGTERM');
  await ended;
  while (processesOf(directory).length > 0) await new Promise(resolve => setTimeout(resolve, 100));
  assert.equal(await status(port), 'ECONNREFUSED');
});

async function status(port: number): Promise<number | string | undefined> {
  try {
    return (await fetch(`http://localhost:${port}/healthz`)).status;
  } catch (error) {
    return ((error as Error).cause as NodeJS.ErrnoException | undefined)?.code;
  }
}
