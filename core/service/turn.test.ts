import assert from 'node:assert/strict';
import net, { type Socket } from 'node:net';
import { type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { testDatabase } from '../db/testing.ts';
import { createLog } from '../log.ts';
import { openTurn } from './turn.ts';

/** A line to the database that can be cut so that its server does not hear of it, as when a network fails. */
async function cuttable(t: TestContext, url: string): Promise<{ url: string; cut(): void }> {
  const { searchParams, hostname, port } = new URL(url);
  const sockets = searchParams.get('host');
  const clients = new Set<Socket>();
  const server = net.createServer(client => {
    clients.add(client);
    const upstream = sockets
      ? net.connect(`${sockets}/.s.PGSQL.5432`)
      : net.connect(Number(port || 5432), hostname);
    t.after(() => upstream.destroy());
    client.on('error', () => {}).on('data', data => upstream.write(data));
    upstream.on('error', () => {}).on('data', data => client.write(data));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  const through = new URL(url);
  through.search = '';
  through.host = `127.0.0.1:${(server.address() as net.AddressInfo).port}`;
  return {
    url: through.href,
    cut() {
      for (const client of clients) client.destroy();
      clients.clear();
    },
  };
}

test('whoever runs alone goes on when its line was cut, though the database still takes that for open', async t => {
  const url = await testDatabase(t);
  const line = await cuttable(t, url);
  const turnOf = (databaseUrl: string, signal: AbortSignal) =>
    openTurn({
      ...{ service: 'relay', holdFile: undefined, alone: true, databaseUrl, signal },
      log: createLog({ level: 'silent' }),
    });
  await using first = turnOf(line.url, new AbortController().signal);
  await first.take();
  const client = new pg.Client(url);
  await client.connect();
  t.after(() => client.end());
  const holder = async () =>
    (
      await client.query(`select pid from pg_locks join pg_database on pg_database.oid = database
        where datname = current_database() and locktype = 'advisory' and granted`)
    ).rows[0]?.pid;
  const before = await holder();
  assert.ok(before);
  line.cut();
  for (let now = before; now === before || now === undefined; now = await holder()) await sleep(50);

  const waiting = new AbortController();
  await using second = turnOf(url, waiting.signal);
  const taken = second.take();
  assert.equal(await Promise.race([taken.then(() => 'taken'), sleep(300, 'waits')]), 'waits');
  waiting.abort(new Error('enough'));
  await assert.rejects(taken);
});
