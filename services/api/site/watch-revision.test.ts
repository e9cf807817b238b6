import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { publishPost } from '../testing/comments.ts';
import { testApi } from '../testing/context.ts';
import { createRevisionWatch } from './watch-revision.ts';

test('a change that another process made is told here, once, until the watch is stopped', async t => {
  const api = await testApi(t);
  const heard: number[] = [];
  const watch = createRevisionWatch({
    ...api,
    events: { emit: (_event, { revision }) => void heard.push(revision) },
  });
  t.after(() => watch.stop());
  watch.start();
  const until = async (length: number) => {
    while (heard.length < length) await sleep(20);
  };
  await until(1);
  await publishPost(api);
  await until(2);
  await sleep(1_000);
  assert.deepEqual(heard, [1, 2]);
  watch.stop();
  await publishPost(api, 'q');
  await sleep(1_000);
  assert.deepEqual(heard, [1, 2]);
});
