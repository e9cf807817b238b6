import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import fc from 'fast-check';
import { Metrics } from '../metrics.ts';
import { jsonCodec } from './codec.ts';
import { chunkHeader } from './frames.ts';
import { connectNotes, inFlight, type Serving, serveNotes, tempFolder, until } from './testing/setup.ts';
import { newTrace } from './trace.ts';
import * as wire from './wire.ts';

/** Milliseconds and bytes small enough that a test sees every limit reached. */
const TIGHT = { idle: 60, answer: 60, highWater: 64 * 1024, backlog: 2 * 1024 * 1024, message: 1024 * 1024 };

const HELLO = frame([wire.HELLO, wire.PROTOCOL_VERSION, 'notes']);

function frame(...messages: wire.Message[]): Buffer {
  return jsonCodec.frame(messages.map(message => jsonCodec.encode(message)).join(','));
}

async function open(t: TestContext, { server }: Serving): Promise<Socket> {
  const socket = connect({ path: (server.address as { path: string }).path });
  socket.on('error', () => {});
  t.after(() => socket.destroy());
  await once(socket, 'connect');
  return socket;
}

/** The server still answers, and has nothing open but what the caller of this knows of. */
async function isWell(t: TestContext, serving: Serving): Promise<void> {
  const client = connectNotes(t, serving.server);
  assert.equal(await client.add({ a: 1 }), 2);
  client.close();
  await until(() => inFlight(serving.metrics, 'server') === 0, 'no call stays open');
}

test('random bytes, before and after a hello, close that connection only', async t => {
  const serving = await serveNotes(t, { limits: TIGHT });
  const bytes = fc.array(fc.uint8Array({ minLength: 1, maxLength: 2_000 }), { minLength: 1, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(bytes, fc.boolean(), async (pieces, polite) => {
      const socket = await open(t, serving);
      if (polite) socket.write(HELLO);
      for (const piece of pieces) socket.write(piece);
      socket.end();
      socket.resume();
      // Not by `once`, which throws when the server has not read all of it as it closes.
      await new Promise(resolve => socket.once('close', resolve));
    }),
    { numRuns: 100 },
  );
  await isWell(t, serving);
});

test('messages of the right shape with wrong contents never take the server down', async t => {
  const serving = await serveNotes(t, { limits: TIGHT });
  const name = fc.constantFrom(
    'add',
    'get',
    'throws',
    'count',
    'forever',
    'changed',
    '__proto__',
    'constructor',
  );
  const odd = fc.oneof(fc.jsonValue(), name, fc.integer({ min: -1, max: 5 }));
  const message = fc.tuple(fc.integer({ min: -1, max: 20 }), odd, odd, odd, odd, odd);
  await fc.assert(
    fc.asyncProperty(fc.array(message, { minLength: 1, maxLength: 8 }), async messages => {
      const socket = await open(t, serving);
      socket.resume();
      socket.write(HELLO);
      for (const one of messages) socket.write(frame(one));
      socket.end();
      await once(socket, 'close');
    }),
    { numRuns: 150 },
  );
  await isWell(t, serving);
});

test('valid calls torn at random places all run', async t => {
  const serving = await serveNotes(t);
  const calls = Array.from({ length: 40 }, (_, at) =>
    frame([wire.CALL, 'add', at + 1, 5_000, newTrace(), { a: at }]),
  );
  const bytes = Buffer.concat([HELLO, ...calls]);
  const tears = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(tears, async sizes => {
      const socket = await open(t, serving);
      let answers = '';
      socket.on('data', data => (answers += data));
      for (let at = 0, turn = 0; at < bytes.length; turn++) {
        const size = sizes[turn % sizes.length]!;
        socket.write(bytes.subarray(at, at + size));
        at += size;
        if (turn % 3 === 0) await new Promise(setImmediate);
      }
      await until(() => answers.split(`[${wire.RESULT},`).length === 41, 'all calls were answered');
      socket.destroy();
    }),
    { numRuns: 25 },
  );
});

test('giant lengths and messages that never end are refused without memory being taken for them', async t => {
  const serving = await serveNotes(t, { limits: TIGHT });
  const before = process.memoryUsage().rss;
  for (let turn = 0; turn < 50; turn++) {
    const giant = await open(t, serving);
    giant.write(Buffer.concat([HELLO, Buffer.from([0, 0xff, 0xff, 0xff])]));
    const endless = await open(t, serving);
    endless.write(HELLO);
    for (let channel = 1; channel <= 40; channel++)
      endless.write(Buffer.concat([chunkHeader(channel, 0, 0xffff_ffff, 10), Buffer.alloc(10)]));
    await Promise.all([giant, endless].map(socket => once(socket.resume(), 'close')));
  }
  const grown = (process.memoryUsage().rss - before) / 1e6;
  assert.ok(grown < 150, `${grown} MB more`);
  await isWell(t, serving);
});

test('a peer that says nothing is let go, with the calls it had open', async t => {
  const serving = await serveNotes(t, { limits: TIGHT });
  const mute = await open(t, serving);
  const halfOpen = await open(t, serving);
  halfOpen.write(Buffer.concat([HELLO, frame([wire.CALL, 'hang', 1, 60_000, newTrace(), { name: 'a' }])]));
  await until(() => serving.seen.calls.includes('a'), 'the call arrived');
  await Promise.all([mute, halfOpen].map(socket => once(socket.resume(), 'close')));
  assert.deepEqual(serving.seen.cancelled, ['a']);
  await isWell(t, serving);
});

test('a peer that answers pings may be idle for long', async t => {
  // Time to answer on a busy machine, and three times that of silence.
  const limits = { ...TIGHT, answer: 1_000 };
  const { server } = await serveNotes(t, { limits });
  const client = connectNotes(t, server, { limits });
  let lost = false;
  client.on(
    'changed',
    () => {},
    up => (lost ||= !up),
  );
  await client.nothing();
  await new Promise(resolve => setTimeout(resolve, 3 * (limits.idle + limits.answer)));
  await client.nothing();
  assert.equal(lost, false);
});

test('a server that goes silent is noticed, and its open calls fail', async t => {
  const path = join(tempFolder(t), 's.sock');
  const hello = frame([wire.HELLO, wire.PROTOCOL_VERSION]);
  const dead = createServer(socket => socket.on('error', () => {}).once('data', () => socket.write(hello)));
  await once(dead.listen(path), 'listening');
  t.after(() => dead.close());
  const metrics = new Metrics();
  const client = connectNotes(t, { address: { kind: 'unix', path } }, { limits: TIGHT, metrics });
  await assert.rejects(client.add({ a: 1 }), { code: 'unavailable', reason: 'connection_lost' });
  client.close();
  assert.equal(inFlight(metrics, 'client'), 0);
});

test('a peer that asks and never reads is read no further, then let go; memory stays bounded', async t => {
  const serving = await serveNotes(t, { limits: TIGHT });
  const socket = await open(t, serving);
  socket.pause();
  socket.write(HELLO);
  const ask = { name: 'x'.repeat(1_000), text: 'y'.repeat(30_000) };
  const before = process.memoryUsage().rss;
  for (let id = 1; id < 4_000 && !socket.destroyed; id++) {
    socket.write(frame([wire.CALL, 'echo', id, 60_000, newTrace(), ask]));
    if (id % 50 === 0) await new Promise(setImmediate);
  }
  await isWell(t, serving);
  await until(() => serving.server.connections === 0, 'the connection was closed');
  assert.ok((process.memoryUsage().rss - before) / 1e6 < 400);
});

test('too many calls open at once are refused as not run', async t => {
  const { server, seen } = await serveNotes(t, { limits: { inFlight: 10 } });
  const client = connectNotes(t, server);
  const calls = Array.from({ length: 15 }, (_, at) => client.hang({ name: `${at}` }, { timeout: 1_000 }));
  const results = await Promise.allSettled(calls);
  const codes = results.map(result => (result.status === 'rejected' ? result.reason.code : 'ok'));
  assert.equal(codes.filter(code => code === 'rate_limited').length, 5);
  assert.equal(seen.calls.length, 10);
});

test('events for a peer that reads slowly are left out, and it is told so', async t => {
  const serving = await serveNotes(t, { limits: { highWater: 32 * 1024 } });
  const socket = await open(t, serving);
  socket.pause();
  socket.write(Buffer.concat([HELLO, frame([wire.LISTEN, 'changed'])]));
  await new Promise(resolve => setTimeout(resolve, 20));
  for (let event = 0; event < 4_000; event++) {
    serving.emitter.emit('changed', { slug: 'x'.repeat(1_000) });
    if (event % 100 === 0) await new Promise(setImmediate);
  }
  let read = '';
  socket.on('data', data => (read += data)).resume();
  await until(() => read.includes(`[${wire.GAP}]`), 'the gap was told');
  assert.ok(read.split('"changed"').length < 3_000);
});

test('small calls do not wait for a large body on the same connection', async t => {
  const { server } = await serveNotes(t);
  const client = connectNotes(t, server);
  let largeDone = false;
  const large = client
    .echo({ name: 'large', bytes: new Uint8Array(20_000_000) })
    .finally(() => (largeDone = true));
  let small = 0;
  for (; !largeDone; small++) await client.add({ a: small });
  assert.equal((await large).bytes!.length, 20_000_000);
  assert.ok(small > 20, `only ${small} small calls were answered meanwhile`);
});

test('both sides count their calls by outcome', async t => {
  const metrics = new Metrics();
  const serving = await serveNotes(t);
  const client = connectNotes(t, serving.server, { metrics });
  await client.add({ a: 1 });
  await client.add({ a: 1 });
  await assert.rejects(client.throws('app'));
  for (const [side, text] of [
    ['client', metrics.render()],
    ['server', serving.metrics.render()],
  ] as const) {
    assert.match(text, new RegExp(`rpc_${side}_calls_total{service="notes",method="add",code="ok"} 2\n`));
    assert.match(
      text,
      new RegExp(`rpc_${side}_calls_total{service="notes",method="throws",code="conflict"} 1\n`),
    );
    assert.match(text, new RegExp(`rpc_${side}_call_seconds_count{service="notes",method="add"} 2\n`));
  }
});
