import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { failsWith, listen, serve, serveRaw, testFetcher } from './_test-server.ts';

test('a server that never answers is left after the time for the first byte', async t => {
  const closed: Promise<unknown>[] = [];
  const origin = await serveRaw(t, socket =>
    closed.push(new Promise(resolve => socket.resume().on('close', resolve))),
  );
  await assert.rejects(
    testFetcher(t).fetch(origin, { timeouts: { firstByte: 50 } }),
    failsWith('timeout_first_byte'),
  );
  await Promise.all(closed);
});

test('headers that come byte by byte, and interim answers without end, do not prolong that time', async t => {
  for (const drip of ['x: y\r\n', 'HTTP/1.1 103 Early Hints\r\n\r\n']) {
    const origin = await serveRaw(t, async socket => {
      if (drip.startsWith('x')) socket.write('HTTP/1.1 200 OK\r\n');
      while (!socket.destroyed) {
        socket.write(drip);
        await sleep(10);
      }
    });
    await assert.rejects(
      testFetcher(t).fetch(origin, { timeouts: { firstByte: 80 } }),
      failsWith('timeout_first_byte'),
    );
  }
});

test('a body that comes byte by byte ends with the total time', async t => {
  let dripped = 0;
  const origin = await serve(t, async (_, response) => {
    while (!response.destroyed) {
      response.write('a');
      dripped++;
      await sleep(5);
    }
  });
  await assert.rejects(
    testFetcher(t).fetch(origin, { timeouts: { total: 500 } }),
    failsWith('timeout_total'),
  );
  assert.ok(dripped > 1);
});

test('the total time covers redirects together', async t => {
  const origin = await serve(t, async (_, response) => {
    await sleep(40);
    response.writeHead(302, { location: '/again' }).end();
  });
  const fetching = testFetcher(t).fetch(origin, { timeouts: { total: 100 }, redirects: 100 });
  await assert.rejects(fetching, failsWith('timeout_total'));
});

test('a name that is never found out, and a handshake that never ends, are left after the time to connect', async t => {
  const timeouts = { connect: 50 };
  const deaf = testFetcher(t, { lookup: () => new Promise(() => {}) });
  await assert.rejects(deaf.fetch('http://slow.example/', { timeouts }), failsWith('timeout_connect'));
  const origin = await serveRaw(t, socket => socket.resume());
  const fetching = testFetcher(t).fetch(origin.replace('http:', 'https:'), { timeouts });
  await assert.rejects(fetching, failsWith('timeout_connect'));
});

test('a port where nobody listens, and one that hangs up, are told as a failed connection', async t => {
  const server = createServer();
  const port = await listen(t, server);
  server.close();
  await once(server, 'close');
  await assert.rejects(testFetcher(t).fetch(`http://127.0.0.1:${port}/`), failsWith('connect'));
});

test('an abort ends a fetch that waits for an answer, one in its body and one in the queue, and frees the socket', async t => {
  const closed: Promise<unknown>[] = [];
  const arrived = Promise.withResolvers<void>();
  const origin = await serve(t, (request, response) => {
    closed.push(new Promise(resolve => request.socket.on('close', resolve)));
    if (request.url === '/body') response.write('a');
    if (closed.length === 2) arrived.resolve();
  });
  const fetcher = testFetcher(t, { limits: { perHost: 2 } });
  const caller = new AbortController();
  const fetches = ['/answer', '/body', '/queued'].map(path =>
    fetcher.fetch(origin + path, { signal: caller.signal }),
  );
  const outcomes = Promise.all(fetches.map(fetching => assert.rejects(fetching, failsWith('aborted'))));
  await arrived.promise;
  caller.abort();
  await outcomes;
  await Promise.all(closed);
  assert.equal(closed.length, 2);
  await assert.rejects(fetcher.fetch(origin, { signal: AbortSignal.abort() }), failsWith('aborted'));
});

test('closing the fetcher ends what is under way and refuses what comes', async t => {
  const arrived = Promise.withResolvers<void>();
  const origin = await serve(t, () => arrived.resolve());
  const fetcher = testFetcher(t);
  const outcome = assert.rejects(fetcher.fetch(origin), failsWith('aborted'));
  await arrived.promise;
  await fetcher.close();
  await outcome;
  await assert.rejects(fetcher.fetch(origin), failsWith('aborted'));
});
