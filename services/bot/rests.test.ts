import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Action, defineAction } from './actions/action.ts';
import { actions } from './actions/index.ts';
import type { BotContext } from './context.ts';
import type { Sender } from './contract.ts';
import { ask } from './methods/ask.ts';
import { listActions } from './methods/list-actions.ts';
import { say } from './reply.ts';
import { storedBot, testBot } from './testing.ts';

const { signal } = new AbortController();
const ROOM = 'irc/home/#mill';

interface Where {
  readonly room?: string;
  readonly direct?: boolean;
}

async function answer(ctx: BotContext, text: string, sender: string | Sender = 'ann', where: Where = {}) {
  const who = typeof sender === 'string' ? { name: sender } : sender;
  const message = { room: ROOM, direct: false, sender: who, text, ...where };
  const { answers } = await ask(ctx, message, { signal });
  return answers.map(one => one.text).join('\n');
}

/** An action that is anything beside what it says. */
const made = (parts: Pick<Action, 'cooldown' | 'role'>): Action =>
  defineAction<string>({
    ...{ name: 'tide', aliases: [], about: 'Tells of the tide.', usage: 'tide PLACE', phrases: [] },
    examples: ['tide Dover'],
    parse: text => text,
    run: text => say(`high in ${text}`),
    ...parts,
  });

test('an action rests in a room after a use, says so once, and is there for all of one message', async () => {
  const ctx = testBot({ actions: [made({ cooldown: 1 })] });
  assert.equal(await answer(ctx, '!tide Dover; !tide Calais'), 'high in Dover\nhigh in Calais');
  assert.equal(await answer(ctx, '!tide Ostend', 'ben'), 'One moment: tide rests here for 1 s.');
  assert.equal(await answer(ctx, '!tide Ostend', 'ben'), '');
  assert.equal(await answer(ctx, '!tide Ostend', 'ben', { room: 'irc/home/#other' }), 'high in Ostend');
  const alone = { room: 'irc/home/ben', direct: true };
  for (const place of ['Ostend', 'Brest'])
    assert.equal(await answer(ctx, `tide ${place}`, 'ben', alone), `high in ${place}`);
  await sleep(1_050);
  assert.equal(await answer(ctx, '!tide Ostend', 'ben'), 'high in Ostend');
});

test('what was not understood is no use of it, and moderators do not wait', async t => {
  const ctx = await storedBot(t, {
    actions: [...actions, made({ cooldown: 60 })],
  });
  await ctx.db
    .insertInto('room_options')
    .values({ room: ROOM, moderators: ['mo'] })
    .execute();
  await ctx.settings.load();
  assert.match(await answer(ctx, '!weather'), /^Where\?/);
  assert.doesNotMatch(await answer(ctx, '!weather Oslo'), /rests/);
  for (const place of ['Dover', 'Calais'])
    assert.equal(await answer(ctx, `!tide ${place}`, { name: 'mo', account: 'mo' }), `high in ${place}`);
});

test('an action with a role is for whom it is for, and never guessed for anybody', async t => {
  const ctx = await storedBot(t, { actions: [...actions, made({ role: 'moderator' })] });
  await ctx.db
    .insertInto('room_options')
    .values({ room: ROOM, moderators: ['mo'] })
    .execute();
  await ctx.settings.load();
  assert.match(await answer(ctx, '!tide Dover'), /^That needs somebody who is logged in/);
  assert.match(await answer(ctx, '!tide Dover', { name: 'ann', account: 'ann' }), /^Only moderators/);
  const mo = { name: 'mo', account: 'mo' };
  assert.equal(await answer(ctx, '!tide Dover', mo), 'high in Dover');
  assert.match(await answer(ctx, 'croft: tiide Dover', mo), /Did you mean !tide/);
  assert.match(await answer(ctx, '!yes', mo), /^I have not asked you/);
});

test('help and the list of actions tell who may have what, and how long it rests', async () => {
  const ctx = testBot({
    actions: [...actions, made({ role: 'moderator', cooldown: 9 })],
  });
  assert.match(await answer(ctx, '!help weather'), /\nIt rests for 3 s in a room after a use\.$/);
  assert.match(await answer(ctx, '!help ban'), /\nIt is for moderators of the room\.$/);
  assert.match(await answer(ctx, '!help room'), /\nSome of it is for moderators of the room\.$/);
  assert.match(
    await answer(ctx, '!help tide'),
    /\nIt is for moderators of the room\. It rests for 9 s in a room after a use\.$/,
  );
  assert.doesNotMatch(await answer(ctx, '!help ping'), /It is|rests/);
  const listed = Object.fromEntries(listActions(ctx).actions.map(action => [action.name, action]));
  assert.deepEqual(
    [listed['tide']?.role, listed['tide']?.cooldown, listed['room']?.partly, listed['ping']?.terms],
    ['moderator', 9, true, undefined],
  );
});
