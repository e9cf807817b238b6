import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testDatabase } from '../../core/db/testing.ts';
import type { Config } from '../config.ts';
import { checkDatabase, judgeDatabase } from './neighbours.ts';

const check = (database: string) => checkDatabase({ server: { database } } as unknown as Config);

test('a database that answers is told with its version and connections', async t => {
  const { level, message } = await check(await testDatabase(t));
  assert.match(message, /^PostgreSQL \d+.*, \d+ of \d+ connections are taken/);
  assert.notEqual(level, 'fail');
});

test('a role that the database does not know is told', async t => {
  const url = new URL(await testDatabase(t));
  url.username = 'nobody_of_ours';
  const { level, message } = await check(url.href);
  assert.equal(level, 'fail');
  assert.match(message, /^DATABASE_URL does not answer: .*nobody_of_ours/);
});

test('a database that is too old is told, and one that has hardly a connection left', () => {
  const facts = { version: '17.2', number: 170_002, used: 30, most: 97 };
  assert.equal(judgeDatabase(facts).level, 'ok');
  assert.deepEqual(judgeDatabase({ ...facts, used: 74 }), {
    ...{ check: 'database', level: 'warn' },
    message: 'PostgreSQL 17.2, 74 of 97 connections are taken: raise its max_connections.',
  });
  assert.equal(judgeDatabase({ ...facts, version: '14.1', number: 140_001 }).level, 'fail');
});
