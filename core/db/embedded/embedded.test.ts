import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { createLog } from '../../log.ts';
import { runEmbedded } from './run.ts';
import { startEmbedded } from './start.ts';
import { copyCluster } from './testing.ts';

const log = createLog({ level: 'silent' });

async function temporaryDirectory(t: TestContext): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'croft-embedded-'));
  await chmod(directory, 0o755); // as root we run the server as another user, who has to get in
  t.after(() => rm(directory, { recursive: true, force: true, maxRetries: 3 }));
  return directory;
}

/** A data directory as after a first start, for what is not about that one. */
async function startedBefore(t: TestContext): Promise<string> {
  const dataDir = join(await temporaryDirectory(t), 'postgres');
  await copyCluster(dataDir);
  return dataDir;
}

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(url);
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function untilGone(pid: number): Promise<void> {
  while (isAlive(pid)) await sleep(20);
}

const HOLDER = fileURLToPath(new URL('./test-holder.ts', import.meta.url));

interface Held {
  url: string;
  pid: number;
  adopted: boolean;
}

/** A process that starts the server and holds it. */
async function hold(t: TestContext, dataDir: string): Promise<{ child: ChildProcess; held: Held }> {
  const child = fork(HOLDER, [dataDir], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  t.after(() => child.kill('SIGKILL'));
  const [held] = (await once(child, 'message')) as [Held];
  return { child, held };
}

test('it starts in an empty directory, keeps what was saved, and stops', async t => {
  const dataDir = join(await temporaryDirectory(t), 'deep/down/postgres');
  const first = await startEmbedded({ dataDir, log });
  assert.equal(first.adopted, false);
  await query(first.url, 'create table kept as select 42 as answer');
  await first.stop();
  assert.ok(!isAlive(first.pid));
  await using second = await startEmbedded({ dataDir, log });
  assert.deepEqual(await query(second.url, 'select * from kept'), [{ answer: 42 }]);
});

test('text is UTF-8 and sorts the same on every machine; only the socket is open; writes are safe', async t => {
  await using server = await startEmbedded({ dataDir: join(await temporaryDirectory(t), 'postgres'), log });
  const [row] = await query(
    server.adminUrl,
    `select current_setting('server_encoding') as encoding, current_setting('listen_addresses') as listen,
      current_setting('fsync') as fsync, current_setting('synchronous_commit') as sync, datlocale, datlocprovider
    from pg_database where datname = current_database()`,
  );
  assert.deepEqual(row, {
    encoding: 'UTF8',
    listen: '',
    fsync: 'on',
    sync: 'on',
    datlocale: 'C.UTF-8',
    datlocprovider: 'b',
  });
});

test('the role that services use is no superuser', async t => {
  await using server = await startEmbedded({ dataDir: await startedBefore(t), log });
  assert.deepEqual(await query(server.url, 'select rolsuper from pg_roles where rolname = current_user'), [
    { rolsuper: false },
  ]);
});

test('a data directory whose path is too long for a socket works', async t => {
  const dataDir = join(await temporaryDirectory(t), 'x'.repeat(120), 'postgres');
  await using server = await startEmbedded({ dataDir, log });
  assert.equal((await query(server.url, 'select 1')).length, 1);
});

/** False for a root in a container that may not hand CAP_DAC_READ_SEARCH (bit 2) to another user. */
async function mayOpenClosedFolders(): Promise<boolean> {
  if (process.getuid?.() !== 0) return true;
  const status = await readFile('/proc/self/status', 'utf8').catch(() => '');
  return (Number.parseInt(/^CapBnd:\s+\w*(\w)$/m.exec(status)?.[1] ?? '0', 16) & 4) !== 0;
}

test('in a folder that only we may enter it starts, or says what to move', async t => {
  const directory = await temporaryDirectory(t);
  await chmod(directory, 0o700);
  const starting = startEmbedded({ dataDir: join(directory, 'postgres'), log });
  if (!(await mayOpenClosedFolders())) return assert.rejects(starting, { message: /cannot reach.*Move/ });
  await using server = await starting;
  assert.equal((await query(server.url, 'select 1')).length, 1);
});

test('a second process joins the running server, and leaving does not stop it', async t => {
  const dataDir = await startedBefore(t);
  await using server = await startEmbedded({ dataDir, log });
  const { child, held } = await hold(t, dataDir);
  assert.deepEqual([held.adopted, held.pid, held.url], [true, server.pid, server.url]);
  const exited = once(child, 'exit');
  child.send('stop');
  await exited;
  assert.equal((await query(server.url, 'select 1')).length, 1);
});

test('of four processes that start at once in an empty directory one starts the server and the others join it', async t => {
  const directory = await temporaryDirectory(t);
  const dataDir = join(directory, 'postgres');
  const all = await Promise.all(Array.from({ length: 4 }, () => hold(t, dataDir)));
  assert.equal(all.filter(({ held }) => !held.adopted).length, 1);
  assert.equal(new Set(all.map(({ held }) => held.pid)).size, 1);
  assert.deepEqual(await readdir(directory), ['postgres'], 'no draft is left behind');
  const owner = all.find(({ held }) => !held.adopted)!;
  owner.child.send('stop');
  await once(owner.child, 'exit');
});

test('when its process is killed the server shuts down cleanly, and the next start finds all that was acknowledged', async t => {
  const dataDir = await startedBefore(t);
  const { child, held } = await hold(t, dataDir);
  await query(held.url, 'create table kept as select 42 as answer');
  child.kill('SIGKILL');
  await untilGone(held.pid);
  const left = await readdir(dataDir);
  assert.ok(!left.includes('postmaster.pid'));
  await using again = await startEmbedded({ dataDir, log });
  assert.deepEqual(await query(again.url, 'select * from kept'), [{ answer: 42 }]);
});

test('after a crash of the server it recovers and runs again by itself under the same URL', async t => {
  const dataDir = await startedBefore(t);
  await using server = await runEmbedded({ dataDir, log });
  await query(server.url, 'create table kept as select 42 as answer');
  const pid = Number((await readFile(join(dataDir, 'postmaster.pid'), 'utf8')).split('\n')[0]);
  process.kill(pid, 'SIGKILL');
  for (;;) {
    const rows = await query(server.url, 'select * from kept').catch(() => undefined);
    if (rows) {
      assert.deepEqual(rows, [{ answer: 42 }]);
      break;
    }
    await sleep(50);
  }
});

test('a joined server that its owner stops is started again by the one that needs it', async t => {
  const dataDir = await startedBefore(t);
  const owner = await startEmbedded({ dataDir, log });
  await using joined = await runEmbedded({ dataDir, log });
  assert.equal(joined.url, owner.url);
  await owner.stop();
  while (!(await query(joined.url, 'select 1').catch(() => undefined))) await sleep(50);
});

test('a leftover postmaster.pid that names another living program does not keep it from starting', async t => {
  const dataDir = await startedBefore(t);
  const first = await startEmbedded({ dataDir, log });
  const file = await readFile(join(dataDir, 'postmaster.pid'), 'utf8');
  await first.stop();
  // Our own test runner's number is one that PostgreSQL cannot know as its ancestor's.
  await writeFile(join(dataDir, 'postmaster.pid'), file.replace(/^\d+/, String(process.ppid)));
  await using second = await startEmbedded({ dataDir, log });
  assert.equal((await query(second.url, 'select 1')).length, 1);
});

test('a data directory of another major version is refused in words that say what to do', async t => {
  const dataDir = await temporaryDirectory(t);
  await writeFile(join(dataDir, 'PG_VERSION'), '9\n');
  await assert.rejects(startEmbedded({ dataDir, log }), {
    code: 'unavailable',
    message: /made by PostgreSQL 9,.*brings PostgreSQL 1/,
  });
});

test('a folder with something else in it is left alone', async t => {
  const dataDir = await temporaryDirectory(t);
  await writeFile(join(dataDir, 'holiday.jpg'), '');
  await assert.rejects(startEmbedded({ dataDir, log }), {
    code: 'unavailable',
    message: /holds files but no database/,
  });
  assert.deepEqual(await readdir(dataDir), ['holiday.jpg']);
});

test('a setting that PostgreSQL refuses is reported with its last words', async t => {
  const dataDir = await startedBefore(t);
  const first = await startEmbedded({ dataDir, log });
  await first.stop();
  await writeFile(join(dataDir, 'postgresql.auto.conf'), "shared_buffers = 'lots'\n");
  await assert.rejects(startEmbedded({ dataDir, log }), {
    code: 'unavailable',
    message: /said:\n(.|\n)*shared_buffers/,
  });
});

test('a start that is given up while the server comes up ends it', async t => {
  const dataDir = await startedBefore(t);
  const gone = new AbortController();
  const starting = startEmbedded({ dataDir, log, signal: gone.signal });
  const refused = assert.rejects(starting, { message: 'no longer wanted' });
  while (!(await readdir(dataDir)).includes('postmaster.pid')) await sleep(5);
  gone.abort(new Error('no longer wanted'));
  await refused;
  assert.ok(!(await readdir(dataDir)).includes('postmaster.pid'));
});

test('a start that is given up leaves nothing running', async t => {
  const dataDir = await startedBefore(t);
  const signal = AbortSignal.abort(new Error('no longer wanted'));
  await assert.rejects(startEmbedded({ dataDir, log, signal }), { message: 'no longer wanted' });
  assert.ok(!(await readdir(dataDir)).includes('postmaster.pid'));
});
