import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AppError, toAppError } from './errors.ts';

test('a code maps to its HTTP status', () => {
  assert.equal(new AppError('rate_limited', 'Slow down.').status, 429);
});

test('a stranger thrown becomes internal, and its message stays inside', () => {
  const error = toAppError(new Error('password is hunter2'));
  assert.equal(error.code, 'internal');
  assert.doesNotMatch(error.message, /hunter2/);
  assert.match(String((error.cause as Error).message), /hunter2/);
});
