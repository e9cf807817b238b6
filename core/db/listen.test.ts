import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { test } from 'node:test';
import pg from 'pg';
import { createLog } from '../log.ts';
import { listenTo } from './listen.ts';
import { testDatabase } from './testing.ts';

test('what is committed is heard, also after the line was cut', async t => {
  const url = await testDatabase(t);
  const stop = new AbortController();
  const heard = new EventEmitter();
  const up = once(heard, 'line');
  const done = listenTo({
    url,
    channel: 'a room',
    log: createLog({ level: 'silent' }),
    signal: stop.signal,
    onNotice: payload => heard.emit('notice', payload),
    onLine: () => heard.emit('line'),
  });
  const client = new pg.Client(url);
  await client.connect();
  t.after(() => client.end());
  await up;
  const say = async (text: string) => {
    const [[payload]] = await Promise.all([
      once(heard, 'notice'),
      client.query("select pg_notify('a room', $1)", [text]),
    ]);
    return payload;
  };
  assert.equal(await say('one'), 'one');
  await Promise.all([
    once(heard, 'line'),
    client.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
    ),
  ]);
  assert.equal(await say('two'), 'two');
  stop.abort();
  await done;
});
