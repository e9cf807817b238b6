import assert from 'node:assert/strict';
import { test } from 'node:test';
import { markOf } from './fold.ts';
import { Recent } from './recent.ts';

const target = { name: 'Ann' };

test('what is said twice is the same however long it is, and what differs at its very end is not', () => {
  const recent = new Recent();
  const long = 'walls have moods '.repeat(200);
  recent.note('ann', target, long, 0, 60);
  recent.note('ben', target, `${long.trim()}!`, 1, 60);
  recent.note('ann', target, long.toUpperCase(), 2, 60);
  assert.deepEqual(recent.same('ann', 60, 3), { own: 2, all: 3 });
  recent.note('ann', target, `${long} and more`, 4, 60);
  assert.deepEqual(recent.same('ann', 60, 5), { own: 1, all: 1 });
});

test('nothing is kept for longer than rules ask for it', () => {
  const recent = new Recent();
  for (let line = 0; line < 300; line++) recent.note('ann', target, `${line} `.repeat(500), line * 1000, 60);
  recent.note('ben', target, 'hello', 250_000, 60);
  assert.equal(recent.size.lines, 201);
  recent.tidy(300_000);
  assert.deepEqual(recent.size, { lines: 60, texts: 60 });
  recent.tidy(400_000);
  assert.deepEqual(recent.size, { lines: 0, texts: 0 });
  assert.equal(recent.named('ann')?.person, 'ben', 'who is called how is');
});

test('where no rule asks for it nothing is kept', () => {
  const recent = new Recent();
  recent.note('ann', target, 'hello', 0, 0);
  assert.deepEqual(recent.size, { lines: 0, texts: 0 });
});

test('of a long text a short mark is kept', () => {
  assert.equal(markOf('walls have moods'), 'walls have moods');
  const long = 'x'.repeat(4_000);
  assert.ok(markOf(long).length <= 32);
  assert.notEqual(markOf(long), markOf(`${long}y`));
});
