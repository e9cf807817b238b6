import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BotContext } from './context.ts';
import { remindJob } from './jobs/remind.ts';
import { ask } from './methods/ask.ts';
import { findWhen } from './parse/when.ts';
import { storedBot, testBot } from './testing.ts';

const { signal } = new AbortController();
const ROOM = 'irc/home/#mill';

async function answer(ctx: BotContext, text: string, name = 'ada', room = ROOM): Promise<string> {
  const here = new AbortController();
  const listening = ctx.destinations.listen({ prefix: 'irc/' }, here.signal).next();
  const { answers } = await ask(ctx, { room, sender: { name }, text, direct: true }, { signal });
  here.abort();
  await listening;
  return answers.map(one => one.text).join('\n');
}

/** What is said in the room until so many lines are there. */
async function heard(ctx: BotContext, count: number): Promise<string[]> {
  const lines: string[] = [];
  const enough = new AbortController();
  const over = AbortSignal.any([enough.signal, AbortSignal.timeout(20_000)]);
  // A line counts as taken when the next one is asked for.
  for await (const { answer: said } of ctx.destinations.listen({ prefix: 'irc/' }, over))
    if (lines.push(said.text) === count) enough.abort();
  return lines;
}

const run = (ctx: BotContext, id: string) =>
  remindJob(ctx).handler({ id }, { id: 'job', retries: 0, signal });
const waiting = (ctx: BotContext) => ctx.db.selectFrom('reminders').selectAll().orderBy('due_at').execute();

test('a reminder is said when it is due, in its room, to whom it is for, once', async t => {
  const ctx = await storedBot(t, { reminds: true });
  const lines = heard(ctx, 2);
  assert.match(
    await answer(ctx, 'remind me in 1 second to take out the bread'),
    /^I will remind you at \d\d:\d\d/,
  );
  assert.match(
    await answer(ctx, 'remind Ben in 1 second that the mill is open', 'Cleo'),
    /^I will remind Ben at /,
  );
  assert.deepEqual((await lines).sort(), [
    'Ben: Cleo asked me to remind you: the mill is open',
    'ada: take out the bread',
  ]);
  while ((await waiting(ctx)).length > 0) await new Promise(resolve => setTimeout(resolve, 50));
});

test('it waits until somebody listens in the room, and tells that it is late', async t => {
  const ctx = await storedBot(t, { reminds: true });
  await answer(ctx, 'remind me in 10 minutes to take out the bread');
  const [{ id } = { id: '' }] = await waiting(ctx);
  await assert.rejects(run(ctx, id), /Nobody shows the room/);
  assert.equal((await waiting(ctx)).length, 1);
  await ctx.db.updateTable('reminders').set({ due_at: '2026-11-24T08:00:00Z' }).execute();
  const lines = heard(ctx, 1);
  await run(ctx, id);
  assert.deepEqual(await lines, ['ada: take out the bread (This was for 2026-11-24 08:00 UTC.)']);
  assert.deepEqual(await waiting(ctx), []);
});

test('a process that ends between saying it and noting that says it no second time to those who have it', async t => {
  const ctx = await storedBot(t, { reminds: true });
  await answer(ctx, 'remind me in 10 minutes to take out the bread');
  const [reminder] = await waiting(ctx);
  const lines = heard(ctx, 1);
  await run(ctx, reminder!.id);
  await lines;
  await ctx.db.insertInto('reminders').values(reminder!).execute();
  await run(ctx, reminder!.id);
  assert.deepEqual(await waiting(ctx), []);
});

test('where nobody could be told later, nothing is promised', async t => {
  const ctx = await storedBot(t, { reminds: true });
  assert.match(
    await answer(ctx, 'remind me in 1 minute to eat', 'ada', 'web/form'),
    /^I could not reach you here later/,
  );
  assert.deepEqual(await waiting(ctx), []);
});

test('somebody whose name has spaces is reminded when it stands between quotes', async t => {
  const ctx = await storedBot(t, { reminds: true });
  assert.match(
    await answer(ctx, 'remind "Ann Lee" in 5 minutes to eat'),
    /^I will remind Ann Lee at [^:]*:[^:]*: eat$/,
  );
  assert.match(
    await answer(ctx, 'remind “Ann Lee” to eat tomorrow at 9'),
    /^I will remind Ann Lee at .*: eat$/,
  );
  assert.deepEqual(
    (await waiting(ctx)).map(({ text }) => text),
    ['eat', 'eat'],
  );
});

test('each lists and takes back their own', async t => {
  const ctx = await storedBot(t, { reminds: true });
  await answer(ctx, 'remind me tomorrow at 9 to call the mill');
  await answer(ctx, 'remind ben in 5 minutes to eat');
  await answer(ctx, 'remind me in 1 minute of nothing', 'ben');
  assert.match(
    await answer(ctx, 'reminders', 'ADA'),
    /^1\. \d\d:\d\d on .* \(ben\): eat\n2\. 09:00 on .*: call the mill$/,
  );
  assert.equal(
    await answer(ctx, 'reminders', 'ada', 'irc/home/#other'),
    'Nothing that you asked for here waits.',
  );
  assert.equal(await answer(ctx, 'reminders cancel 2', 'ben'), 'You have no reminder number 2 here.');
  assert.equal(await answer(ctx, 'reminders cancel 1'), 'I will not remind of that: eat');
  assert.deepEqual(
    (await waiting(ctx)).map(({ asked_by, text }) => [asked_by, text]),
    [
      ['ben', 'nothing'],
      ['ada', 'call the mill'],
    ],
  );
  await run(ctx, crypto.randomUUID());
});

test('nobody fills the table', async t => {
  const ctx = await storedBot(t, { reminds: true });
  for (let index = 0; index < 25; index++)
    assert.match(await answer(ctx, `remind me in ${index + 5} minutes to stop`), /^I will/);
  assert.equal(
    await answer(ctx, 'remind me in 3 minutes to stop'),
    '25 reminders of yours wait already. Take one back first.',
  );
  assert.match(await answer(ctx, 'remind me in 3 minutes to stop', 'ben'), /^I will/);
});

const REFUSED: readonly (readonly [asked: string, answered: RegExp])[] = [
  ['remind', /^When, and of what\?/],
  ['remind me', /^When, and of what\?/],
  ['remind me to eat', /^When, and of what\?/],
  ['remind me in 10 minutes', /^Of what\?/],
  ['remind me yesterday to eat', /^That time is past/],
  ['remind me in 30 years to eat', /^That is more than 5 years from now/],
  [`remind me in 5 minutes to ${'x'.repeat(400)}`, /^A reminder has at most 400 characters/],
  ['reminders tomorrow', /^reminders lists them/],
];

for (const [asked, answered] of REFUSED) {
  test(`“${asked.slice(0, 40)}” is answered with ${answered}`, async () => {
    assert.match(await answer(testBot(), asked), answered);
  });
}

const NOW = new Date('2026-11-24T12:00:00Z');

const TIMES: readonly (readonly [said: string, at: string, rest: string])[] = [
  ['in 10 minutes to eat', '2026-11-24T12:10:00.000Z', 'to eat'],
  ['to eat in an hour', '2026-11-24T13:00:00.000Z', 'to eat'],
  ['tomorrow at 9 to read 1984', '2026-11-25T08:00:00.000Z', 'to read 1984'],
  ['to read 1984 tomorrow at 9', '2026-11-25T08:00:00.000Z', 'to read 1984'],
  ['at 12:30 to eat', '2026-11-25T11:30:00.000Z', 'to eat'],
  ['on 1 July 2027 at 9:00 to swim', '2027-07-01T07:00:00.000Z', 'to swim'],
  ['on 2026-12-24 at 5pm EST to call', '2026-12-24T22:00:00.000Z', 'to call'],
];

for (const [said, at, rest] of TIMES) {
  test(`in Berlin “${said}” is ${at}`, async () => {
    const when = await findWhen(said, NOW, 'Europe/Berlin');
    assert.deepEqual([when?.at.toISOString(), when?.rest], [at, rest]);
  });
}

const NAMED: readonly (readonly [said: string, at: string, rest: string])[] = [
  ['at 9 in Tokyo to call Kei', '2026-11-25T00:00:00.000Z', 'to call Kei'],
  ['tomorrow at 9am Tokyo time to call Kei', '2026-11-25T00:00:00.000Z', 'to call Kei'],
  ['to call Kei tomorrow at 9:00, New York time', '2026-11-25T14:00:00.000Z', 'to call Kei'],
  ['to call Kei at 15:00 America/New_York', '2026-11-24T20:00:00.000Z', 'to call Kei'],
  ['at 15:00 in UTC-3 to call', '2026-11-24T18:00:00.000Z', 'to call'],
  // What is no place, or no time of day, is part of the text.
  ['at 15:00 in the mill to call', '2026-11-24T14:00:00.000Z', 'in the mill to call'],
  ['tomorrow at 9 to call in Tokyo', '2026-11-25T08:00:00.000Z', 'to call in Tokyo'],
  ['in 10 minutes in Tokyo to call', '2026-11-24T12:10:00.000Z', 'to call'],
];

for (const [said, at, rest] of NAMED) {
  test(`from Berlin “${said}” is ${at}`, async () => {
    const when = await findWhen(said, NOW, 'Europe/Berlin');
    assert.deepEqual([when?.at.toISOString(), when?.rest], [at, rest]);
  });
}

test('a reminder is set by the clock of its room, or of the place that is named', async t => {
  const now = () => new Date('2036-11-24T12:00:00Z');
  const ctx = await storedBot(t, { now, reminds: true });
  await ctx.db.insertInto('room_options').values({ room: ROOM, time_zone: 'Europe/Berlin' }).execute();
  await ctx.settings.load();
  assert.equal(await answer(ctx, 'remind me at 15:00 to eat'), 'I will remind you at 15:00: eat');
  assert.equal(
    await answer(ctx, 'remind me at 9 in Tokyo to call Kei'),
    'I will remind you at 09:00 on Tuesday 25 November 2036 in Tokyo: call Kei',
  );
  assert.deepEqual(
    (await waiting(ctx)).map(({ due_at }) => due_at.toISOString()),
    ['2036-11-24T14:00:00.000Z', '2036-11-25T00:00:00.000Z'],
  );
  assert.match(await answer(ctx, 'reminders'), /^1\. 15:00 on .*: eat\n2\. 01:00 on .*: call Kei$/);
});

test('a text without a time has none', async () => {
  assert.equal(await findWhen('to eat more bread', NOW, 'UTC'), undefined);
});
