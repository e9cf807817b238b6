import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { SendQueue } from './send-queue.ts';

/** A queue on a clock in the test's hands. */
function place(t: TestContext) {
  let now = 0;
  t.mock.timers.enable({ apis: ['setTimeout'] });
  t.mock.method(performance, 'now', () => now);
  const written: string[] = [];
  const state = { ready: true, reachable: new Set(['#a', '#b']), dropped: 0 };
  const queue = new SendQueue({
    write: line => written.push(line),
    ready: () => state.ready,
    canSend: target => state.reachable.has(target),
    onDrop: () => state.dropped++,
  });
  const pass = (milliseconds: number) => {
    for (let step = 0; step < milliseconds; step += 500) {
      now += 500;
      t.mock.timers.tick(500);
    }
  };
  return { queue, written, state, pass };
}

test('four lines go at once, and then one every two seconds', t => {
  const { queue, written, pass } = place(t);
  for (let count = 1; count <= 8; count++) queue.message('#a', `${count}`);
  assert.equal(written.length, 4);
  pass(2_000);
  assert.equal(written.length, 5);
  pass(6_000);
  assert.deepEqual(written, ['1', '2', '3', '4', '5', '6', '7', '8']);
});

test('commands go before messages', t => {
  const { queue, written, state } = place(t);
  state.ready = false;
  queue.message('#a', 'hello');
  queue.command('JOIN #a');
  state.ready = true;
  queue.pump();
  assert.deepEqual(written, ['JOIN #a', 'hello']);
});

test('a message for a channel that is away waits without holding up the others', t => {
  const { queue, written, state } = place(t);
  state.reachable.delete('#a');
  queue.message('#a', 'one');
  queue.message('#b', 'two');
  assert.deepEqual(written, ['two']);
  state.reachable.add('#a');
  queue.pump();
  assert.deepEqual(written, ['two', 'one']);
});

test('a message that waited for more than two minutes is dropped and counted', t => {
  const { queue, written, state, pass } = place(t);
  state.ready = false;
  queue.message('#a', 'old');
  pass(121_000);
  state.ready = true;
  queue.pump();
  assert.deepEqual(written, []);
  assert.equal(state.dropped, 1);
});

test('no more than 60 messages wait', t => {
  const { queue, state } = place(t);
  state.ready = false;
  for (let count = 0; count < 100; count++) queue.message('#a', `${count}`);
  assert.equal(state.dropped, 40);
});
