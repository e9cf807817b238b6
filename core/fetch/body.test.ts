import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { test } from 'node:test';
import zlib from 'node:zlib';
import { failsWith, serve, serveRaw, testFetcher } from './_test-server.ts';

const TEXT = 'Here is a text that compresses well, well, well. '.repeat(500);

const ENCODERS: Record<string, (data: string | Buffer) => Buffer> = {
  gzip: zlib.gzipSync,
  'x-gzip': zlib.gzipSync,
  deflate: zlib.deflateSync,
  br: zlib.brotliCompressSync,
  zstd: zlib.zstdCompressSync,
};

function send(response: ServerResponse, encoding: string, body: Buffer): void {
  response.writeHead(200, { 'content-encoding': encoding, 'content-type': 'text/plain' }).end(body);
}

for (const [encoding, encode] of Object.entries(ENCODERS)) {
  test(`${encoding} is decompressed and counted on both sides`, async t => {
    const origin = await serve(t, (_, response) => send(response, encoding.toUpperCase(), encode(TEXT)));
    const result = await testFetcher(t).fetch(origin);
    assert.equal(result.text(), TEXT);
    assert.deepEqual(result.bytes, { wire: encode(TEXT).length, decoded: TEXT.length });
  });

  test(`${encoding} that lacks its end gives what is there, and garbage is an error`, async t => {
    const whole = encode(TEXT);
    const origin = await serve(t, (request, response) =>
      send(
        response,
        encoding,
        request.url === '/cut' ? whole.subarray(0, -1) : Buffer.from('<html>not compressed'),
      ),
    );
    const fetcher = testFetcher(t);
    const cut = await fetcher.fetch(`${origin}/cut`);
    assert.ok(TEXT.startsWith(cut.text()), encoding);
    await assert.rejects(fetcher.fetch(origin), failsWith('bad_encoding'));
  });

  test(`a bomb in ${encoding} is stopped as soon as it is too large`, async t => {
    const bomb = encode(Buffer.alloc(3_000_000));
    const origin = await serve(t, (_, response) => send(response, encoding, bomb));
    await assert.rejects(testFetcher(t).fetch(origin, { maxBytes: 200_000 }), failsWith('too_large'));
  });
}

test('an endless bomb is stopped with little memory used', async t => {
  const block = zlib.gzipSync(Buffer.alloc(10_000_000));
  let sent = 0;
  const origin = await serve(t, (_, response) => {
    response.writeHead(200, { 'content-encoding': 'gzip' });
    const more = () => {
      while (!response.destroyed && response.write(block)) sent += block.length;
    };
    response.on('drain', more);
    more();
  });
  const before = process.memoryUsage().rss;
  await assert.rejects(testFetcher(t).fetch(origin), failsWith('too_large'));
  assert.ok(process.memoryUsage().rss - before < 150_000_000);
  assert.ok(sent < 10_000_000, `${sent} bytes were taken`);
});

test('bare deflate, two encodings and identity are read; three, and unknown ones, are not', async t => {
  const bodies: Record<string, [string, Buffer]> = {
    '/raw': ['deflate', zlib.deflateRawSync(TEXT)],
    '/two': ['br, gzip', zlib.gzipSync(zlib.brotliCompressSync(TEXT))],
    '/identity': ['identity', Buffer.from(TEXT)],
    '/three': ['gzip, gzip, gzip', zlib.gzipSync(zlib.gzipSync(zlib.gzipSync(TEXT)))],
    '/unknown': ['compress', Buffer.from(TEXT)],
    '/tricky': ['constructor', Buffer.from(TEXT)],
  };
  const origin = await serve(t, (request, response) => send(response, ...bodies[request.url!]!));
  const fetcher = testFetcher(t);
  for (const path of ['/raw', '/two', '/identity'])
    assert.equal((await fetcher.fetch(origin + path)).text(), TEXT);
  for (const path of ['/three', '/unknown', '/tricky']) {
    await assert.rejects(fetcher.fetch(origin + path), failsWith('bad_encoding'), path);
  }
});

test('an answer without a body may name an encoding', async t => {
  const origin = await serve(t, (request, response) => {
    const length = request.method === 'HEAD' ? { 'content-length': '99999999' } : {};
    response.writeHead(200, { 'content-encoding': 'gzip', ...length }).end();
  });
  const fetcher = testFetcher(t);
  assert.equal((await fetcher.fetch(origin)).body.length, 0);
  assert.equal((await fetcher.fetch(origin, { method: 'HEAD' })).body.length, 0);
});

test('a body over the limit is refused by its announced length, and by its real one', async t => {
  let written = 0;
  const origin = await serve(t, (request, response) => {
    if (request.url === '/announced') response.writeHead(200, { 'content-length': '1001' });
    else response.write('a'.repeat(1001));
    response.flushHeaders();
    written++;
  });
  const fetcher = testFetcher(t);
  for (const path of ['/announced', '/real']) {
    await assert.rejects(fetcher.fetch(origin + path, { maxBytes: 1000 }), failsWith('too_large'), path);
  }
  assert.equal(written, 2);
});

const RAW: [string, string, string | undefined][] = [
  ['a body cut short of its length', 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc', undefined],
  [
    'a chunked body without its end',
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n',
    undefined,
  ],
  ['a bad chunk length', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n', undefined],
  ['two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd', undefined],
  [
    'a length and chunks',
    'HTTP/1.1 200 OK\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n',
    undefined,
  ],
  ['a negative length', 'HTTP/1.1 200 OK\r\nContent-Length: -3\r\n\r\nabc', undefined],
  ['something that is not HTTP', 'SSH-2.0-OpenSSH_9.2\r\n', undefined],
  ['HTTP/0.9', '<html>hello</html>', undefined],
  ['a bad status line', 'HTTP/1.1 abc OK\r\n\r\n', undefined],
  ['a bad header', 'HTTP/1.1 200 OK\r\nbad header: a\r\n\r\n', undefined],
  ['a control character in a header', 'HTTP/1.1 200 OK\r\na: b\0c\r\n\r\n', undefined],
  [
    'a switch of protocols',
    'HTTP/1.1 101 Switching\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n',
    undefined,
  ],
  ['nothing', '', undefined],
  ['more than its length', 'HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabcdef', 'abc'],
  ['no length, until the connection closes', 'HTTP/1.1 200 OK\r\n\r\nabc', 'abc'],
  ['an old version', 'HTTP/1.0 200 OK\r\n\r\nabc', 'abc'],
  [
    'interim answers first',
    'HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc',
    'abc',
  ],
];

for (const [name, bytes, body] of RAW) {
  test(`an answer with ${name} is ${body === undefined ? 'a protocol error' : 'read'}`, async t => {
    const origin = await serveRaw(t, socket => socket.once('data', () => socket.end(bytes)));
    const fetching = testFetcher(t).fetch(origin);
    if (body === undefined) await assert.rejects(fetching, failsWith('protocol'));
    else assert.equal((await fetching).text(), body);
  });
}

test('headers that are too large end the fetch', async t => {
  const origin = await serveRaw(t, socket =>
    socket.once('data', () =>
      socket.end(`HTTP/1.1 200 OK\r\n${`x: ${'a'.repeat(1000)}\r\n`.repeat(40)}\r\n`),
    ),
  );
  await assert.rejects(testFetcher(t).fetch(origin), failsWith('too_large'));
});
