import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BotContext } from './context.ts';
import { onceOf } from './effects.ts';
import { ask } from './methods/ask.ts';
import { addCommand, changeCommand, listCommands } from './methods/commands.ts';
import { hear } from './methods/hear.ts';
import { listActions } from './methods/list-actions.ts';
import { forget } from './rooms/watch.ts';
import { runRequest } from './run-request.ts';
import { acceptMessages } from './store/heard.ts';
import { botDatabase, storedBot } from './testing.ts';

const { signal } = new AbortController();
const ROOM = 'irc/home/#mill';

async function answer(
  ctx: BotContext,
  text: string,
  account: string | undefined = 'ann',
  room = ROOM,
): Promise<string> {
  const sender = { name: account ?? 'guest', ...(account !== undefined && { account }) };
  const { answers } = await ask(ctx, { room, sender, text, direct: false }, { signal });
  return answers.map(one => one.text).join('\n');
}

async function moderated(ctx: BotContext): Promise<void> {
  await ctx.db
    .insertInto('room_options')
    .values({ room: ROOM, moderators: ['ann'] })
    .execute();
  await ctx.settings.load();
}

test('moderators give a room commands of its own, and change and delete them', async t => {
  const ctx = await storedBot(t);
  assert.match(await answer(ctx, '!command'), /^There are no custom commands here/);
  assert.match(await answer(ctx, '!command add hug $(user) hugs'), /^Only moderators of this room/);
  await moderated(ctx);
  assert.match(await answer(ctx, '!command add hug $(user) hugs', 'guest'), /^Only moderators of this room/);
  assert.equal(
    await answer(ctx, '!command add !Hug -a=cuddle -cd=0 $(user) hugs $(touser), $(count)'),
    '!hug is a command here now.',
  );
  assert.equal(await answer(ctx, '!hug ben', 'Cleo'), 'Cleo hugs ben, 1');
  assert.equal(await answer(ctx, '!cuddle', 'Cleo'), 'Cleo hugs Cleo, 2');
  assert.equal(await answer(ctx, 'croft: hug @dan', 'Cleo'), 'Cleo hugs dan, 3');
  assert.equal(await answer(ctx, '!hug', 'ann', 'irc/home/#other'), '');
  assert.equal(await answer(ctx, '!command'), 'Custom commands here: !hug');
  assert.match(await answer(ctx, '!help'), / !hug/);
  assert.match(await answer(ctx, '!help hug'), /^!hug \[WORDS\] — Says: \$\(user\) hugs/);
  assert.equal(
    await answer(ctx, '!command show cuddle'),
    '!hug (also !cuddle): $(user) hugs $(touser), $(count)',
  );
  assert.equal(await answer(ctx, '!command edit hug -cd=5 -ul=mod Hugs!'), '!hug is changed.');
  assert.equal(
    await answer(ctx, '!command show hug'),
    '!hug (also !cuddle; rests 5 s; for moderators): Hugs!',
  );
  assert.equal(await answer(ctx, '!command edit hug -ul=everyone'), '!hug is changed.');
  assert.match(await answer(ctx, '!command show hug'), /5 s\): Hugs!$/);
  assert.equal(await answer(ctx, '!command delete hug'), 'The command !hug is gone.');
  assert.equal(await answer(ctx, '!hug'), '');
  assert.equal(await answer(ctx, '!command delete hug'), 'There is no custom command !hug here.');
});

test('what cannot be is said, and nothing is kept of it', async t => {
  const ctx = await storedBot(t);
  await moderated(ctx);
  for (const [asked, answered] of [
    ['add', /^Which command\?/],
    ['add hug', /^What should I say\?/],
    ['add roll x', /^roll is something that I can do already/],
    ['add hug -a=dice x', /^dice is something that I can do already/],
    ['add hug $(usr)', /^There is no variable \$\(usr\)/],
    ['add hug -cd=soon x', /^-cd is a number of seconds/],
    ['add hug -ul=friends x', /^I know no “friends”/],
    ['add 1+1 x', /^“1\+1” is no name/],
    ['edit hug x', /^There is no custom command !hug here/],
    ['burn hug', /^I can: command add/],
  ] as const)
    assert.match(await answer(ctx, `!command ${asked}`), answered, asked);
  await answer(ctx, '!command add hug x');
  assert.equal(await answer(ctx, '!command add hug y'), 'There is a command hug already.');
  assert.equal((await listCommands(ctx)).commands.length, 1);
});

test('a command of every room gives way to the room’s own, and is the owner’s alone to change', async t => {
  const ctx = await storedBot(t);
  await moderated(ctx);
  const { id } = await addCommand(ctx, { name: 'manners', text: 'Be kind.', aliases: ['law'] });
  assert.equal(await answer(ctx, '!manners'), 'Be kind.');
  assert.equal(await answer(ctx, '!law', 'ann', 'irc/home/#other'), 'Be kind.');
  assert.match(await answer(ctx, '!command delete manners'), /there in every room: the owner alone/);
  await answer(ctx, '!command add manners Mill first.');
  assert.equal(await answer(ctx, '!manners'), 'Mill first.');
  assert.equal(await answer(ctx, '!manners', 'ann', 'irc/home/#other'), 'Be kind.');
  await changeCommand(ctx, { id, name: 'lore', text: 'Old.' });
  assert.equal(await answer(ctx, '!lore'), 'Old.');
  assert.ok(listActions(ctx).actions.some(({ name, custom }) => name === 'lore' && custom));
  assert.equal(await answer(ctx, '!room off lore'), 'I do not do lore here any more.');
  assert.equal(await answer(ctx, '!lore'), '');
  await assert.rejects(changeCommand(ctx, { id: id + 9, text: 'x' }), { code: 'not_found' });
  await assert.rejects(addCommand(ctx, { name: 'lore', text: 'x' }), { code: 'conflict' });
  await assert.rejects(addCommand(ctx, { name: 'help', text: 'x' }), { code: 'conflict' });
  await assert.rejects(addCommand(ctx, { name: 'a', text: '$(' }), { code: 'invalid' });
});

test('a command rests in silence, for the room and for each person, and is for who it is for', async t => {
  const ctx = await storedBot(t);
  await addCommand(ctx, { name: 'slow', text: 'slow $(count)', cooldown: 60 });
  assert.equal(await answer(ctx, '!slow'), 'slow 1');
  assert.equal(await answer(ctx, '!slow', 'ben'), '');
  assert.equal(await answer(ctx, '!slow; !ping', 'ben'), 'pong');
  assert.equal(
    await answer(ctx, '!slow', 'ben', 'irc/home/#other'),
    'slow 1',
    'another room has its own rest',
  );
  await ctx.db.updateTable('command_uses').set({ used_at: '2026-01-01T00:00:00Z' }).execute();
  assert.equal(await answer(ctx, '!slow', 'ben'), 'slow 2');
  await addCommand(ctx, { name: 'own', text: 'own $(count)', personCooldown: 60 });
  assert.equal(await answer(ctx, '!own'), 'own 1');
  assert.equal(await answer(ctx, '!own'), '');
  assert.equal(await answer(ctx, '!own', 'ben'), 'own 2');
  await addCommand(ctx, { name: 'inside', text: 'hush', needs: 'certain' });
  const guest = { room: ROOM, sender: { name: 'ann' }, text: '!inside', direct: false };
  assert.match((await ask(ctx, guest, { signal })).answers[0]!.text, /logged in to the network/);
  assert.equal(await answer(ctx, '!inside'), 'hush');
  assert.match(await answer(ctx, '!help inside'), /It is for whoever is logged in to the network\.$/);
  assert.match(await answer(ctx, '!help slow'), /It rests for 60 s in a room after a use\.$/);
});

test('moderators count, and everybody sees it', async t => {
  const ctx = await storedBot(t);
  await moderated(ctx);
  assert.match(await answer(ctx, '!counter'), /^Nothing is counted here yet/);
  assert.match(await answer(ctx, '!counter deaths'), /^There is no counter deaths here yet/);
  assert.match(await answer(ctx, '!counter deaths +1', 'ben'), /^Only moderators/);
  assert.equal(await answer(ctx, '!counter deaths +1'), 'deaths: 1');
  assert.equal(await answer(ctx, '!counter Deaths++'), 'deaths: 2');
  assert.equal(await answer(ctx, '!counter deaths =40'), 'deaths: 40');
  assert.equal(await answer(ctx, '!counter deaths -2'), 'deaths: 38');
  assert.equal(await answer(ctx, '!counter wins =3'), 'wins: 3');
  assert.equal(await answer(ctx, '!counter', 'ben'), 'deaths: 38, wins: 3');
  assert.equal(await answer(ctx, 'croft: what is the counter for wins?', 'ben'), 'wins: 3');
  assert.match(await answer(ctx, '!counter deaths +1000000000'), /^That is more than a counter can hold/);
  assert.equal(await answer(ctx, '!counter delete wins'), 'The counter wins is gone.');
  await answer(ctx, '!command add died $(user) died, the $(count deaths)th');
  assert.equal(await answer(ctx, '!died', 'ben'), 'ben died, the 39th');
  assert.equal(await answer(ctx, '!counter deaths'), 'deaths: 39');
});

test('a message that is run again after its process died counts nothing a second time, and says the same', async t => {
  const url = await botDatabase(t);
  const [one, two] = [await storedBot(t, { url }), await storedBot(t, { url })];
  await addCommand(one, {
    name: 'died',
    text: '$(count) $(counter deaths +1) $(random 1-1000000)',
    cooldown: 60,
  });
  await two.settings.load();
  const message = { room: ROOM, sender: { name: 'ann' }, text: '!died', direct: false, id: 'm1' };
  const [heard] = await acceptMessages(one.db, [message]);
  const run = (ctx: BotContext) => {
    const [request] = ctx.settings.of(ROOM).read(message.text, false);
    const once = onceOf(ctx.db, { heard: heard!, place: 0 });
    return runRequest(ctx, request!, { message, call: { signal }, once, among: false });
  };
  const all = await Promise.all([run(one), run(two), run(one)]);
  assert.deepEqual(new Set(all.map(({ reply }) => reply.text)), new Set(['1 1 1000000']));
  assert.equal((await listCommands(one)).commands[0]!.uses, 1);
});

test('what rests is heard, done and answered with nothing', async t => {
  const ctx = await storedBot(t);
  await addCommand(ctx, { name: 'slow', text: 'slow', cooldown: 60 });
  for (const id of ['1', '2'])
    await hear(ctx, { room: ROOM, sender: { name: 'ann' }, text: '!slow', direct: false, id });
  await ctx.inbox.idle();
  const heard = await ctx.db.selectFrom('heard').selectAll().where('done_at', 'is not', null).execute();
  const said = await ctx.db.selectFrom('answers').selectAll().execute();
  assert.deepEqual([heard.length, said.length], [2, 1]);
});

test('what a talk on the site has counted is forgotten after a day, and what rooms have is kept', async t => {
  const ctx = await storedBot(t);
  await addCommand(ctx, { name: 'died', text: '$(counter deaths +1)', personCooldown: 5 });
  for (const room of [ROOM, 'web/visitor']) assert.equal(await answer(ctx, '!died', 'ann', room), '1');
  const before = '2026-01-01T00:00:00Z';
  await ctx.db.updateTable('command_uses').set({ used_at: before }).execute();
  await ctx.db.updateTable('command_people').set({ used_at: before }).execute();
  await ctx.db.updateTable('counters').set({ changed_at: before }).execute();
  await forget(ctx);
  assert.equal(await answer(ctx, '!counter deaths'), 'deaths: 1');
  assert.match(await answer(ctx, '!counter deaths', 'ann', 'web/visitor'), /^There is no counter/);
  assert.equal((await ctx.db.selectFrom('command_people').selectAll().execute()).length, 0);
  assert.equal((await listCommands(ctx)).commands[0]!.uses, 1);
});
