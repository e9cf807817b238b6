import assert from 'node:assert/strict';
import { type AddressInfo, connect } from 'node:net';
import { type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fastify } from 'fastify';
import type { Http } from './http.ts';
import { dropSlowBodies } from './slow-bodies.ts';

const PATIENCE = 100;

async function serve(t: TestContext): Promise<number> {
  const app = fastify() as unknown as Http;
  t.after(() => app.close());
  dropSlowBodies(app, PATIENCE);
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
  const answer = async ({ body }: { body: unknown }) => String(body).length.toString();
  app.post('/small', answer as never);
  app.post('/large', { config: { largeBody: true } }, answer as never);
  await app.listen({ port: 0, host: '127.0.0.1' });
  return (app.server.address() as AddressInfo).port;
}

/** Sends ten letters with a pause before each, and gives what is answered. */
async function trickle(port: number, path: string, pause: number): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => {});
  let answer = '';
  socket.on('data', data => {
    answer += data;
  });
  // Not by `once`, which throws when the server had not read all of it as it closed.
  const closed = new Promise(resolve => socket.once('close', resolve));
  socket.write(`POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\nConnection: close\r\n\r\n`);
  for (let n = 0; n < 10 && !socket.destroyed; n++) {
    await sleep(pause);
    socket.write('x');
  }
  await closed;
  return answer;
}

test('a body has to be there in time, and a large one has to go on coming', async t => {
  const port = await serve(t);
  const [small, large, stalled] = await Promise.all([
    trickle(port, '/small', PATIENCE / 3),
    trickle(port, '/large', PATIENCE / 3),
    trickle(port, '/large', PATIENCE * 3),
  ]);
  assert.equal(small, '');
  assert.match(large, /^HTTP\/1\.1 200 [\s\S]*\r\n\r\n10$/);
  assert.equal(stalled, '');
});
