import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { failsWith, serve, serveRaw, testFetcher } from './_test-server.ts';
import type { FetchError } from './fetch-error.ts';

test('says who asks, what is taken, and what is here already', async t => {
  const origin = await serve(t, (request, response) => {
    if (request.headers['if-none-match'] === '"v1"') return response.writeHead(304, { etag: '"v1"' }).end();
    response.setHeader('cache-control', 'public, max-age=600').end(JSON.stringify(request.headers));
  });
  const fetcher = testFetcher(t, { userAgent: () => 'Croft/1' });
  const first = await fetcher.fetch(origin, { accept: 'application/atom+xml' });
  const sent = JSON.parse(first.text());
  assert.deepEqual(
    [sent['user-agent'], sent.accept, sent['accept-encoding']],
    ['Croft/1', 'application/atom+xml', 'gzip, deflate, br, zstd'],
  );
  assert.equal(first.cache.maxAge, 600);
  const second = await fetcher.fetch(origin, {
    conditional: { etag: '"v1"' },
    userAgent: 'Croft/1; 7 subscribers',
  });
  assert.deepEqual([second.notModified, second.status, second.headers['etag']], [true, 304, '"v1"']);
  const third = await fetcher.fetch(origin, {
    conditional: { etag: 'bad\r\nx: y', lastModified: 'Tue, 24 Nov 2026 10:00:00 GMT' },
  });
  assert.equal(JSON.parse(third.text())['if-modified-since'], 'Tue, 24 Nov 2026 10:00:00 GMT');
  assert.equal(JSON.parse(third.text())['if-none-match'], undefined);
});

test('410 is gone', async t => {
  const origin = await serve(t, (_, response) => response.writeHead(410).end());
  assert.equal((await testFetcher(t).fetch(origin)).gone, true);
});

test('after Retry-After a host is left alone, unless a person insists', async t => {
  let asked = 0;
  const origin = await serve(t, (_, response) => {
    asked++;
    response.writeHead(503, { 'retry-after': '120' }).end();
  });
  const fetcher = testFetcher(t);
  const first = await fetcher.fetch(origin);
  assert.deepEqual([first.status, first.retryAfter], [503, 120]);
  await assert.rejects(fetcher.fetch(origin), (error: FetchError) => {
    assert.deepEqual([error.reason, error.code, error.retryAfter], ['rate_limited', 'rate_limited', 120]);
    return true;
  });
  assert.equal((await fetcher.fetch(origin, { ignoreRetryAfter: true })).status, 503);
  assert.equal(asked, 2);
});

test('Retry-After on another status holds nothing up', async t => {
  const origin = await serve(t, (_, response) => response.writeHead(200, { 'retry-after': '120' }).end());
  const fetcher = testFetcher(t);
  assert.equal((await fetcher.fetch(origin)).retryAfter, undefined);
  assert.equal((await fetcher.fetch(origin)).status, 200);
});

test('one host gets two requests at a time and the rest wait their turn', async t => {
  let active = 0;
  let most = 0;
  const origin = await serve(t, async (_, response) => {
    most = Math.max(most, ++active);
    await sleep(10);
    active--;
    response.end();
  });
  const fetcher = testFetcher(t);
  await Promise.all(Array.from({ length: 8 }, () => fetcher.fetch(origin)));
  assert.equal(most, 2);
});

test('a full queue refuses at once', async t => {
  const origin = await serve(t, async (_, response) => {
    await sleep(20);
    response.end();
  });
  const fetcher = testFetcher(t, { limits: { perHost: 1, waiting: 1 } });
  const taken = [fetcher.fetch(origin), fetcher.fetch(origin)];
  await assert.rejects(fetcher.fetch(origin), failsWith('busy'));
  await Promise.all(taken);
});

test('a kept connection that the server has closed meanwhile is replaced unnoticed', async t => {
  let connections = 0;
  const origin = await serveRaw(t, socket => {
    connections++;
    let requests = 0;
    socket.on('data', () => {
      if (requests++ === 0) socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
      else socket.end();
    });
  });
  const fetcher = testFetcher(t, { limits: { perHost: 1 } });
  for (let round = 0; round < 3; round++) assert.equal((await fetcher.fetch(origin)).text(), 'ok');
  assert.equal(connections, 3);
});

test('headers that belong to the connection are not for callers', async t => {
  await assert.rejects(
    testFetcher(t).fetch('http://127.0.0.1:1234/', { headers: { Host: 'a' } }),
    /header host is set/,
  );
});
