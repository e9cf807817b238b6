import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import * as net from 'node:net';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { connectNotes, serveNotes, tempFolder, until } from './testing/setup.ts';

test('a draining server finishes what is open while new calls go to the next', async t => {
  const servers = [await serveNotes(t), await serveNotes(t)];
  let current = 0;
  const client = connectNotes(t, {
    get address() {
      return servers[current]!.server.address;
    },
  });
  const stream = client.blocks({ count: 40, size: 60_000 })[Symbol.asyncIterator]();
  await stream.next();
  const large = client.echo({ name: 'large', text: 'x'.repeat(4_000_000) });
  await until(() => servers[0]!.seen.produced > 0, 'the stream began');
  current = 1;
  const drained = servers[0]!.server.drain();
  await client.get({ slug: 'after' });
  assert.deepEqual(servers[1]!.seen.calls, ['after']);
  assert.equal((await large).text!.length, 4_000_000);
  let blocks = 1;
  while (!(await stream.next()).done) blocks++;
  assert.equal(blocks, 40);
  await drained;
});

test('calls sent while the server begins to drain are not lost, whether idempotent or not', async t => {
  const servers = [await serveNotes(t), await serveNotes(t)];
  let current = 0;
  const client = connectNotes(t, {
    get address() {
      return servers[current]!.server.address;
    },
  });
  await client.nothing();
  const calls = [];
  for (let round = 0; round < 50; round++) {
    if (round === 25) {
      current = 1;
      calls.push(servers[0]!.server.drain());
    }
    for (let call = 0; call < 20; call++) calls.push(client.add({ a: call }));
    await new Promise(setImmediate);
  }
  await Promise.all(calls);
});

test('who listens to events is told of the gap between a server that drains and the next', async t => {
  const servers = [await serveNotes(t), await serveNotes(t)];
  let current = 0;
  const client = connectNotes(t, {
    get address() {
      return servers[current]!.server.address;
    },
  });
  const told: (string | boolean)[] = [];
  client.on(
    'changed',
    ({ slug }) => told.push(slug),
    up => told.push(up),
  );
  await client.nothing();
  current = 1;
  servers[1]!.emitter.emit('changed', { slug: 'before anybody listens there' });
  await servers[0]!.server.drain();
  await client.nothing();
  servers[1]!.emitter.emit('changed', { slug: 'after' });
  await until(() => told.includes('after'), 'the next server is listened to');
  assert.deepEqual(told, [false, true, 'after']);
});

test('what does not finish within the grace is cut off', async t => {
  const { server, seen } = await serveNotes(t, { grace: 40 });
  const client = connectNotes(t, server);
  const open = client.hang({ name: 'stubborn' });
  await until(() => seen.calls.length === 1, 'the call arrived');
  const failed = assert.rejects(open, { code: 'unavailable', reason: 'going_away' });
  await server.drain();
  await failed;
  assert.deepEqual(seen.cancelled, ['stubborn']);
});

test('two generations on one inherited socket: under load the first drains and no call fails', async t => {
  const path = join(tempFolder(t), 's.sock');
  const fd = bindOnly(t, path);
  const first = await generation(t, fd);
  const client = connectNotes(t, { address: { kind: 'unix', path } });
  let calls = 0;
  let running = true;
  const load = Promise.all(
    Array.from({ length: 8 }, async () => {
      while (running) {
        const a = calls++;
        assert.equal(await client.add({ a }), a + 1);
      }
    }).map(promise => promise.catch(error => error as Error)),
  );
  const second = await generation(t, fd);
  first.send('drain');
  assert.deepEqual(await once(first, 'message'), ['drained', undefined]);
  await once(first, 'exit');
  assert.ok(existsSync(path), 'the socket file stays for the second generation');
  const before = calls;
  await until(() => calls > before + 50, 'calls go on with the second generation');
  running = false;
  assert.deepEqual((await load).filter(Boolean), []);
  second.disconnect();
});

/** A Unix socket bound but not listening here, as a supervisor holds it for the generations of a service. */
function bindOnly(t: TestContext, path: string): number {
  const { _createServerHandle } = net as unknown as {
    _createServerHandle(path: string, port: -1, type: -1): { fd: number; close(): void };
  };
  const handle = _createServerHandle(path, -1, -1);
  t.after(() => handle.close());
  return handle.fd;
}

/** A server process that shares the socket as its descriptor 4. */
async function generation(t: TestContext, fd: number) {
  const child = fork(join(import.meta.dirname, 'testing/notes-process.ts'), ['fd:4'], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc', fd],
  });
  t.after(() => child.kill('SIGKILL'));
  await once(child, 'message');
  return child;
}
