import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { type AddressInfo, connect as open, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import pino from 'pino';
import { Metrics } from '../metrics.ts';
import { createApp } from './app.ts';
import { forward } from './forward.ts';
// Loaded on first use: here before the tests, so that the first attempt is made at once.
import 'undici';

/** A public origin that passes `/echo` on to a service, which answers with what it is sent once it was started. */
async function forwarding(t: TestContext) {
  const directory = await mkdtemp(join(tmpdir(), 'forward-'));
  const socketPath = join(directory, 'service.http');
  const app = await createApp({
    origin: 'http://localhost',
    log: pino({ level: 'silent' }),
    trustedProxies: [],
    metrics: new Metrics(),
  });
  const connect = async (): Promise<Socket> => {
    const socket = open(socketPath);
    await once(socket, 'connect');
    return socket;
  };
  await forward(app, { service: 'echo', paths: ['/echo'], connect });
  await app.listen({ port: 0, host: '127.0.0.1' });
  const service = createServer((request, response) => {
    response.setHeader('traceparent', request.headers['traceparent'] ?? 'none');
    request.pipe(response);
  });
  t.after(async () => {
    await app.close();
    service.close();
    await rm(directory, { recursive: true });
  });
  service.on('upgrade', (_request, socket) => {
    socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n');
    socket.pipe(socket);
  });
  const start = () => once(service.listen(socketPath), 'listening');
  return { url: `http://127.0.0.1:${(app.server.address() as AddressInfo).port}/echo`, start };
}

for (const times of [1, 20_000])
  test(`a request with a body of ${times} lines waits for a service that does not listen yet`, async t => {
    const { url, start } = await forwarding(t);
    const body = 'a line of text\n'.repeat(times);
    const asked = fetch(url, { method: 'POST', body });
    await new Promise(resolve => setTimeout(resolve, 150));
    await start();
    assert.equal(await (await asked).text(), body);
  });

test('an upgraded connection waits for a service that does not listen yet', async t => {
  const { url, start } = await forwarding(t);
  const { hostname, port } = new URL(url);
  const socket = open(Number(port), hostname);
  t.after(() => socket.destroy());
  socket.write(
    'GET /echo/socket HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n',
  );
  await new Promise(resolve => setTimeout(resolve, 150));
  await start();
  assert.match(String((await once(socket, 'data'))[0]), /^HTTP\/1\.1 101 /);
  socket.write('a line of text');
  assert.equal(String((await once(socket, 'data'))[0]), 'a line of text');
  socket.destroy();
});

test('a body that breaks off is not passed on as if it were whole', async t => {
  const { url, start } = await forwarding(t);
  await start();
  const half = new ReadableStream({
    pull(controller) {
      controller.enqueue(new TextEncoder().encode('half'));
      controller.error(new Error('The line is cut.'));
    },
  });
  await assert.rejects(
    fetch(url, { method: 'POST', body: half, duplex: 'half' } as RequestInit).then(answer => answer.text()),
  );
  assert.equal(await (await fetch(url, { method: 'POST', body: 'whole' })).text(), 'whole');
});

test('a request is passed on with its trace: the one it came with, or a new one', async t => {
  const { url, start } = await forwarding(t);
  await start();
  const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
  const joined = await fetch(url, { method: 'POST', body: 'a', headers: { traceparent } });
  assert.equal(joined.headers.get('traceparent'), traceparent);
  const own = await fetch(url, { method: 'POST', body: 'a' });
  assert.match(own.headers.get('traceparent')!, /^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
});
