import assert from 'node:assert/strict';
import { test } from 'node:test';
import { together } from './together.ts';

/** Answers each question by ten times it, when it is let go on, and keeps what was asked together. */
function slow() {
  const asked: number[][] = [];
  const going: (() => void)[] = [];
  const ask = together(async (questions: readonly number[]) => {
    asked.push([...questions]);
    await new Promise<void>(resolve => going.push(resolve));
    if (questions.includes(0)) throw new Error('nothing is asked');
    return questions.map(question => question * 10);
  }, 3);
  const turn = () => new Promise(setImmediate);
  const go = async () => {
    going.shift()!();
    await turn();
    await turn();
  };
  return { asked, ask, go, turn };
}

test('what is asked at the same moment is asked together, and so is what comes meanwhile', async () => {
  const { asked, ask, go, turn } = slow();
  const first = Promise.all([ask(1), ask(2)]);
  await turn();
  const second = Promise.all([ask(3), ask(4)]);
  await go();
  assert.deepEqual(await first, [10, 20]);
  await go();
  assert.deepEqual(await second, [30, 40]);
  const third = ask(5);
  await turn();
  await go();
  assert.equal(await third, 50);
  assert.deepEqual(asked, [[1, 2], [3, 4], [5]]);
});

test('more than the most are asked in turns', async () => {
  const { asked, ask, go, turn } = slow();
  const answers = Promise.all([1, 2, 3, 4, 5].map(ask));
  await turn();
  await go();
  await go();
  assert.deepEqual(asked, [
    [1, 2, 3],
    [4, 5],
  ]);
  assert.deepEqual(await answers, [10, 20, 30, 40, 50]);
});

test('a failure is that of those who were asked together, and others go on', async () => {
  const { ask, go, turn } = slow();
  const outcomes = Promise.allSettled([ask(1), ask(0)]);
  await turn();
  const after = ask(3);
  await go();
  await go();
  assert.deepEqual(
    (await outcomes).map(({ status }) => status),
    ['rejected', 'rejected'],
  );
  assert.equal(await after, 30);
});
