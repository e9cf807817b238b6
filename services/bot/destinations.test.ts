import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Counter } from '../../core/metrics.ts';
import { Destinations } from './destinations.ts';

function place() {
  const clock = { now: 0 };
  const lost = new Counter();
  return { clock, lost, destinations: new Destinations(lost, () => clock.now) };
}

const answer = (text: string) => ({ text, html: '' });

/** The next answers of a listener. */
async function take(listener: AsyncGenerator<{ id: string; answer: { text: string } }>, count: number) {
  const taken = [];
  for (let index = 0; index < count; index++) taken.push((await listener.next()).value!);
  return taken;
}

test('every listener whose prefix fits has the answer', async () => {
  const { destinations } = place();
  const { signal } = new AbortController();
  const [irc, all, web] = ['irc/', 'i', 'web/'].map(prefix => destinations.listen({ prefix }, signal));
  const waiting = [take(irc!, 1), take(all!, 1)];
  void take(web!, 1);
  destinations.send('irc/x/#a', answer('one'));
  for (const taken of waiting) assert.equal((await taken)[0]!.answer.text, 'one');
});

test('answers without a listener are kept for a minute, then lost and counted', async () => {
  const { destinations, clock, lost } = place();
  const { signal } = new AbortController();
  destinations.send('irc/x/#a', answer('old'));
  clock.now = 50_000;
  destinations.send('irc/x/#a', answer('new'));
  clock.now = 70_000;
  assert.equal((await take(destinations.listen({ prefix: 'irc/' }, signal), 1))[0]!.answer.text, 'new');
  assert.equal(lost.value, 1);
});

test('no more than 200 answers are kept', () => {
  const { destinations, lost } = place();
  for (let count = 0; count < 250; count++) destinations.send('irc/x/#a', answer(`${count}`));
  assert.equal(lost.value, 50);
});

test('a listener that comes back with the last id it had misses nothing and has nothing twice', async () => {
  const { destinations } = place();
  const { signal } = new AbortController();
  for (const text of ['1', '2', '3']) destinations.send('irc/x/#a', answer(text));
  const first = destinations.listen({ prefix: 'irc/' }, signal);
  const [one] = await take(first, 3);
  await first.return(undefined);
  const again = await take(destinations.listen({ prefix: 'irc/', after: one!.id }, signal), 2);
  assert.deepEqual(
    again.map(item => item.answer.text),
    ['2', '3'],
  );
});

test('an id of another life of the process gives what nobody took', async () => {
  const { destinations } = place();
  const { signal } = new AbortController();
  destinations.send('irc/x/#a', answer('1'));
  const listener = destinations.listen({ prefix: 'irc/', after: 'other:99' }, signal);
  assert.equal((await take(listener, 1))[0]!.answer.text, '1');
});

test('a listener ends when its signal aborts and when the bot stops', async () => {
  const { destinations } = place();
  const caller = new AbortController();
  const aborted = destinations.listen({ prefix: 'irc/' }, caller.signal).next();
  const closed = destinations.listen({ prefix: 'irc/' }, new AbortController().signal).next();
  caller.abort();
  destinations.close();
  assert.equal((await aborted).done, true);
  assert.equal((await closed).done, true);
});

test('what is delivered is done when a listener has taken it, and taken back when none does', async () => {
  const { destinations } = place();
  const never = new AbortController().signal;
  const nobody = destinations.deliver('irc/x/#a', answer('early'), never);
  await assert.rejects(nobody, { code: 'unavailable' });

  const listener = destinations.listen({ prefix: 'irc/' }, never);
  const first = listener.next();
  const slow = destinations.deliver('irc/x/#a', answer('slow'), AbortSignal.timeout(20));
  assert.equal((await first).value?.answer.text, 'slow');
  await assert.rejects(slow, { code: 'unavailable' }, 'nobody came for the next');
  const second = destinations.deliver('irc/x/#a', answer('second'), never);
  const [taken] = await take(listener, 1);
  assert.equal(taken?.answer.text, 'second');
  void listener.next();
  await second;
  assert.equal((await take(destinations.listen({ prefix: 'i', after: 'other:1' }, never), 0)).length, 0);
});
