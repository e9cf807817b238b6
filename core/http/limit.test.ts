import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AppError } from '../errors.ts';
import { addressKey, Limiter } from './limit.ts';

test('a burst passes, the next is refused with the time to wait, and it passes again after that', () => {
  const limiter = new Limiter({ burst: 2, perMinute: 6 });
  limiter.take('a', 0);
  limiter.take('a', 0);
  assert.throws(
    () => limiter.take('a', 0),
    (error: unknown) => error instanceof AppError && error.code === 'rate_limited' && error.retryAfter === 10,
  );
  limiter.take('b', 0);
  limiter.take('a', 10_000);
});

test('one IPv6 household is one visitor', () => {
  assert.equal(addressKey('2001:db8:1:2:3:4:5:6'), addressKey('2001:db8:1:2::9'));
  assert.notEqual(addressKey('2001:db8:1:2::9'), addressKey('2001:db8:1:3::9'));
  assert.equal(addressKey('192.0.2.7'), '192.0.2.7');
});
