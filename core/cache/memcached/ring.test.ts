import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createRing } from './ring.ts';

const KEYS = Array.from({ length: 5000 }, (_, i) => `post:${i}`);
const servers = fc.uniqueArray(fc.stringMatching(/^[a-z]{3,12}:\d{4}$/), { minLength: 2, maxLength: 8 });

test('a server more moves about its share of the keys, and only to itself', () => {
  fc.assert(
    fc.property(servers, names => {
      const added = names.length - 1;
      const before = createRing(names.slice(0, added));
      const after = createRing(names);
      const moved = KEYS.filter(key => before(key) !== after(key));
      assert.ok(moved.every(key => after(key) === added));
      const share = moved.length / KEYS.length;
      assert.ok(share > 0.4 / names.length && share < 1.8 / names.length, `${share} of ${names.length}`);
    }),
    { numRuns: 30 },
  );
});

test('the order in which servers are listed does not matter', () => {
  fc.assert(
    fc.property(servers, names => {
      const reversed = names.toReversed();
      const one = createRing(names);
      const other = createRing(reversed);
      assert.ok(KEYS.every(key => names[one(key)] === reversed[other(key)]));
    }),
    { numRuns: 10 },
  );
});

test('every server gets a fair part of the keys', () => {
  fc.assert(
    fc.property(servers, names => {
      const counts = names.map(() => 0);
      const ring = createRing(names);
      for (const key of KEYS) counts[ring(key)]!++;
      assert.ok(Math.max(...counts) < (1.6 * KEYS.length) / names.length, counts.join(' '));
    }),
    { numRuns: 30 },
  );
});
