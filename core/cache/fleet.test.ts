import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { memcachedCache } from './testing/caches.ts';
import { Fleet } from './testing/fleet.ts';
import { noMemcached, TestMemcached } from './testing/memcached.ts';
import { until } from './testing/until.ts';

const LONG = { fresh: 60, stale: 60 };
const skip = noMemcached ?? false;

test('of 100 readers in 4 processes one loads a missing value, and one loads a stale one again', {
  skip,
}, async () => {
  await using memcached = await TestMemcached.start();
  await using fleet = await Fleet.start(4, memcached.server);
  const job = { key: 'page', times: { fresh: 1, stale: 60 }, readers: 25, loadMs: 200 };
  await using at = memcachedCache([memcached.server]);
  const missing = await fleet.read(job);
  assert.equal(missing.loads, 1);
  assert.equal(missing.values.length, 100);
  const served = new Set(missing.values);
  assert.equal(served.size, 1);
  for (let refresh = 1; refresh <= 2; refresh++) {
    const stored = String(await at.cache.get('page'));
    // Two seconds of memcached's clock, which counts whole ones.
    await delay(2100);
    const stale = await fleet.read(job);
    assert.equal(stale.loads, 1);
    await until('the new value is stored', async () => String(await at.cache.get('page')) !== stored);
  }
  const { values } = await fleet.read({ ...job, times: LONG });
  assert.ok(!served.has(values[0]!), 'the last value is a new one');
});

test('a reader waits for the load of another process and takes its value', { skip }, async () => {
  await using memcached = await TestMemcached.start();
  await using one = memcachedCache([memcached.server]);
  await using other = memcachedCache([memcached.server]);
  // A connection that is still being made is a cache that is away, and everybody loads for themselves.
  for (const { cache } of [one, other])
    await until('it is connected', async () => {
      await cache.wrap('connected', LONG, async () => true);
      return (await cache.get('connected')) !== undefined;
    });
  const started = Promise.withResolvers<void>();
  const load = Promise.withResolvers<string>();
  const first = one.cache.wrap('k', LONG, () => {
    started.resolve();
    return load.promise;
  });
  await started.promise;
  const second = other.cache.wrap('k', LONG, () => assert.fail('loaded twice'));
  load.resolve('loaded once');
  assert.deepEqual(await Promise.all([first, second]), ['loaded once', 'loaded once']);
});

test('when the load of another process fails, a waiting reader loads', { skip }, async () => {
  await using memcached = await TestMemcached.start();
  await using one = memcachedCache([memcached.server]);
  await using other = memcachedCache([memcached.server]);
  const started = Promise.withResolvers<void>();
  const load = Promise.withResolvers<string>();
  const first = one.cache.wrap('k', LONG, () => {
    started.resolve();
    return load.promise;
  });
  await started.promise;
  const second = other.cache.wrap('k', LONG, async () => 'loaded by the other');
  load.reject(new Error('no database'));
  await assert.rejects(first, /no database/);
  assert.equal(await second, 'loaded by the other');
});

test('when the process chosen to load is dead, a reader loads after a while and its value is kept', {
  skip,
}, async () => {
  await using memcached = await TestMemcached.start();
  await using dead = memcachedCache([memcached.server]);
  await using at = memcachedCache([memcached.server], { waitMs: 100 });
  assert.ok((await dead.backend.lease('k', 0)).token);
  assert.equal(await at.cache.wrap('k', LONG, async () => 'loaded'), 'loaded');
  assert.equal(await dead.cache.wrap('k', LONG, async () => 'loaded again'), 'loaded');
});

test('when the process chosen to load a stale value is dead, one reader is chosen anew', {
  skip,
}, async () => {
  await using memcached = await TestMemcached.start();
  await using dead = memcachedCache([memcached.server]);
  await using at = memcachedCache([memcached.server], { leaseSeconds: 1 });
  await dead.backend.set('k', Buffer.from('"old"'), 50);
  assert.ok((await dead.backend.lease('k', 60)).token);
  let loads = 0;
  const read = () =>
    at.cache.wrap('k', { fresh: 1000, stale: 60 }, async () => {
      loads++;
      return 'new';
    });
  await until('the new value is served', async () => (await read()) === 'new');
  assert.equal(loads, 1);
});

test('a key deleted by one process is not stored by another that was loading it', { skip }, async () => {
  await using memcached = await TestMemcached.start();
  await using one = memcachedCache([memcached.server]);
  await using other = memcachedCache([memcached.server]);
  const started = Promise.withResolvers<void>();
  const load = Promise.withResolvers<string>();
  const first = one.cache.wrap('k', LONG, () => {
    started.resolve();
    return load.promise;
  });
  await started.promise;
  await other.cache.delete('k');
  load.resolve('before the delete');
  await first;
  assert.equal(await one.cache.wrap('k', LONG, async () => 'after'), 'after');
});

test('a cache that closes waits for its running load, so that others get the value', { skip }, async () => {
  await using memcached = await TestMemcached.start();
  await using other = memcachedCache([memcached.server]);
  const leaving = memcachedCache([memcached.server]);
  const started = Promise.withResolvers<void>();
  const load = Promise.withResolvers<string>();
  const read = leaving.cache.wrap('k', LONG, () => {
    started.resolve();
    return load.promise;
  });
  await started.promise;
  const closed = leaving.cache.close();
  load.resolve('kept');
  await Promise.all([read, closed]);
  assert.equal(await other.cache.wrap('k', LONG, async () => 'loaded again'), 'kept');
  assert.equal(await leaving.cache.wrap('k', LONG, async () => 'without a cache'), 'without a cache');
});
