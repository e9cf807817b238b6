import assert from 'node:assert/strict';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { createApp } from '../../../core/http/app.ts';
import { Metrics } from '../../../core/metrics.ts';
import { imageRoute } from '../routes/images.ts';
import { temporaryDirectory, testReader } from '../testing/context.ts';
import { type FeedServer, feedServer } from '../testing/feed-server.ts';
import { createImageStore } from './image-store.ts';
import { imageType } from './image-type.ts';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const SVG =
  '<?xml version="1.0"?><!-- x --><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';

async function setUp(t: TestContext, pages: FeedServer['pages']) {
  const [ctx, server] = await Promise.all([testReader(t), feedServer(t, pages)]);
  const { log, origin } = ctx;
  const app = await createApp({ log, metrics: new Metrics(), origin, trustedProxies: [] });
  imageRoute(app, ctx);
  t.after(() => app.close());
  const ask = (url: string, headers: Record<string, string> = {}) => app.inject({ url, headers });
  const show = (path: string, headers?: Record<string, string>) =>
    ask(ctx.images.signer.path(server.origin + path), headers);
  return { ctx, server, ask, show };
}

test('an image is fetched once, and then comes from the disk with the same headers', async t => {
  const { server, show } = await setUp(t, {
    '/a.png?x=1': { body: PNG, headers: { 'content-type': 'text/html' } },
  });
  for (const which of ['fetched', 'kept']) {
    const answer = await show('/a.png?x=1');
    assert.equal(answer.statusCode, 200, which);
    assert.equal(answer.headers['content-type'], 'image/png');
    assert.equal(answer.headers['cache-control'], 'public, max-age=2592000, immutable');
    assert.match(String(answer.headers['content-security-policy']), /^default-src 'none'.*sandbox$/);
    assert.equal(answer.headers['x-content-type-options'], 'nosniff');
    assert.deepEqual(answer.rawPayload, PNG);
    const again = await show('/a.png?x=1', { 'if-none-match': String(answer.headers['etag']) });
    assert.deepEqual([again.statusCode, again.rawPayload.length], [304, 0]);
  }
  assert.equal(server.asked.length, 1);
});

test('ten who ask at once for the same image cause one fetch', async t => {
  const { server, show } = await setUp(t, { '/a': { body: PNG } });
  const answers = await Promise.all(Array.from({ length: 10 }, () => show('/a')));
  assert.deepEqual(new Set(answers.map(answer => answer.statusCode)), new Set([200]));
  assert.equal(server.asked.length, 1);
});

test('an address that was not signed here is not fetched', async t => {
  const { ctx, server, ask } = await setUp(t, { '/a': { body: PNG } });
  const [, , , signature, encoded] = ctx.images.signer.path(`${server.origin}/a`).split('/');
  const other = Buffer.from(`${server.origin}/b`).toString('base64url');
  for (const path of [
    `${signature}/${other}`,
    `AAAA/${encoded}`,
    `/${encoded}`,
    `${signature}/`,
    `${signature}/%ff`,
  ])
    assert.ok([400, 404].includes((await ask(`/reader/image/${path}`)).statusCode), path);
  assert.deepEqual(server.asked, []);
});

test('private addresses are refused, also behind a redirect', async t => {
  const { ctx, ask, show } = await setUp(t, {
    '/in': { status: 302, headers: { location: 'http://169.254.169.254/latest' } },
    '/round': { status: 302, headers: { location: '/round' } },
  });
  assert.equal((await ask(ctx.images.signer.path('http://10.0.0.1/a.png'))).statusCode, 403);
  assert.equal((await show('/in')).statusCode, 403);
  assert.equal((await show('/round')).statusCode, 503);
});

test('what is no image, too large or missing is not passed on, and not asked for again at once', async t => {
  const { server, show } = await setUp(t, {
    '/page': { body: '<!doctype html><script>alert(1)</script>', headers: { 'content-type': 'image/png' } },
    '/large': { body: Buffer.concat([PNG, Buffer.alloc(10_000_000)]) },
    '/bomb': {
      body: gzipSync(Buffer.concat([PNG, Buffer.alloc(50_000_000)])),
      headers: { 'content-encoding': 'gzip' },
    },
  });
  for (const [path, status] of [
    ['/page', 404],
    ['/large', 413],
    ['/bomb', 413],
    ['/missing', 404],
  ] as const) {
    for (const answer of [await show(path), await show(path)]) {
      assert.equal(answer.statusCode, status, path);
      assert.match(String(answer.headers['content-type']), /^application\/problem\+json/);
    }
  }
  assert.equal(server.asked.length, 4);
});

test('an SVG runs nothing: it is a download in a sandbox', async t => {
  const { show } = await setUp(t, { '/a.svg': { body: SVG } });
  for (const answer of [await show('/a.svg'), await show('/a.svg')]) {
    assert.equal(answer.headers['content-type'], 'image/svg+xml');
    assert.equal(answer.headers['content-disposition'], 'attachment');
    assert.match(String(answer.headers['content-security-policy']), /default-src 'none'.*sandbox/);
  }
});

test('types are told by the bytes, and a page that mentions an SVG is none', () => {
  assert.equal(imageType(Buffer.from(SVG)), 'image/svg+xml');
  assert.equal(imageType(Buffer.from('\ufeff <!DOCTYPE svg PUBLIC "x">\n<svg>')), 'image/svg+xml');
  assert.equal(imageType(Buffer.from('RIFF....WEBPVP8 ')), 'image/webp');
  assert.equal(imageType(Buffer.from('....ftypavif')), 'image/avif');
  assert.equal(imageType(Buffer.from('\0\0\x01\0\x02\0')), 'image/x-icon');
  for (const none of ['<html><svg>', '<!-- <svg>', '<!--'.repeat(300), 'GIF', '', '<?xml ?><rss>'])
    assert.equal(imageType(Buffer.from(none)), undefined, none);
});

test('the disk holds no more than it may: what was not looked at longest goes first', async t => {
  const directory = await temporaryDirectory(t);
  const store = createImageStore(directory, 10_000);
  for (let n = 0; n < 30; n++) await store.keep(`https://a.example/${n}`, Buffer.alloc(1_000, n));
  const kept = (await readdir(directory, { recursive: true })).filter(name => /[0-9a-f]{40}$/.test(name));
  assert.ok(kept.length >= 8 && kept.length <= 10, String(kept.length));
  assert.equal(await store.find('https://a.example/0'), undefined);
  const last = await store.find('https://a.example/29');
  assert.deepEqual(await last?.readFile(), Buffer.alloc(1_000, 29));
  await last?.close();

  await writeFile(join(directory, kept[0]!.slice(0, 2), 'left.part'), 'of a process that was killed');
  await createImageStore(directory, 10_000).keep('https://a.example/30', Buffer.alloc(1_000));
  assert.ok(
    (await readdir(directory, { recursive: true })).some(name => name.endsWith('.part')),
    'it may go on',
  );
});
