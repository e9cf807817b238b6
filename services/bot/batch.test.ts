import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Batch } from './batch.ts';

test('what is asked for at once, or while a lot is under way, is one lot of at most so many', async () => {
  const lots: (readonly number[])[] = [];
  const batch = new Batch<number, number>(async items => {
    lots.push(items);
    return items.map(item => item * 2);
  }, 3);
  const first = [1, 2].map(item => batch.add(item));
  await first[0];
  const next = [3, 4, 5, 6].map(item => batch.add(item));
  assert.deepEqual(await Promise.all([...first, ...next]), [2, 4, 6, 8, 10, 12]);
  await batch.idle();
  assert.deepEqual(lots, [[1, 2], [3, 4, 5], [6]]);
});

test('a lot that fails fails all of it, and not the next', async () => {
  let runs = 0;
  const batch = new Batch<string, string>(async items => {
    if (runs++ === 0) throw new Error('away');
    return items;
  });
  const lost = await Promise.allSettled([batch.add('a'), batch.add('b')]);
  assert.deepEqual(
    lost.map(({ status }) => status),
    ['rejected', 'rejected'],
  );
  assert.equal(await batch.add('c'), 'c');
});
