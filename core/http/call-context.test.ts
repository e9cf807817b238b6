import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { type TestContext, test } from 'node:test';
import { createLog } from '../log.ts';
import { Metrics } from '../metrics.ts';
import { createApp } from './app.ts';

async function served(t: TestContext, handler: (signal: AbortSignal) => Promise<unknown>) {
  const log = createLog({ level: 'silent' });
  const origin = 'http://localhost';
  const app = await createApp({ log, metrics: new Metrics(), origin, trustedProxies: [] });
  const sockets: Socket[] = [];
  app.server.on('connection', socket => sockets.push(socket));
  app.post('/', async ({ call }) => handler(call.signal!));
  await app.listen({ port: 0, host: '127.0.0.1' });
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  t.after(async () => {
    agent.destroy();
    await app.close();
  });
  const { port } = app.server.address() as AddressInfo;
  const send = () => {
    const sent = request({
      port,
      host: '127.0.0.1',
      method: 'POST',
      agent,
      headers: { 'content-type': 'application/json' },
    });
    sent.on('error', () => {});
    sent.end('{}');
    return sent;
  };
  return { send, sockets };
}

test('a connection that carries many requests gets one listener, and keeps none of them', async t => {
  const { send, sockets } = await served(t, async signal => ({ aborted: signal.aborted }));
  const counts = new Set<number>();
  for (let n = 0; n < 15; n++) {
    const [response] = await once(send(), 'response');
    response.resume();
    await once(response, 'end');
    counts.add(sockets[0]!.listenerCount('close'));
  }
  assert.equal(sockets.length, 1);
  assert.ok(Math.max(...counts) - Math.min(...counts) <= 1, [...counts].join(' '));
});

test('a call ends when the client that waits for it goes away', async t => {
  const { promise: reached, resolve: reach } = Promise.withResolvers<void>();
  const { promise: ended, resolve: end } = Promise.withResolvers<string>();
  const { send } = await served(t, async signal => {
    signal.addEventListener('abort', () => end(signal.reason.name));
    reach();
    return ended;
  });
  const sent = send();
  await reached;
  sent.destroy();
  assert.equal(await ended, 'AbortError');
});
