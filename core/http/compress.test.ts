import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import { gunzipSync, zstdDecompressSync } from 'node:zlib';
import { createLog } from '../log.ts';
import { Metrics } from '../metrics.ts';
import { createApp } from './app.ts';
import { compressAnswers } from './compress.ts';

const LONG = 'a long answer, é '.repeat(100);

async function setUp() {
  const http = await createApp({
    log: createLog({ level: 'silent' }),
    metrics: new Metrics(),
    origin: 'https://croft.example',
    trustedProxies: [],
  });
  http.register(async scope => {
    compressAnswers(scope as unknown as typeof http);
    scope.get('/text', async (_request, reply) => reply.type('text/html; charset=utf-8').send(LONG));
    scope.get('/longest', async (_request, reply) => reply.type('text/plain').send(LONG.repeat(200)));
    scope.get('/json', async () => ({ long: LONG }));
    scope.get('/stream', async (_request, reply) =>
      reply.type('application/json').send(Readable.from([LONG, LONG])),
    );
    scope.get('/short', async () => ({ short: true }));
    scope.get('/varies', async (_request, reply) =>
      reply.header('vary', 'accept').type('text/plain').send(LONG),
    );
    scope.get('/image', async (_request, reply) => reply.type('image/png').send(Buffer.alloc(2_000)));
    scope.get('/kept', async (_request, reply) => reply.header('etag', '"1"').type('text/plain').send(LONG));
    scope.get('/same', async (_request, reply) => reply.header('etag', '"1"').code(304).send());
  });
  http.get('/elsewhere', async (_request, reply) => reply.type('text/plain').send(LONG));
  return async (url: string, encoding?: string) =>
    await http.inject({ url, headers: encoding === undefined ? {} : { 'accept-encoding': encoding } });
}

test('long answers of text go out compressed to whoever takes that', async () => {
  const get = await setUp();
  const takes = { zstd: 'gzip, deflate, br, zstd', gzip: 'gzip, deflate, br' } as const;
  for (const [url, coding] of ['/text', '/json', '/stream', '/varies', '/longest'].flatMap(url =>
    (['zstd', 'gzip'] as const).map(coding => [url, coding] as const),
  )) {
    const plain = await get(url);
    const small = await get(url, takes[coding]);
    assert.equal(small.headers['content-encoding'], coding, url);
    assert.ok(small.rawPayload.length < plain.rawPayload.length / 5, url);
    const whole = coding === 'zstd' ? zstdDecompressSync(small.rawPayload) : gunzipSync(small.rawPayload);
    assert.deepEqual(whole, plain.rawPayload, url);
    assert.equal(plain.headers['content-encoding'], undefined);
    assert.equal(Number(small.headers['content-length'] ?? small.rawPayload.length), small.rawPayload.length);
    for (const { headers } of [plain, small])
      assert.equal(headers['vary'], url === '/varies' ? 'accept, accept-encoding' : 'accept-encoding');
  }
  for (const refused of ['br', 'gzip;q=0, *;q=0', 'identity'])
    assert.equal((await get('/text', refused)).body, LONG);
});

test('what is short, no text, has a validator or is of other routes stays as it is', async () => {
  const get = await setUp();
  for (const url of ['/short', '/image', '/kept', '/elsewhere'])
    assert.deepEqual((await get(url, 'gzip')).rawPayload, (await get(url)).rawPayload, url);
  const same = await get('/same', 'gzip');
  assert.deepEqual([same.statusCode, same.body, same.headers['etag']], [304, '', '"1"']);
});
