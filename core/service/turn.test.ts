import assert from 'node:assert/strict';
import net, { type Socket } from 'node:net';
import { type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { testDatabase } from '../db/testing.ts';
import { createLog } from '../log.ts';
import { openTurn } from './turn.ts';

interface Line {
  readonly url: string;
  /** The client hears of it and the server does not. */
  cut(): void;
  /** Neither hears of it: what is open stays so and carries nothing. */
  freeze(): void;
}

/** A line to the database that can fail as a network does. */
async function frail(t: TestContext, url: string): Promise<Line> {
  const { searchParams, hostname, port } = new URL(url);
  const sockets = searchParams.get('host');
  const clients = new Set<Socket>();
  const server = net.createServer(client => {
    clients.add(client);
    const upstream = sockets
      ? net.connect(`${sockets}/.s.PGSQL.5432`)
      : net.connect(Number(port || 5432), hostname);
    t.after(() => upstream.destroy());
    const frozen = () => !clients.has(client);
    client.on('error', () => {}).on('data', data => frozen() || upstream.write(data));
    upstream.on('error', () => {}).on('data', data => frozen() || client.write(data));
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
    freeze: () => clients.clear(),
  };
}

function turnOf(databaseUrl: string, signal: AbortSignal) {
  return openTurn({
    service: 'relay',
    holdFile: undefined,
    alone: true,
    databaseUrl,
    signal,
    log: createLog({ level: 'silent' }),
  });
}

/** Asks for the process of the database's server that has the lock. */
async function holderIn(t: TestContext, url: string): Promise<() => Promise<number | undefined>> {
  const client = new pg.Client(url);
  await client.connect();
  t.after(() => client.end());
  return async () =>
    (
      await client.query(`select pid from pg_locks join pg_database on pg_database.oid = database
        where datname = current_database() and locktype = 'advisory' and granted`)
    ).rows[0]?.pid;
}

test('whoever runs alone goes on when its line was cut, though the database still takes that for open', async t => {
  const url = await testDatabase(t);
  const line = await frail(t, url);
  await using first = turnOf(line.url, new AbortController().signal);
  await first.take();
  const holder = await holderIn(t, url);
  const before = await holder();
  assert.ok(before);
  line.cut();
  for (let now = before as number | undefined; now === before || now === undefined; now = await holder())
    await sleep(50);

  const waiting = new AbortController();
  await using second = turnOf(url, waiting.signal);
  const taken = second.take();
  assert.equal(await Promise.race([taken.then(() => 'taken'), sleep(300, 'waits')]), 'waits');
  waiting.abort(new Error('enough'));
  await assert.rejects(taken);
});

test('a line that says nothing is found lost, and who had the lock has it again before its server gives it away', {
  timeout: 60_000,
}, async t => {
  const url = await testDatabase(t);
  const line = await frail(t, url);
  await using first = turnOf(line.url, new AbortController().signal);
  await first.take();
  const holder = await holderIn(t, url);
  const before = await holder();
  assert.ok(before);
  line.freeze();
  for (let now = before as number | undefined; now === before || now === undefined; now = await holder())
    await sleep(200, undefined, { signal: t.signal });
});
