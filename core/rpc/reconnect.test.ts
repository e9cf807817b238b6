import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { z } from 'zod';
import { Metrics } from '../metrics.ts';
import { createRpcClient } from './client.ts';
import { defineContract, method } from './contract.ts';
import { notes } from './testing/notes.ts';
import { connectNotes, inFlight, serveNotes, silent, tempFolder, until } from './testing/setup.ts';

/** A server in a process of its own, at a Unix socket. */
async function spawnServer(t: TestContext, path: string) {
  const child = fork(join(import.meta.dirname, 'testing/notes-process.ts'), [path], { stdio: 'inherit' });
  t.after(() => child.kill('SIGKILL'));
  await once(child, 'message');
  return child;
}

test('kill -9 in mid-call: the unsafe call fails as maybe run, the idempotent one runs again on the next server', async t => {
  const path = join(tempFolder(t), 's.sock');
  const address = { kind: 'unix', path } as const;
  const metrics = new Metrics();
  const first = await spawnServer(t, path);
  const client = connectNotes(t, { address }, { metrics });
  await client.nothing();
  const unsafe = client.hang({ name: 'unsafe' });
  const safe = client.hangSafely({ name: 'safe' }, { timeout: 5_000 });
  await client.nothing();
  const ended = once(first, 'exit');
  first.kill('SIGKILL');
  await assert.rejects(unsafe, {
    code: 'unavailable',
    reason: 'connection_lost',
    message: /may or may not have run/,
  });
  await ended; // it may still hold the socket when its connections are closed
  const second = await serveNotes(t, { listen: address });
  await until(() => second.seen.calls.includes('safe'), 'the idempotent call came again');
  assert.deepEqual(second.seen.calls, ['safe']);
  await second.server.close();
  await assert.rejects(safe, { code: 'unavailable' });
  assert.equal(inFlight(metrics, 'client'), 0);
});

test('a service that starts late answers the calls that waited for it', async t => {
  const address = { kind: 'unix', path: join(tempFolder(t), 's.sock') } as const;
  const client = connectNotes(t, { address });
  const waiting = Promise.all([
    client.add({ a: 1 }),
    client.hangSafely({ name: 'x' }, { timeout: 1_000 }).catch(e => e.code),
  ]);
  await new Promise(resolve => setTimeout(resolve, 60));
  await serveNotes(t, { listen: address });
  assert.deepEqual(await waiting, [2, 'deadline']);
});

test('a service that does not run: the call fails within its deadline and says what to do', async t => {
  const address = { kind: 'unix', path: join(tempFolder(t), 's.sock') } as const;
  const client = connectNotes(t, { address });
  await assert.rejects(client.add({ a: 1 }, { timeout: 500 }), {
    code: 'unavailable',
    reason: 'unreachable',
    message: /The service notes does not answer at unix:.*ENOENT.*croft status/,
  });
});

test('a service that another process serves: the call says that it is not here', async t => {
  const { server } = await serveNotes(t);
  const other = defineContract('other', { methods: { get: method({ input: z.void(), output: z.void() }) } });
  const client = createRpcClient(other, {
    resolve: () => server.address!,
    log: silent,
    metrics: new Metrics(),
  });
  t.after(() => client.close());
  await assert.rejects(client.get(undefined, { timeout: 500 }), {
    code: 'unavailable',
    message: /other is not served here/,
  });
});

test('a method that the server does not know fails that call only', async t => {
  const { server } = await serveNotes(t);
  const newer = { ...notes, methods: { ...notes.methods, soon: notes.methods.nothing } };
  const client = createRpcClient(newer, {
    resolve: () => server.address!,
    log: silent,
    metrics: new Metrics(),
  });
  t.after(() => client.close());
  const [soon, add] = await Promise.allSettled([client.soon(), client.add({ a: 1 })]);
  assert.equal(soon.status === 'rejected' && soon.reason.reason, 'unknown_method');
  assert.equal(add.status === 'fulfilled' && add.value, 2);
});

test('a listener hears again after the service came back, and is told of the gap', async t => {
  const address = { kind: 'unix', path: join(tempFolder(t), 's.sock') } as const;
  const first = await serveNotes(t, { listen: address });
  const client = connectNotes(t, { address });
  const heard: unknown[] = [];
  client.on(
    'changed',
    ({ slug }) => heard.push(slug),
    up => heard.push(up),
  );
  await client.nothing();
  first.emitter.emit('changed', { slug: 'one' });
  await client.nothing();
  await first.server.close();
  await until(() => heard.includes(false), 'the lost line was told');
  const second = await serveNotes(t, { listen: address });
  await until(() => heard.includes(true), 'the restored line was told');
  await client.nothing();
  second.emitter.emit('changed', { slug: 'two' });
  await client.nothing();
  assert.deepEqual(heard, ['one', false, true, 'two']);
});

test('a closed client fails its open calls and makes no new ones', async t => {
  const { server, metrics } = await serveNotes(t);
  const client = connectNotes(t, server);
  await client.nothing();
  const open = client.hang({ name: 'open' });
  await client.nothing();
  client.close();
  await assert.rejects(open, { code: 'unavailable', reason: 'closed' });
  await assert.rejects(client.nothing(), { code: 'unavailable', reason: 'closed' });
  await until(() => inFlight(metrics, 'server') === 0, 'the server let go of the call');
});
