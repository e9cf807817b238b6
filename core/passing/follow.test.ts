import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLog } from '../log.ts';
import { follow } from './follow.ts';

test('a lost stream is taken up after the last item, and what comes again is not heard again', async () => {
  const stop = new AbortController();
  const asked: (string | undefined)[] = [];
  const heard: string[] = [];
  async function* open(after: string | undefined) {
    asked.push(after);
    if (asked.length === 1) {
      yield* [{ id: '1' }, { id: '3' }, {}];
      throw new Error('The line was lost.');
    }
    yield* [{ id: '2' }, { id: '3' }, { id: '4' }];
  }
  const take = ({ id = 'none' }: { id?: string }) => {
    heard.push(id);
    if (id === '4') stop.abort();
  };
  await follow(open, take, createLog({ level: 'silent' }), stop.signal);
  assert.deepEqual(asked, [undefined, '3']);
  assert.deepEqual(heard, ['1', '3', 'none', '2', '4']);
});
