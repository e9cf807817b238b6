import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { memcachedCache } from '../testing/caches.ts';
import { until } from '../testing/until.ts';

type Answer = (line: string, socket: Socket) => void;

/** A server that is no memcached: answers each line that comes as `answer` does. */
async function startServer(
  answer: Answer,
): Promise<{ name: string; connections: () => number } & AsyncDisposable> {
  const folder = await mkdtemp(join(tmpdir(), 'croft-faulty-'));
  const path = join(folder, 'socket');
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createServer(socket => {
    connections++;
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('data', data => {
      for (const line of data.toString('latin1').split('\r\n').slice(0, -1)) answer(line, socket);
    });
  });
  await once(server.listen(path), 'listening');
  return {
    name: `unix:${path}`,
    connections: () => connections,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function opaqueOf(line: string): string {
  return / O\d+/.exec(line)?.[0] ?? '';
}

const garbled: Record<string, Answer> = {
  'speaks another protocol': (_, socket) => socket.write('HTTP/1.1 400 Bad Request\r\n\r\n'),
  'is too old for meta commands': (_, socket) => socket.write('ERROR\r\n'),
  'answers another request': (_, socket) => socket.write('VA 1 f1 O77777\r\nx\r\n'),
  'answers twice': (line, socket) => socket.write(`EN${opaqueOf(line)}\r\n`.repeat(2)),
  'announces a giant value': (line, socket) => socket.write(`VA 4000000000 f1${opaqueOf(line)}\r\n`),
  'sends random bytes': (_, socket) => socket.write(Buffer.from([0, 255, 10, 13, 10, 0, 128])),
  'hangs up': (_, socket) => socket.destroy(),
};

for (const [what, answer] of Object.entries(garbled)) {
  test(`a server that ${what} gives misses, and is left alone for a while`, async () => {
    await using server = await startServer(answer);
    await using at = memcachedCache([server.name]);
    const values = await Promise.all(
      Array.from({ length: 20 }, (_, i) => at.cache.wrap(`k${i}`, { fresh: 9, stale: 9 }, async () => i)),
    );
    assert.deepEqual(values[19], 19);
    assert.equal(await at.cache.get('k1'), undefined);
    await at.cache.set('k1', Buffer.from('x'), 9);
    await at.cache.delete('k1');
    await until('it counts as down', () => at.metric('cache_node_up') === 0 && at.lines.length > 0);
    assert.match(at.lines[0]!, /cache server down/);
    for (let i = 0; i < 500; i++) assert.equal(await at.cache.get(`k${i}`), undefined);
    assert.ok(server.connections() < 10);
  });
}

test('an answer that comes too late is no answer to a later request', async () => {
  const late: (() => void)[] = [];
  await using server = await startServer((line, socket) => {
    if (line === 'mn') socket.write('MN\r\n');
    else if (line.startsWith('mg slow '))
      late.push(() => socket.write(`VA 4 f1${opaqueOf(line)}\r\nslow\r\n`));
    else socket.write(`VA 4 f1${opaqueOf(line)}\r\nfast\r\n`);
  });
  await using at = memcachedCache([server.name], { timeoutMs: 100 });
  assert.equal(String(await at.cache.get('other')), 'fast');
  assert.equal(await at.cache.get('slow'), undefined);
  for (const answer of late) answer();
  await until('it is up again', async () => (await at.cache.get('other')) !== undefined);
  for (let i = 0; i < 50; i++) assert.equal(String((await at.cache.get('other')) ?? 'fast'), 'fast');
});

test('a server that was frozen first runs what waits in its old connection, and then deletes', async () => {
  const events: string[] = [];
  let thaw: () => void = () => assert.fail('asked twice before the set');
  await using server = await startServer((line, socket) => {
    events.push(line.slice(0, 4));
    if (line === 'mn') {
      socket.write('MN\r\n');
      if (!events.includes('ms k')) return;
      setTimeout(() => {
        events.push('thawed');
        thaw();
      }, 200);
    } else if (line.startsWith('ms k')) thaw = () => socket.write(`HD${opaqueOf(line)}\r\n`);
    else if (line.startsWith('md k')) socket.write(`HD${opaqueOf(line)}\r\n`);
  });
  await using at = memcachedCache([server.name], { timeoutMs: 250 });
  await until('it is up', () => at.metric('cache_node_up') === 1);
  await at.cache.set('k', Buffer.from('x'), 60);
  await until('it is up again', () => at.metric('cache_node_up') === 1);
  assert.deepEqual(events, ['mn', 'ms k', 'x', 'mn', 'thawed', 'md k']);
});

test('when too many requests wait the rest are misses, and the server stays up', async () => {
  const held: (() => void)[] = [];
  await using server = await startServer((line, socket) => {
    if (line === 'mn') socket.write('MN\r\n');
    else held.push(() => socket.write(`EN${opaqueOf(line)}\r\n`));
  });
  await using at = memcachedCache([server.name]);
  const reads = Array.from({ length: 6000 }, (_, i) => at.cache.get(`k${i}`));
  await until('the server has the first', () => held.length > 4000);
  assert.equal(at.metric('cache_errors_total'), 6000 - held.length);
  for (const answer of held) answer();
  await Promise.all(reads);
  assert.equal(at.metric('cache_node_up'), 1);
});

test('a server address that is none stops the start', () => {
  assert.throws(() => memcachedCache(['http://cache']), { code: 'invalid' });
});
