import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { createLog } from '../log.ts';
import { openDatabase } from './database.ts';
import { migrate } from './migrate.ts';
import { testDatabase } from './testing.ts';

const log = createLog({ level: 'silent' });

async function setUp(t: TestContext, files: Record<string, string>) {
  const directory = await mkdtemp(join(tmpdir(), 'croft-migrate-'));
  t.after(() => rm(directory, { recursive: true, force: true }));
  const write = (name: string, sql: string) => writeFile(join(directory, name), sql);
  for (const [name, sql] of Object.entries(files)) await write(name, sql);
  const url = await testDatabase(t);
  const client = new pg.Client(url);
  await client.connect();
  t.after(() => client.end());
  return { url, directory, schema: 'shop', client, write, options: { url, directory, schema: 'shop', log } };
}

test('migrations are applied in order, once, inside the schema', async t => {
  const { options, client, write } = await setUp(t, {
    '0002-colour.sql': `alter table apples add column colour text not null default 'red'`,
    '0001-apples.sql': 'create table apples (id int primary key)',
  });
  assert.deepEqual(await migrate(options), ['0001-apples.sql', '0002-colour.sql']);
  assert.deepEqual(await migrate(options), []);
  await client.query('insert into shop.apples values (1)');
  await write('0003-pears.sql', 'create table pears (id int); insert into pears select id from apples');
  assert.deepEqual(await migrate(options), ['0003-pears.sql']);
  assert.equal((await client.query('select * from shop.pears')).rowCount, 1);
});

test('where all is applied a connection that is there tells, and none is opened', async t => {
  const { options, schema, url, write } = await setUp(t, {
    '0001-apples.sql': 'create table apples (id int)',
  });
  await using database = openDatabase({ url, schema, log });
  const { pool } = database;
  assert.deepEqual(await migrate({ ...options, pool }), ['0001-apples.sql']);
  assert.deepEqual(await migrate({ ...options, pool, url: 'postgres://nobody@127.0.0.1:1/nowhere' }), []);
  await write('0002-pears.sql', 'create table pears (id int)');
  assert.deepEqual(await migrate({ ...options, pool }), ['0002-pears.sql']);
  await write('0001-apples.sql', 'create table apples (id bigint)');
  await assert.rejects(migrate({ ...options, pool }), { code: 'conflict' });
});

test('a migration that fails names its file and line, and leaves nothing half', async t => {
  const { options, client } = await setUp(t, {
    '0001-apples.sql': 'create table apples (id int);\ninsert into nowhere values (1);',
  });
  await assert.rejects(migrate(options), {
    code: 'internal',
    message: /shop\/0001-apples\.sql:2 failed: .*nowhere/,
  });
  assert.equal((await client.query(`select to_regclass('shop.apples') as found`)).rows[0].found, null);
});

test('a file changed after it was applied is refused in readable words', async t => {
  const { options, write } = await setUp(t, { '0001-apples.sql': 'create table apples (id int)' });
  await migrate(options);
  await write('0001-apples.sql', 'create table apples (id bigint)');
  await assert.rejects(migrate(options), {
    code: 'conflict',
    message: /shop\/0001-apples\.sql has been changed/,
  });
});

test('line ends that Git changed do not count as a change', async t => {
  const { options, write } = await setUp(t, { '0001-apples.sql': 'create table apples (\nid int)\n' });
  await migrate(options);
  await write('0001-apples.sql', 'create table apples (\r\nid int)\r\n');
  assert.deepEqual(await migrate(options), []);
});

test('a schema ahead of the code is accepted with a warning', async t => {
  const { options, directory } = await setUp(t, { '0001-a.sql': 'select 1', '0002-b.sql': 'select 1' });
  await migrate(options);
  await rm(join(directory, '0002-b.sql'));
  const lines: string[] = [];
  const loud = createLog({ destination: { write: line => void lines.push(line) } });
  assert.deepEqual(await migrate({ ...options, log: loud }), []);
  assert.match(lines.join(''), /"level":"warn".*0002-b\.sql.*newer version/);
});

test('two files with one number are refused', async t => {
  const { options } = await setUp(t, { '0001-a.sql': 'select 1', '0001-b.sql': 'select 1' });
  await assert.rejects(migrate(options), { code: 'invalid', message: /two migrations have the number 0001/ });
});

test('a file without a number is refused', async t => {
  const { options } = await setUp(t, { 'posts.sql': 'select 1' });
  await assert.rejects(migrate(options), { code: 'invalid', message: /named like 0001-posts\.sql/ });
});

const CHILD = `
  const { migrate } = await import(${JSON.stringify(import.meta.resolve('./migrate.ts'))});
  const { createLog } = await import(${JSON.stringify(import.meta.resolve('../log.ts'))});
  const [url, directory] = process.argv.slice(1);
  const names = await migrate({ url, directory, schema: 'shop', log: createLog({ level: 'silent' }) });
  console.log(names.length);
`;

test('of eight processes that start at once one applies each migration and all succeed', async t => {
  const { url, directory, client } = await setUp(t, {
    '0001-apples.sql': 'create table apples (id int primary key); select pg_sleep(0.2)',
    '0002-fill.sql': 'insert into apples select generate_series(1, 100)',
  });
  const run = promisify(execFile);
  const children = Array.from({ length: 8 }, () =>
    run(process.execPath, ['--input-type=module', '-e', CHILD, url, directory]),
  );
  const counts = (await Promise.all(children)).map(({ stdout }) => Number(stdout));
  assert.equal(
    counts.reduce((sum, count) => sum + count, 0),
    2,
  );
  assert.equal((await client.query('select * from shop.apples')).rowCount, 100);
});

test('a process killed in mid-migration leaves nothing half, and the next one does the work', async t => {
  const { url, directory, client, options, write } = await setUp(t, {
    '0001-apples.sql': 'create table apples (id int); select pg_sleep(60)',
  });
  const child = spawn(process.execPath, ['--input-type=module', '-e', CHILD, url, directory], {
    stdio: 'ignore',
  });
  const busy = `select from pg_stat_activity where datname = current_database() and query like '%pg_sleep(60)%' and pid <> pg_backend_pid()`;
  while ((await client.query(busy)).rowCount === 0) await sleep(20);
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
  // The server notices at the end of the statement that nobody is there; an operator may hurry it.
  await client.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'croft shop'`,
  );
  await write('0001-apples.sql', 'create table apples (id int)');
  assert.deepEqual(await migrate(options), ['0001-apples.sql']);
});
