import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { createLog } from '../log.ts';
import { openDatabase } from './database.ts';
import { PreparedNames } from './prepared.ts';
import { testDatabase } from './testing.ts';

const long = (text: string) => `${text} -- ${'x'.repeat(300)}`;

test('a long statement gets a name once it is run often, a short one never', () => {
  const names = new PreparedNames();
  const given = Array.from({ length: 6 }, () => names.of(long('select 1')));
  assert.deepEqual(given.slice(0, 4), [undefined, undefined, undefined, undefined]);
  assert.match(given[4] ?? '', /^s_[\w-]{22}$/);
  assert.equal(given[5], given[4]);
  for (let run = 0; run < 10; run++) assert.equal(names.of('select 1'), undefined);
});

test('not more get names than a server should keep, however many there are', () => {
  const names = new PreparedNames();
  const named = new Set<string | undefined>();
  for (let n = 0; n < 2_000; n++) for (let run = 0; run < 5; run++) named.add(names.of(long(`select ${n}`)));
  named.delete(undefined);
  assert.equal(named.size, 100);
});

test('a statement whose plan a migration made stale is run without its name, at once and from then on', async t => {
  await using database = openDatabase<Record<never, never>>({
    url: await testDatabase(t),
    schema: 'public',
    log: createLog({ level: 'silent' }),
    max: 1,
  });
  const { db } = database;
  await sql`create table t (a integer)`.execute(db);
  await sql`insert into t values (1)`.execute(db);
  const ask = async () => (await sql.raw(long('select * from t')).execute(db)).rows;
  for (let run = 0; run < 8; run++) assert.deepEqual(await ask(), [{ a: 1 }]);
  const kept = await sql<{ n: number }>`select count(*)::integer as n from pg_prepared_statements`.execute(
    db,
  );
  assert.equal(kept.rows[0]?.n, 1);
  await sql`alter table t add column b text default 'new'`.execute(db);
  for (let run = 0; run < 3; run++) assert.deepEqual(await ask(), [{ a: 1, b: 'new' }]);
});
