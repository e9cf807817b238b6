import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import { bytes } from './codec.ts';
import { VALUE_LIMIT } from './leased-cache.ts';
import { memcachedCache, memoryCache, type TestCache } from './testing/caches.ts';
import { noMemcached, TestMemcached } from './testing/memcached.ts';
import { until } from './testing/until.ts';

const LONG = { fresh: 60, stale: 60 };

describe('a cache in memory', () => suite(async () => memoryCache()));

describe('a cache in memcached', { skip: noMemcached }, () => {
  let memcached: TestMemcached;
  before(async () => {
    memcached = await TestMemcached.start();
  });
  after(() => memcached[Symbol.asyncDispose]());
  suite(async () => memcachedCache([memcached.server]));
});

function suite(open: () => Promise<TestCache>): void {
  let at: TestCache;
  let lastKey = 0;
  const newKey = () => `key:${++lastKey}`;
  before(async () => {
    at = await open();
  });
  after(() => at.cache.close());

  test('what is set is got, until it is deleted', async () => {
    const key = newKey();
    assert.equal(await at.cache.get(key), undefined);
    await at.cache.set(key, Buffer.from('one'), 60);
    assert.deepEqual(await at.cache.get(key), Buffer.from('one'));
    await at.cache.delete(key);
    assert.equal(await at.cache.get(key), undefined);
  });

  test('any string is a key and any bytes are a value', async () => {
    const key = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ minLength: 200, maxLength: 400 }));
    await fc.assert(
      fc.asyncProperty(key, fc.uint8Array({ maxLength: 2000 }), async (key, value) => {
        await at.cache.set(key, value, 60);
        assert.deepEqual(Buffer.from((await at.cache.get(key))!), Buffer.from(value));
      }),
    );
  });

  test('an empty value is a value', async () => {
    const key = newKey();
    const load = async () => new Uint8Array();
    await at.cache.wrap(key, LONG, load, bytes);
    assert.equal((await at.cache.wrap(key, LONG, () => assert.fail('loaded twice'), bytes)).byteLength, 0);
  });

  test('a value over the limit is given but not stored, and replaces nothing by the old one', async () => {
    const key = 'k'.repeat(250);
    await at.cache.set(key, Buffer.alloc(VALUE_LIMIT, 7), 60);
    assert.equal((await at.cache.get(key))?.byteLength, VALUE_LIMIT, 'the limit itself fits');
    const tooLarge = at.metric('cache_too_large_total');
    await at.cache.set(key, Buffer.alloc(VALUE_LIMIT + 1), 60);
    assert.equal(await at.cache.get(key), undefined);
    const given = await at.cache.wrap(
      key,
      LONG,
      async () => Buffer.alloc(VALUE_LIMIT + 1) as Uint8Array,
      bytes,
    );
    assert.equal(given.byteLength, VALUE_LIMIT + 1);
    assert.equal(await at.cache.get(key), undefined);
    assert.equal(at.metric('cache_too_large_total'), tooLarge + 2);
  });

  test('readers of a missing value share one load', async () => {
    const key = newKey();
    let loads = 0;
    const read = () => at.cache.wrap(key, LONG, async () => ({ n: ++loads }));
    const values = await Promise.all(Array.from({ length: 25 }, read));
    assert.deepEqual(new Set(values.map(value => value.n)), new Set([1]));
    assert.deepEqual(await read(), { n: 1 });
    assert.equal(loads, 1);
  });

  test('no caller can change what others read, nor what the first caller sees differs', async () => {
    const key = newKey();
    const loaded = { tags: ['a'], at: new Date(0), nothing: undefined };
    const read = () => at.cache.wrap<unknown>(key, LONG, async () => loaded);
    const [first, second] = (await Promise.all([read(), read()])) as [typeof loaded, typeof loaded];
    first.tags.push('changed');
    second.tags.push('changed too');
    loaded.tags.push('changed by the loader');
    const asJson = { tags: ['a'], at: '1970-01-01T00:00:00.000Z' };
    assert.deepEqual(second, { ...asJson, tags: ['a', 'changed too'] });
    assert.deepEqual(await read(), asJson);
  });

  test('null is remembered, undefined is not', async () => {
    const [one, other] = [newKey(), newKey()];
    let loads = 0;
    const read = (key: string, value: null | undefined) =>
      at.cache.wrap(key, LONG, async () => {
        loads++;
        return value;
      });
    assert.deepEqual([await read(one, null), await read(one, null), loads], [null, null, 1]);
    assert.deepEqual(
      [await read(other, undefined), await read(other, undefined), loads],
      [undefined, undefined, 3],
    );
  });

  test('an error reaches every caller that waits, and the next reader loads again at once', async () => {
    const key = newKey();
    const fail = () => at.cache.wrap(key, LONG, () => Promise.reject(new Error('no database')));
    const results = await Promise.allSettled([fail(), fail()]);
    assert.ok(
      results.every(result => result.status === 'rejected' && result.reason.message === 'no database'),
    );
    assert.equal(await at.cache.wrap(key, LONG, async () => 'fine'), 'fine');
  });

  test('a stale value is served while it is loaded again, once, and also when that fails', async () => {
    const key = newKey();
    let loads = 0;
    const load = Promise.withResolvers<string>();
    const read = () =>
      at.cache.wrap(key, { fresh: 1, stale: 60 }, async () => {
        loads++;
        if (loads === 1) return 'old';
        if (loads === 2) throw new Error('no database');
        return load.promise;
      });
    assert.equal(await read(), 'old');
    await until('the value is stale and its reload failed', async () => {
      assert.equal(await read(), 'old');
      return at.lines.some(line => line.includes(key) && line.includes('no database'));
    });
    await until('it is loaded again', async () => {
      assert.equal(await read(), 'old');
      return loads === 3;
    });
    assert.deepEqual(new Set(await Promise.all(Array.from({ length: 25 }, read))), new Set(['old']));
    assert.equal(loads, 3);
    load.resolve('new');
    await until('the new value is served', async () => (await read()) === 'new');
  });

  test('what was being loaded when its key was deleted is neither stored nor given to later readers', async () => {
    const key = newKey();
    const before = Promise.withResolvers<string>();
    const first = at.cache.wrap(key, LONG, () => before.promise);
    await at.cache.delete(key);
    assert.equal(await at.cache.wrap(key, LONG, async () => 'after'), 'after');
    before.resolve('before');
    assert.equal(await first, 'before');
    assert.equal(await at.cache.wrap(key, LONG, async () => 'loaded again'), 'after');
  });

  test('a value that was set meanwhile is not overwritten by a load', async () => {
    const key = newKey();
    const load = Promise.withResolvers<Uint8Array>();
    const first = at.cache.wrap(key, LONG, () => load.promise, bytes);
    await at.cache.set(key, Buffer.from('set'), 60);
    load.resolve(Buffer.from('loaded'));
    await first;
    assert.equal(String(await at.cache.get(key)), 'set');
  });

  test('bytes that cannot be decoded are loaded anew', async () => {
    const key = newKey();
    await at.cache.set(key, Buffer.from('{no json'), 60);
    assert.equal(await at.cache.wrap(key, LONG, async () => 'loaded'), 'loaded');
    assert.equal(await at.cache.get(key), undefined);
  });
}
