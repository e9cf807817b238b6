import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLog } from '../../core/log.ts';
import { SaidAnswers } from './said-answers.ts';

const log = createLog({ level: 'silent' });

function place(kept?: string) {
  const state = { kept, writes: 0 };
  const cursor = {
    read: async () => state.kept,
    keep: async (value: string) => {
      state.writes++;
      state.kept = value;
    },
  };
  return { state, open: () => new SaidAnswers(cursor, log) };
}

test('the next begins after the last before which everything was said, and leaves out what was said since', async () => {
  const { state, open } = place();
  const first = open();
  assert.equal(await first.load(), undefined);
  for (const id of ['7', '8', '9', '10']) assert.equal(first.open(id), true);
  await Promise.all([first.close('7'), first.close('9')]);
  assert.equal(state.kept, '7:9');
  const next = open();
  assert.equal(await next.load(), '7');
  assert.deepEqual(
    ['8', '9', '10'].map(id => next.open(id)),
    [true, false, true],
  );
  for (const id of ['8', '10', '10']) await next.close(id);
  assert.equal(state.kept, '10:');
});

test('what is said at the same time is written together, and what is no number is not kept', async () => {
  const { state, open } = place('not a cursor');
  const book = open();
  assert.equal(await book.load(), undefined);
  const ids = Array.from({ length: 50 }, (_, at) => `${at + 1}`);
  for (const id of ids) book.open(id);
  await Promise.all(ids.map(id => book.close(id)));
  assert.ok(state.writes <= 2, `${state.writes} writes`);
  assert.equal(state.kept, '50:');
  assert.equal(book.open('x'), true);
  await book.close('x');
  assert.ok(state.writes <= 2);
});
