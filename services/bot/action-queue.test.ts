import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as tick } from 'node:timers/promises';
import { ActionQueue } from './action-queue.ts';

const LIMITS = { running: 2, waiting: 4, perRoom: 3, time: 10_000 };
const { signal } = new AbortController();

/** Jobs that note their beginning and end when told. */
function jobs() {
  const began: string[] = [];
  const ends = new Map<string, () => void>();
  const job = (name: string) => () => {
    began.push(name);
    return new Promise<string>(resolve => ends.set(name, () => resolve(name)));
  };
  const end = async (name: string) => {
    ends.get(name)!();
    await tick();
  };
  return { began, job, end };
}

test('a room’s jobs run one after another, and rooms take turns', async () => {
  const queue = new ActionQueue(LIMITS);
  const { began, job, end } = jobs();
  for (const name of ['a1', 'a2', 'b1', 'c1']) void queue.add(name[0]!, job(name), signal);
  assert.deepEqual(began, ['a1', 'b1']);
  await end('a1');
  assert.deepEqual(began, ['a1', 'b1', 'c1']);
  await end('b1');
  assert.deepEqual(began, ['a1', 'b1', 'c1', 'a2']);
  const idle = queue.idle();
  await end('c1');
  await end('a2');
  await idle;
  assert.equal(queue.running + queue.waiting, 0);
});

test('a full queue refuses with the time to come back', async () => {
  const queue = new ActionQueue(LIMITS);
  const { job } = jobs();
  const refusal = { code: 'rate_limited', reason: 'queue_full', retryAfter: 1 };
  for (let count = 0; count < 3; count++) void queue.add('a', job('a'), signal);
  assert.throws(() => queue.add('a', job('a'), signal), refusal);
  for (const room of ['b', 'c', 'd']) void queue.add(room, job(room), signal);
  assert.throws(() => queue.add('e', job('e'), signal), refusal);
});

test('a job whose caller gave up while it waited never runs', async () => {
  const queue = new ActionQueue(LIMITS);
  const { began, job, end } = jobs();
  const caller = new AbortController();
  void queue.add('a', job('a1'), signal);
  const waiting = queue.add('a', job('a2'), caller.signal);
  caller.abort(new Error('gone'));
  await assert.rejects(waiting, /gone/);
  await end('a1');
  assert.deepEqual(began, ['a1']);
  assert.equal(queue.waiting, 0);
});

test('a job that throws is told to its caller and holds up nobody', async () => {
  const queue = new ActionQueue(LIMITS);
  const failed = queue.add('a', () => Promise.reject(new Error('broken')), signal);
  await assert.rejects(failed, /broken/);
  assert.equal(await queue.add('a', async () => 'next', signal), 'next');
});
