import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bytes } from './codec.ts';
import { memoryCache } from './testing/caches.ts';

test('memory stays within its bound, and what was not read for longest goes first', async () => {
  const { cache } = memoryCache(100_000);
  await cache.set('kept', Buffer.alloc(1000), 60);
  for (let i = 0; i < 1000; i++) {
    await cache.set(`filler:${i}`, Buffer.alloc(1000), 60);
    await cache.get('kept');
  }
  const left = await Promise.all(Array.from({ length: 1000 }, (_, i) => cache.get(`filler:${i}`)));
  const count = left.filter(value => value !== undefined).length;
  assert.ok(count > 50 && count < 100, `${count} kept`);
  assert.notEqual(await cache.get('kept'), undefined);
});

test('a rendered page comes back as the very same bytes, not as a copy', async () => {
  const { cache } = memoryCache();
  const page = Buffer.from('<h1>Hello</h1>');
  const read = () => cache.wrap('page', { fresh: 60, stale: 0 }, async () => page as Uint8Array, bytes);
  assert.equal(await read(), page);
  assert.equal(await read(), page);
});

test('a value is fresh, then stale, then gone, by the clock', async () => {
  let now = 0;
  const { cache, metric } = memoryCache(undefined, () => now);
  let loads = 0;
  const read = () => cache.wrap('k', { fresh: 10, stale: 20 }, async () => ++loads);
  assert.equal(await read(), 1);
  now = 10_000;
  assert.equal(await read(), 1);
  assert.equal(metric('cache_hits_total'), 1);
  now = 10_001;
  assert.equal(await read(), 1);
  assert.equal(metric('cache_stale_served_total'), 1);
  assert.equal(await read(), 2, 'the stale value was loaded again');
  now = 40_001 + 10_000;
  assert.equal(await read(), 3, 'a value past its time is not served');
});
