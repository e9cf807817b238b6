import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { BotContext } from './context.ts';
import { Destinations } from './destinations.ts';
import { forget } from './rooms/watch.ts';
import { storedBot } from './testing.ts';

const answer = (text: string) => ({ text, html: '' });
const never = new AbortController().signal;

/** Destinations of two processes with one database. */
async function places(t: TestContext): Promise<{ ctx: BotContext; here: Destinations; there: Destinations }> {
  const ctx = await storedBot(t);
  const there = new Destinations(ctx.db);
  t.after(() => there.idle());
  return { ctx, here: ctx.destinations, there };
}

type Listening = AsyncGenerator<{ id: string; answer: { text: string } }>;

/** The next answers of a listener. */
async function take(listener: Listening, count: number) {
  const taken = [];
  for (let index = 0; index < count; index++) taken.push((await listener.next()).value!);
  return taken;
}

const texts = async (listener: Listening, count: number) =>
  (await take(listener, count)).map(item => item.answer.text);

test('every listener whose prefix fits has the answer, and those of other processes when they look', async t => {
  const { here, there } = await places(t);
  const [irc, all, web] = ['irc/', 'i', 'web/'].map(prefix => here.listen({ prefix }, never));
  const other = there.listen({ prefix: 'irc/' }, never);
  const waiting = [take(irc!, 1), take(all!, 1), take(other, 1)];
  void take(web!, 1);
  await here.send('irc/x/#a', answer('one'));
  await there.look();
  for (const taken of waiting) assert.equal((await taken)[0]!.answer.text, 'one');
  here.close();
});

test('answers without a listener are kept until one takes them, across the process’s end', async t => {
  const { here, there } = await places(t);
  for (const text of ['1', '2', '3']) await here.send('irc/x/#a', answer(text));
  await here.send('web/y', answer('other'));
  const first = there.listen({ prefix: 'irc/' }, never);
  assert.deepEqual(await texts(first, 2), ['1', '2']);
  await first.return(undefined);
  await there.idle();
  assert.deepEqual(await texts(here.listen({ prefix: 'irc/' }, never), 2), ['2', '3'], '2 was not taken');
});

test('a listener that comes back with the last id it had misses nothing', async t => {
  const { here, there } = await places(t);
  for (const text of ['1', '2', '3']) await here.send('irc/x/#a', answer(text));
  const first = here.listen({ prefix: 'irc/' }, never);
  const [one] = await take(first, 3);
  await first.return(undefined);
  await here.idle();
  assert.deepEqual(await texts(there.listen({ prefix: 'irc/', after: one!.id }, never), 2), ['2', '3']);
  const strange = there.listen({ prefix: 'irc/', after: "life:1' or true" }, never);
  assert.deepEqual(await texts(strange, 1), ['3'], 'which nobody has taken');
});

test('more than is read at a time arrives in order, each once', async t => {
  const { ctx, here } = await places(t);
  await ctx.db
    .insertInto('answers')
    .values(
      Array.from({ length: 1_200 }, (_, n) => ({ room: 'irc/x/#a', answer: JSON.stringify(answer(`${n}`)) })),
    )
    .execute();
  const listener = here.listen({ prefix: 'irc/' }, never);
  const early = await texts(listener, 700);
  await here.send('irc/x/#a', answer('last'));
  const all = [...early, ...(await texts(listener, 501))];
  assert.deepEqual(all, [...Array.from({ length: 1_200 }, (_, n) => `${n}`), 'last']);
});

test('a listener ends when its signal aborts and when the bot stops', async t => {
  const { here } = await places(t);
  const caller = new AbortController();
  const aborted = here.listen({ prefix: 'irc/' }, caller.signal).next();
  const closed = here.listen({ prefix: 'irc/' }, never).next();
  caller.abort();
  here.close();
  assert.equal((await aborted).done, true);
  assert.equal((await closed).done, true);
});

test('what is delivered is done when a listener of any process has taken it, and taken back when none does', async t => {
  const { here, there } = await places(t);
  await assert.rejects(here.deliver('irc/x/#a', answer('early'), 'a', never), { code: 'unavailable' });

  const listener = here.listen({ prefix: 'irc/' }, never);
  const first = listener.next();
  const patience = new AbortController();
  const slow = here.deliver('irc/x/#a', answer('slow'), 'b', patience.signal);
  assert.equal((await first).value?.answer.text, 'slow');
  patience.abort();
  await assert.rejects(slow, { code: 'unavailable' }, 'nobody came for the next');

  there.elsewhere = true;
  const second = there.deliver('irc/x/#a', answer('second'), 'c', never);
  const waiting = listener.next();
  const looking = setInterval(() => void here.look(), 20);
  assert.equal((await waiting).value?.answer.text, 'second');
  clearInterval(looking);
  const third = listener.next();
  await second;
  await there.deliver('irc/x/#a', answer('second'), 'c', never);
  await here.send('irc/x/#b', answer('third'));
  assert.equal((await third).value?.answer.text, 'third');
  here.close();
});

test('what was taken is forgotten after an hour, and what nobody wanted after a day, which is counted', async t => {
  const { ctx, here } = await places(t);
  for (const text of ['taken', 'wanted', 'unwanted']) await here.send('irc/x/#a', answer(text));
  const age = (id: number, hours: number, taken: boolean) => {
    const at = new Date(Date.now() - hours * 3_600_000);
    const set = { said_at: at, ...(taken && { taken_at: at }) };
    return ctx.db.updateTable('answers').set(set).where('id', '=', id).execute();
  };
  await age(1, 2, true);
  await age(2, 23, false);
  await age(3, 25, false);
  await forget(ctx);
  assert.equal(ctx.counters.lost.value, 1);
  assert.deepEqual(await texts(here.listen({ prefix: 'i' }, never), 1), ['wanted']);
});
