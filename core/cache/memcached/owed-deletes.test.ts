import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OwedDeletes } from './owed-deletes.ts';

test('a key is owed once, until taken', () => {
  const owed = new OwedDeletes();
  owed.add('a');
  owed.add('a');
  owed.add('b');
  assert.deepEqual(owed.take(), { all: false, keys: new Set(['a', 'b']) });
  assert.ok(owed.none);
});

test('more keys than can be remembered become everything', () => {
  const owed = new OwedDeletes();
  for (let i = 0; i <= 10_000; i++) owed.add(`k${i}`);
  assert.deepEqual(owed.take(), { all: true, keys: new Set() });
  assert.ok(owed.none);
});
