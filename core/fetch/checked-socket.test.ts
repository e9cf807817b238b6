import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { WebSocket, WebSocketServer } from 'ws';
import { checkedSocket } from './checked-socket.ts';

test('a WebSocket to an address that a stranger gives leads to no place that is not public, by address or by name', async t => {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  t.after(() => server.close());
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  for (const url of [
    `ws://127.0.0.1:${port}/`,
    `wss://[::1]:${port}/`,
    'ws://169.254.169.254/',
    'file:///etc',
  ])
    assert.throws(() => checkedSocket(url, []), /blocked|not public|address|URL/i, url);

  const named = `ws://localhost:${port}/`;
  const refused = new WebSocket(named, checkedSocket(named, []));
  const [error] = (await once(refused, 'error')) as [Error & { reason?: string }];
  assert.equal(error.reason, 'blocked_address');

  const open = new WebSocket(named, { ...checkedSocket(named, ['localhost']), family: 4 });
  await once(open, 'open');
  open.terminate();
});
