import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTurns } from './turns.ts';

test('tasks run as many at a time as may, in their order, and one that fails gives its place on', async () => {
  const turns = createTurns(2, 10);
  const order: number[] = [];
  let running = 0;
  let most = 0;
  const task = (n: number) => async () => {
    order.push(n);
    most = Math.max(most, ++running);
    await new Promise(setImmediate);
    running--;
    if (n === 0) throw new Error('fails');
    return n;
  };
  const results = await Promise.allSettled([0, 1, 2, 3, 4, 5].map(n => turns(task(n))));
  assert.deepEqual(
    results.map(each => each.status),
    ['rejected', ...Array(5).fill('fulfilled')],
  );
  assert.deepEqual([order, most], [[0, 1, 2, 3, 4, 5], 2]);
  assert.equal(await turns(task(6)), 6);
});

test('when too many wait, the next is refused at once and told to come again', async () => {
  const turns = createTurns(1, 1);
  const { promise, resolve } = Promise.withResolvers<void>();
  const first = turns(() => promise);
  const second = turns(async () => 'second');
  await assert.rejects(
    turns(async () => 'third'),
    { code: 'unavailable', reason: 'busy', retryAfter: 10 },
  );
  resolve();
  await first;
  assert.equal(await second, 'second');
});
