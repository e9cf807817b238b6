import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wholeSeconds, wrapSeconds } from './expiry.ts';

const MONTH = 30 * 24 * 60 * 60;

test('a time is rounded up to whole seconds, from one second to 30 days', () => {
  assert.deepEqual([0, 0.2, 1, 1.5, 1e9].map(wholeSeconds), [1, 1, 1, 2, MONTH]);
});

test('a time that is no number of seconds is refused', () => {
  for (const seconds of [Number.NaN, -1]) assert.throws(() => wholeSeconds(seconds), { code: 'invalid' });
});

test('fresh and stale together stay within 30 days, and something stays fresh', () => {
  assert.deepEqual(wrapSeconds({ fresh: 60, stale: 30 }), { ttl: 90, stale: 30 });
  assert.deepEqual(wrapSeconds({ fresh: 60, stale: 0 }), { ttl: 60, stale: 0 });
  assert.deepEqual(wrapSeconds({ fresh: MONTH, stale: MONTH }), { ttl: MONTH, stale: MONTH - 1 });
});
