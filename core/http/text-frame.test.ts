import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { WebSocket, WebSocketServer } from 'ws';
import { sendFrame, textFrame } from './text-frame.ts';

test('a frame of any length arrives as its text, in its place among what is sent otherwise, and not after the close', async t => {
  const http = createServer();
  const server = new WebSocketServer({ server: http, perMessageDeflate: false });
  t.after(() => http.close());
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const texts = [0, 1, 125, 126, 127, 65_535, 65_536, 200_000].map(length => 'x'.repeat(length));
  texts.push('„Grüße“ 🎉', 'ü'.repeat(63), 'ü'.repeat(32_768));
  server.on('connection', (socket, request) => {
    for (const text of texts) {
      sendFrame(socket, request.socket, textFrame(text));
      socket.send('between');
    }
    socket.close(1000);
    sendFrame(socket, request.socket, textFrame('late'));
  });
  const client = new WebSocket(`ws://127.0.0.1:${(http.address() as AddressInfo).port}`);
  const got: string[] = [];
  client.on('message', (data, isBinary) => {
    assert.equal(isBinary, false);
    got.push(String(data));
  });
  assert.equal((await once(client, 'close'))[0], 1000);
  assert.deepEqual(
    got,
    texts.flatMap(text => [text, 'between']),
  );
});
