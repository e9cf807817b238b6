import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HostQueue } from './host-queue.ts';

const never = new AbortController().signal;

test('hosts take turns when there is little room in all', async () => {
  const queue = new HostQueue({ perHost: 1, gap: 0, total: 1, waiting: 10 });
  const order: string[] = [];
  const run = async (host: string) => {
    const release = await queue.acquire(host, never);
    order.push(host);
    await Promise.resolve();
    release();
  };
  await Promise.all(['a', 'a', 'a', 'b', 'c', 'b'].map(run));
  assert.deepEqual(order, ['a', 'b', 'c', 'a', 'b', 'a']);
  assert.deepEqual([queue.active, queue.waiting], [0, 0]);
});

test('a gap is kept between the starts of two requests to one host, and other hosts do not wait for it', async () => {
  const queue = new HostQueue({ perHost: 2, gap: 30, total: 10, waiting: 10 });
  const started: string[] = [];
  await Promise.all(
    ['a', 'a', 'b'].map(async host => {
      const release = await queue.acquire(host, never);
      started.push(host);
      release();
    }),
  );
  // Without the gap the second `a` would have gone before `b`.
  assert.deepEqual(started, ['a', 'b', 'a']);
});

test('one who gives up leaves the queue, and the next moves up', async () => {
  const queue = new HostQueue({ perHost: 1, gap: 0, total: 5, waiting: 10 });
  const release = await queue.acquire('a', never);
  const caller = new AbortController();
  const given = assert.rejects(queue.acquire('a', caller.signal), /called off/);
  const next = queue.acquire('a', never);
  caller.abort();
  await given;
  assert.equal(queue.waiting, 1);
  release();
  (await next)();
  assert.deepEqual([queue.active, queue.waiting], [0, 0]);
});
