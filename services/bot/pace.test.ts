import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Action, defineAction } from './actions/action.ts';
import type { BotContext } from './context.ts';
import type { Answer, Sender } from './contract.ts';
import { hear } from './methods/hear.ts';
import { setRoomRules } from './methods/moderation.ts';
import { say } from './reply.ts';
import { storedBot } from './testing.ts';

const ROOM = 'irc/home/#mill';

/** A bot that echoes, and waits with it where told. */
function echoing() {
  const held: { until?: Promise<void> } = {};
  const echo: Action = defineAction<string>({
    ...{ name: 'echo', aliases: [], about: 'Echoes.', usage: 'echo TEXT', examples: ['echo a'], phrases: [] },
    parse: text => text,
    async run(text) {
      await held.until;
      return say(text);
    },
  });
  return { held, actions: [echo] };
}

let ids = 0;
const asks = (sender: string | Sender, text: string, id = `${++ids}`) => ({
  ...{ room: ROOM, text: `!echo ${text}`, direct: false, id },
  sender: typeof sender === 'string' ? { name: sender } : sender,
});

/** What was said to whom, line by line. */
async function said(ctx: BotContext, to: string): Promise<string[]> {
  await ctx.inbox.idle();
  const rows = await ctx.db.selectFrom('answers').select('answer').orderBy('id').execute();
  const answers = rows.map(({ answer }) => answer as Answer);
  return answers.filter(answer => answer.to === to).flatMap(({ text }) => text.split('\n'));
}

const SLOWER = 'Please slow down: I left out what you asked just now.';

/** What is echoed, in its order; that somebody is told to be slower comes at once, before what waits. */
const echoes = (lines: readonly string[]) => lines.filter(line => line !== SLOWER);

test('who asks too fast is told so once and left out, and others are answered', async t => {
  const { actions } = echoing();
  const ctx = await storedBot(t, { actions });
  for (let at = 1; at <= 20; at++) await hear(ctx, asks('ann', `${at}`));
  assert.deepEqual(await hear(ctx, asks('ann', '21')), { accepted: false });
  assert.deepEqual(await hear(ctx, asks('ben', 'b')), { accepted: true });
  await hear(ctx, { ...asks('ann', 'elsewhere'), room: 'irc/home/#other' });
  assert.deepEqual(await hear(ctx, { ...asks('ann', ''), text: 'bread is good' }), { accepted: true });
  const toAnn = await said(ctx, 'ann');
  assert.deepEqual(echoes(toAnn).slice(0, 6), ['1', '2', '3', '4', '5', '6']);
  assert.ok(echoes(toAnn).length < 20 && echoes(toAnn).includes('elsewhere'));
  assert.equal(toAnn.filter(line => line === SLOWER).length, 1);
  assert.deepEqual(await said(ctx, 'ben'), ['b']);
});

test('the same message told again counts once', async t => {
  const { actions } = echoing();
  const ctx = await storedBot(t, { actions });
  for (let again = 0; again < 30; again++) await hear(ctx, asks('ann', 'one', 'same'));
  for (let at = 2; at <= 6; at++)
    assert.deepEqual(await hear(ctx, asks('ann', `${at}`)), { accepted: true }, `${at}`);
});

test('moderators of the room ask as much as they like, and a nick of that name does not', async t => {
  const { actions } = echoing();
  const ctx = await storedBot(t, { actions });
  await ctx.db
    .insertInto('room_options')
    .values({ room: ROOM, moderators: ['mo'] })
    .execute();
  await ctx.settings.load();
  for (let at = 1; at <= 15; at++) {
    assert.deepEqual(await hear(ctx, asks({ name: 'mo', account: 'Mo' }, `${at}`)), { accepted: true });
    await ctx.inbox.idle();
  }
  const results = [];
  for (let at = 1; at <= 15; at++) {
    results.push((await hear(ctx, asks('mo', `nick ${at}`))).accepted);
    await ctx.inbox.idle();
  }
  assert.ok(results.slice(0, 6).every(Boolean) && results.includes(false));
});

test('a room in which many ask too much at once is told so once, and other rooms are not held up', async t => {
  const { actions } = echoing();
  const ctx = await storedBot(t, { actions });
  const accepted: boolean[] = [];
  for (let at = 0; at < 200; at++) {
    accepted.push((await hear(ctx, asks(`p${at}`, `${at}`))).accepted);
    await ctx.inbox.idle();
  }
  assert.ok(accepted.slice(0, 40).every(Boolean) && accepted.includes(false));
  const rows = await ctx.db.selectFrom('answers').select('answer').execute();
  const told = rows.filter(({ answer }) => (answer as Answer).text.startsWith('Too much is asked here'));
  assert.equal(told.length, 1);
  assert.deepEqual(await hear(ctx, { ...asks('ann', 'a'), room: 'irc/home/#other' }), { accepted: true });
});

test('where there are rules, who finds the queue full is told once that it was left out', async t => {
  const { held, actions } = echoing();
  const ctx = await storedBot(t, { actions });
  await setRoomRules(ctx, { room: ROOM, rules: { on: true } });
  const { promise, resolve } = Promise.withResolvers<void>();
  held.until = promise;
  for (let at = 0; at < 10; at++) await hear(ctx, asks(`p${at}`, `${at}`));
  for (const text of ['a', 'b']) assert.deepEqual(await hear(ctx, asks('ann', text)), { accepted: false });
  resolve();
  assert.deepEqual(await said(ctx, 'ann'), [
    'There is too much to do here right now, so I left out what you asked. Try again in a moment.',
  ]);
});
