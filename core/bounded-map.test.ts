import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { LRUCache } from 'lru-cache';
import { BoundedMap } from './bounded-map.ts';

test('a bounded map keeps what was used last', () => {
  const map = new BoundedMap<string, number>(2);
  map.set('a', 1);
  map.set('b', 2);
  assert.equal(map.get('a'), 1);
  map.set('c', 3);
  assert.deepEqual([map.get('a'), map.get('b'), map.get('c')], [1, undefined, 3]);
  map.delete('a');
  assert.equal(map.size, 1);
  map.clear();
  assert.equal(map.size, 0);
});

test('a bounded map gives what an LRU cache gives, whatever is done with it', () => {
  const key = fc.integer({ min: 0, max: 8 });
  const step = fc.oneof(
    fc.record({ do: fc.constant('set' as const), key, value: fc.integer() }),
    fc.record({ do: fc.constant('get' as const), key }),
    fc.record({ do: fc.constant('delete' as const), key }),
  );
  fc.assert(
    fc.property(fc.array(step), steps => {
      const map = new BoundedMap<number, number>(4);
      const peer = new LRUCache<number, number>({ max: 4 });
      for (const one of steps) {
        if (one.do === 'set') {
          map.set(one.key, one.value);
          peer.set(one.key, one.value);
        } else if (one.do === 'get') assert.equal(map.get(one.key), peer.get(one.key));
        else {
          map.delete(one.key);
          peer.delete(one.key);
        }
        assert.equal(map.size, peer.size);
      }
    }),
  );
});
