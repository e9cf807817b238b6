import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Slots } from './slots.ts';

/** Enters, and tells by `entered` whether it has. */
function ask(slots: Slots) {
  const asked = { entered: false };
  void Promise.resolve(slots.enter()).then(() => {
    asked.entered = true;
  });
  return asked;
}

const settle = () => new Promise<void>(resolve => process.nextTick(() => queueMicrotask(resolve)));

test('what is sent together goes one after another, as long as none waits for long', async t => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const slots = new Slots(8);
  const [first, second, third] = [ask(slots), ask(slots), ask(slots)];
  await settle();
  assert.deepEqual([first.entered, second.entered, third.entered], [true, false, false]);
  slots.leave();
  await settle();
  assert.deepEqual([second.entered, third.entered], [true, false]);
});

test('who has waited is let in beside the others, and as many are from then on', async t => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const slots = new Slots(8);
  ask(slots);
  const second = ask(slots);
  t.mock.timers.tick(20);
  await settle();
  assert.ok(second.entered);
  slots.leave();
  slots.leave();
  const [third, fourth, fifth] = [ask(slots), ask(slots), ask(slots)];
  await settle();
  assert.deepEqual([third.entered, fourth.entered, fifth.entered], [true, true, false]);
});

test('from the size of the pool on nobody waits here', async t => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const slots = new Slots(2);
  const asked = [ask(slots), ask(slots), ask(slots), ask(slots)];
  t.mock.timers.tick(20);
  await settle();
  assert.deepEqual(
    asked.map(one => one.entered),
    [true, true, true, true],
  );
});

test('when connections were closed, fewer are used again', async t => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const slots = new Slots(8);
  ask(slots);
  ask(slots);
  t.mock.timers.tick(20);
  await settle();
  slots.leave();
  slots.leave();
  slots.narrow(0);
  const [first, second] = [ask(slots), ask(slots)];
  await settle();
  assert.deepEqual([first.entered, second.entered], [true, false]);
});
