import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BotContext } from './context.ts';
import { ask } from './methods/ask.ts';
import { hear } from './methods/hear.ts';
import { setRoomOptions } from './methods/room-options.ts';
import { forget } from './rooms/watch.ts';
import { botDatabase, storedBot } from './testing.ts';

const { signal } = new AbortController();
const ROOM = 'irc/home/#mill';

async function answer(ctx: BotContext, text: string, name = 'ann', account?: string): Promise<string> {
  const sender = { name, ...(account !== undefined && { account }) };
  const { answers } = await ask(ctx, { room: ROOM, sender, text, direct: false }, { signal });
  return answers.map(one => one.text).join('\n');
}

/** Shows the rooms of IRC until the test ends, and gives what was said there unasked. */
function showing(t: { after(work: () => void): void }, ctx: BotContext): string[] {
  const lines: string[] = [];
  const over = new AbortController();
  t.after(() => over.abort());
  // It ends with the database.
  (async () => {
    for await (const { answer: said } of ctx.destinations.listen({ prefix: 'irc/' }, over.signal))
      lines.push(said.text);
  })().catch(() => {});
  return lines;
}

let count = 0;
const talk = (ctx: BotContext, name: string, account?: string, room = ROOM, direct = false) =>
  hear(ctx, { room, sender: { name, ...(account && { account }) }, text: 'hm', direct, id: `${++count}` });

test('somebody is told once what they are to be told, when they speak next in the room, whichever process hears it', async t => {
  const url = await botDatabase(t);
  const [one, two] = [await storedBot(t, { url }), await storedBot(t, { url })];
  const lines = showing(t, one);
  showing(t, two);
  assert.equal(
    await answer(one, '!tell @Ben: the mill is open; come'),
    'I will tell Ben when they speak here next.',
  );
  assert.equal(
    await answer(one, 'croft: tell ben that bread is out', 'cleo'),
    'I will tell ben when they speak here next.',
  );
  await two.books.load();
  await talk(one, 'dan');
  await talk(one, 'ben', undefined, 'irc/home/#other');
  await Promise.all([talk(one, 'BEN'), talk(two, 'BEN'), talk(two, 'BEN')]);
  await Promise.all([one.overheard.idle(), two.overheard.idle()]);
  await one.destinations.look();
  const waiting = one.db.selectFrom('answers').select('id').where('taken_at', 'is', null);
  while ((await waiting.execute()).length > 0) await new Promise(resolve => setTimeout(resolve, 10));
  assert.deepEqual(lines, [
    'BEN: ann told me just now to tell you: the mill is open; come\nBEN: cleo told me just now to tell you: bread is out',
  ]);
  await talk(one, 'ben');
  await one.overheard.idle();
  assert.equal((await one.db.selectFrom('answers').selectAll().execute()).length, 1);
});

test('what cannot be told is said', async t => {
  const ctx = await storedBot(t);
  assert.match(await answer(ctx, '!tell ben hello'), /^Nobody else speaks here/);
  showing(t, ctx);
  assert.equal(await answer(ctx, '!tell ann hello'), 'You know that already.');
  assert.match(await answer(ctx, '!tell'), /^Whom, and what\?/);
  assert.match(await answer(ctx, '!tell ben'), /^Whom, and what\?/);
  assert.match(await answer(ctx, `!tell ben ${'x'.repeat(401)}`), /at most 400 characters/);
  for (let index = 0; index < 10; index++) await answer(ctx, `!tell ben ${index}`);
  assert.match(await answer(ctx, '!tell ben more'), /^Too much waits/);
  assert.match(await answer(ctx, '!tell ben more', 'cleo'), /^I will tell ben/);
});

test('when somebody spoke last is kept in no room until a moderator turns that on, and goes when it is turned off', async t => {
  const ctx = await storedBot(t);
  await setRoomOptions(ctx, { room: ROOM, moderators: ['mo'] });
  const kept = async () => (await ctx.db.selectFrom('spoken').selectAll().execute()).length;
  await talk(ctx, 'Ben', 'ben');
  assert.equal(
    await answer(ctx, '!seen ben'),
    'I do not keep when somebody speaks here. A moderator turns that on: !room seen on',
  );
  assert.equal(await kept(), 0);
  assert.match(await answer(ctx, '!room seen on'), /^That needs somebody who is logged in/);
  assert.match(await answer(ctx, '!room seen on', 'mo', 'mo'), /^From now on I keep when .* for 90 days/);
  await talk(ctx, 'Ben', 'ben');
  assert.equal(await answer(ctx, '!seen ben'), 'Ben spoke here just now.');
  assert.match(await answer(ctx, '!room', 'mo', 'mo'), /I keep when somebody spoke last\./);
  assert.match(await answer(ctx, '!room seen off', 'mo', 'mo'), /what I had is deleted/);
  assert.equal(await kept(), 0);
  await talk(ctx, 'Ben', 'ben');
  await ctx.books.spoken.note();
  assert.equal(await kept(), 0);
  await ctx.db
    .insertInto('spoken')
    .values({ room: 'irc/home/#before', person: 'name:ann', name: 'ann', at: new Date() })
    .execute();
  await forget(ctx);
  assert.equal(await kept(), 0, 'what was kept before it had to be turned on goes too');
});

test('when somebody spoke last is known by the time alone, and not where `seen` is off or the talk is private', async t => {
  const ctx = await storedBot(t);
  await setRoomOptions(ctx, { room: ROOM, seen: true });
  await setRoomOptions(ctx, { room: 'irc/home/#quiet', seen: true, off: ['seen'] });
  await talk(ctx, 'Ben', 'ben');
  await talk(ctx, 'cleo', undefined, 'irc/home/#quiet');
  await talk(ctx, 'cleo', undefined, 'irc/home/cleo', true);
  assert.equal(await answer(ctx, '!seen @ben'), 'Ben spoke here just now.');
  assert.equal(await answer(ctx, 'croft: have you seen cleo?'), 'I have not seen cleo here.');
  assert.equal(await answer(ctx, '!seen ann'), 'You are here.');
  assert.equal(await answer(ctx, '!seen croft'), 'I am here.');
  assert.match(await answer(ctx, '!seen two people'), /^Whom\?/);
  await ctx.db
    .updateTable('spoken')
    .set({ at: new Date(Date.now() - 3 * 3_600_000) })
    .execute();
  assert.equal(await answer(ctx, 'croft: when was Ben last here?'), 'Ben spoke here 3 hours ago.');
  assert.deepEqual(
    (await ctx.db.selectFrom('spoken').selectAll().execute()).map(({ room, person, name }) => [
      room,
      person,
      name,
    ]),
    [[ROOM, 'account:ben', 'Ben']],
  );
  await ctx.db.deleteFrom('spoken').execute();
  await talk(ctx, 'Ben', 'ben');
  ctx.books.spoken.forget(['account:ben']);
  assert.equal(
    await answer(ctx, '!seen ben'),
    'I have not seen ben here.',
    'what is not noted yet is forgotten too',
  );
});

test('a room is asked, each has one vote, and who voted for what is forgotten when it is closed', async t => {
  const ctx = await storedBot(t);
  assert.match(await answer(ctx, '!poll'), /^Nothing was asked here yet/);
  assert.match(await answer(ctx, '!vote 1'), /^No poll is open here/);
  assert.equal(
    await answer(ctx, '!poll open Bake? | bread | cake; or pie'),
    'Bake? 1. bread  2. cake; or pie — !vote NUMBER',
  );
  assert.match(await answer(ctx, '!poll open More? | yes | no', 'ben'), /^A poll is open here already/);
  assert.equal(await answer(ctx, '!vote 1'), 'ann votes for bread.');
  assert.equal(await answer(ctx, '!vote 2'), 'ann votes for cake; or pie.');
  assert.equal(await answer(ctx, '!vote Bread', 'ben'), 'ben votes for bread.');
  assert.equal(await answer(ctx, 'croft: I vote for bread', 'Other', 'ben'), 'Other votes for bread.');
  assert.match(await answer(ctx, '!vote 3', 'dan'), /^“3” is none of 1\. bread {2}2\. cake/);
  assert.equal(
    await answer(ctx, '!poll'),
    'Bake? (open, 3 votes) 1. bread: 2 (67 %)  2. cake; or pie: 1 (33 %)',
  );
  assert.match(await answer(ctx, '!poll close', 'ben'), /^Only ann, who opened it/);
  const { answers } = await ask(
    ctx,
    { room: ROOM, sender: { name: 'ann' }, text: 'croft: close the poll', direct: false },
    { signal },
  );
  assert.equal(answers[0]!.text, 'Bake? (closed, 3 votes) 1. bread: 2 (67 %)  2. cake; or pie: 1 (33 %)');
  assert.equal(
    answers[0]!.html,
    '<p>Bake? (closed, 3 votes)</p><ol><li>bread: 2 (67 %)</li><li>cake; or pie: 1 (33 %)</li></ol>',
  );
  assert.equal((await ctx.db.selectFrom('poll_votes').selectAll().execute()).length, 0);
  assert.match(await answer(ctx, '!vote 1', 'dan'), /^No poll is open here/);
  assert.match(await answer(ctx, '!poll close'), /^No poll is open here/);
  assert.match(await answer(ctx, '!poll open Alone? | yes'), /needs a question and two options/);
  assert.match(await answer(ctx, '!poll open Same? | yes | YES'), /are the same/);
  await Promise.all(
    Array.from({ length: 8 }, (_, index) => answer(ctx, '!poll open Race? | a | b', `n${index}`)),
  );
  await Promise.all(Array.from({ length: 8 }, (_, index) => answer(ctx, '!vote a', `n${index}`)));
  assert.match(await answer(ctx, '!poll'), /^Race\? \(open, 8 votes\) 1\. a: 8 \(100 %\)/);
});
