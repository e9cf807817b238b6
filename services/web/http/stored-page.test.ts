import assert from 'node:assert/strict';
import { test } from 'node:test';
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';
import { packPage, unpackPage } from './packed-page.ts';
import { StoredPage } from './stored-page.ts';

const long = `<p>${'Bread and jam. '.repeat(200)}é</p>`;

test('a page is kept in a fraction of its length, and is whole in every coding', async () => {
  const packed = await packPage({ body: long, lastModified: '2026-01-02T03:04:05Z', link: '</x>; rel="y"' });
  assert.ok(packed.length < long.length / 4);
  const page = new StoredPage(unpackPage(packed), 'no-cache');
  const { bytes, headers } = await page.variant('zstd');
  assert.equal(String(zstdDecompressSync(bytes)), long);
  assert.deepEqual(headers, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-cache',
    vary: 'accept-encoding',
    link: '</x>; rel="y"',
    'last-modified': 'Fri, 02 Jan 2026 03:04:05 GMT',
    etag: page.etags.find(etag => etag.endsWith('-zstd"')),
    'content-encoding': 'zstd',
  });
  assert.equal(String(brotliDecompressSync((await page.variant('br')).bytes)), long);
  assert.equal(String(gunzipSync((await page.variant('gzip')).bytes)), long);
  const plain = await page.variant('identity');
  assert.equal(String(plain.bytes), long);
  assert.equal('content-encoding' in plain.headers, false);
  assert.equal(new Set([plain.etag, ...page.etags]).size, 4);
});

test('what is short is never compressed, and what was made of bytes has them at once', async () => {
  const page = new StoredPage(unpackPage(await packPage({ body: 'short', type: 'text/plain' })), 'no-cache');
  assert.equal(page.variant('br'), page.identity);
  assert.equal(String(page.identity.bytes), 'short');
  const body = Buffer.from(long);
  const file = StoredPage.of(body, 'text/css', 'immutable');
  assert.equal(file.identity.bytes, body);
  assert.equal(String(zstdDecompressSync((await file.variant('zstd')).bytes)), long);
});

test('the same body has the same name, whichever process made it', async () => {
  const [one, other] = await Promise.all([packPage({ body: long }), packPage({ body: long })]);
  const etags = [one, other].map(bytes => new StoredPage(unpackPage(bytes), 'no-cache').etags);
  assert.deepEqual(etags[0], etags[1]);
  assert.notDeepEqual(etags[0], StoredPage.of(Buffer.from('other'), 'text/html', 'no-cache').etags);
});

test('pages that are packed at once, short, long and very long, do not get into one another', async () => {
  const bodies = [10, 2_000, 60_000, 300_000, 50_000, 400_000, 5].map((length, index) =>
    `${index} é `.repeat(length / 4 + 1),
  );
  const packed = await Promise.all(bodies.map(body => packPage({ body, insets: [] })));
  for (const [index, bytes] of packed.entries())
    assert.equal(String(new StoredPage(unpackPage(bytes), 'no-cache').identity.bytes), bodies[index]);
});
