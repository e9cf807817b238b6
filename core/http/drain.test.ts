import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Agent, createServer, get, type IncomingMessage } from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { test } from 'node:test';
import { watchConnections } from './drain.ts';

async function listening(answer: Parameters<typeof createServer>[1]) {
  const server = createServer(answer);
  const drain = watchConnections(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { drain, port: (server.address() as AddressInfo).port };
}

async function ask(port: number, agent: Agent): Promise<IncomingMessage> {
  const [response] = (await once(get({ port, host: '127.0.0.1', agent }), 'response')) as [IncomingMessage];
  response.resume();
  await once(response, 'end');
  return response;
}

test('a request on an open connection is answered while draining, and told that the connection ends', async () => {
  const { drain, port } = await listening((_request, response) => response.end('ok'));
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  assert.equal((await ask(port, agent)).headers.connection, 'keep-alive');
  const drained = drain(5_000);
  const last = await ask(port, agent);
  assert.equal(last.statusCode, 200);
  assert.equal(last.headers.connection, 'close');
  await drained;
});

test('a request that is open when the drain begins is answered in full', async () => {
  const gate = Promise.withResolvers<void>();
  const { drain, port } = await listening(async (_request, response) => {
    await gate.promise;
    response.end('late');
  });
  const answer = ask(port, new Agent());
  await new Promise(resolve => setTimeout(resolve, 50));
  const drained = drain(5_000);
  gate.resolve();
  assert.equal((await answer).statusCode, 200);
  await drained;
});

test('new connections are refused, and one that never ends is cut after the grace', async () => {
  const { drain, port } = await listening(() => {});
  const stuck = net.connect(port, '127.0.0.1');
  await once(stuck, 'connect');
  stuck.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
  const cut = once(stuck, 'close');
  const drained = drain(200);
  const late = net.connect(port, '127.0.0.1');
  await assert.rejects(once(late, 'connect'), { code: 'ECONNREFUSED' });
  await Promise.all([drained, cut]);
});
