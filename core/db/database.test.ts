import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { createLog } from '../log.ts';
import { Metrics } from '../metrics.ts';
import { openDatabase } from './database.ts';
import { testDatabase } from './testing.ts';
import { waitForDatabase } from './wait.ts';

const log = createLog({ level: 'silent' });

interface Shop {
  apples: { id: number; colour: string };
}

test('unqualified names lead to the schema of the service', async t => {
  await using database = openDatabase<Shop>({ url: await testDatabase(t), schema: 'shop', log });
  await sql`create schema shop`.execute(database.db);
  await sql`create table apples (id bigint primary key, colour text not null)`.execute(database.db);
  await database.db.insertInto('apples').values({ id: 7, colour: 'red' }).execute();
  const found = await sql<{ id: number; colour: string }>`select * from shop.apples`.execute(database.db);
  assert.deepEqual(found.rows, [{ id: 7, colour: 'red' }]);
});

test('counts are numbers and a number too large for JavaScript is an error, never a wrong number', async t => {
  await using database = openDatabase({ url: await testDatabase(t), schema: 'shop', log });
  const count = await sql<{ n: number }>`select count(*) as n from generate_series(1, 3)`.execute(
    database.db,
  );
  assert.equal(count.rows[0]?.n, 3);
  await assert.rejects(sql`select 9007199254740993 as n`.execute(database.db), RangeError);
});

test('connections that the server drops are replaced by themselves', async t => {
  const url = await testDatabase(t);
  await using database = openDatabase({ url, schema: 'shop', log });
  await using other = openDatabase({ url, schema: 'other', log });
  await database.ping();
  const drop = sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'croft shop'`;
  await Promise.all([
    assert.rejects(sql`select pg_sleep(20)`.execute(database.db), { code: 'unavailable', retryAfter: 2 }),
    sql`select pg_sleep(0.2)`.execute(other.db).then(() => drop.execute(other.db)),
  ]);
  await sql`select 1`.execute(database.db);
});

test('a connection that is lost in a transaction fails the transaction and not the process', async t => {
  await using database = openDatabase({ url: await testDatabase(t), schema: 'shop', log });
  const lost = database.db.transaction().execute(async tx => {
    await sql`select 1`.execute(tx);
    await sql`select pg_terminate_backend(pg_backend_pid())`.execute(tx);
  });
  await assert.rejects(lost, { code: 'unavailable' });
  await sql`select 1`.execute(database.db);
});

test('a database that is not there is unavailable, in words that leak no address', async () => {
  await using database = openDatabase({ url: 'postgres://me:secret@127.0.0.1:1/x', schema: 'shop', log });
  await assert.rejects(database.ping(), { code: 'unavailable', message: /does not answer/ });
  await assert.rejects(sql`select 1`.execute(database.db), error => {
    assert.doesNotMatch(String(error), /secret|127/);
    return true;
  });
});

test('an error of the query itself comes as it is', async t => {
  await using database = openDatabase({ url: await testDatabase(t), schema: 'shop', log });
  await assert.rejects(sql`select * from nowhere`.execute(database.db), { code: '42P01' });
});

test('queries and connections are counted', async t => {
  const metrics = new Metrics();
  await using database = openDatabase({ url: await testDatabase(t), schema: 'shop', log, metrics });
  await sql`select 1`.execute(database.db);
  assert.match(metrics.render(), /db_query_seconds_count\{schema="shop"\} 1/);
  assert.match(metrics.render(), /db_connections\{schema="shop",state="idle"\} 1/);
});

test('waiting says where and why, without the password, and ends at the deadline', async () => {
  const lines: string[] = [];
  const loud = createLog({ destination: { write: line => void lines.push(line) } });
  const url = 'postgres://me:secret@127.0.0.1:1/x';
  await assert.rejects(waitForDatabase(url, { log: loud, deadline: Date.now() + 700 }), {
    code: 'unavailable',
  });
  assert.equal(lines.length, 1);
  assert.match(lines[0]!, /Waiting for the database at 127\.0\.0\.1:1: .*ECONNREFUSED/);
  assert.doesNotMatch(lines[0]!, /secret/);
});

test('waiting ends at once when the database answers or the signal aborts', async t => {
  await waitForDatabase(await testDatabase(t), { log });
  const signal = AbortSignal.abort();
  await assert.rejects(waitForDatabase('postgres://127.0.0.1:1/x', { log, signal }), { name: 'AbortError' });
});

test('a DATABASE_URL that is none is refused in words', () => {
  assert.throws(() => openDatabase({ url: 'localhost', schema: 'shop', log }), { code: 'invalid' });
});
