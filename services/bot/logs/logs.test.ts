import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { BotContext } from '../context.ts';
import type { Sender } from '../contract.ts';
import { forgetLogsJob } from '../jobs/forget-logs.ts';
import { amend } from '../methods/amend.ts';
import { ask } from '../methods/ask.ts';
import { hear } from '../methods/hear.ts';
import { aboutPerson, eraseLog, exportLog, forgetPerson, listLogs, searchLog } from '../methods/logs.ts';
import { setRoomRules } from '../methods/moderation.ts';
import { privacy } from '../methods/privacy.ts';
import { setRoomOptions } from '../methods/room-options.ts';
import { storedBot } from '../testing.ts';

const ROOM = 'chat/hall';
const OTHER = 'irc/home/#mill';
const { signal } = new AbortController();
const mo: Sender = { name: 'Mo', id: '1', account: 'mo', role: 'moderator' };

async function answer(ctx: BotContext, text: string, sender: Sender = mo, room = ROOM, direct = false) {
  const { answers } = await ask(ctx, { room, sender, text, direct }, { signal });
  return answers.map(one => one.text).join('\n');
}

async function setUp(t: TestContext) {
  const ctx = await storedBot(t);
  let count = 0;
  const say = async (
    text: string,
    sender: Sender = { name: 'Ann', account: 'ann' },
    room = ROOM,
    rest: object = {},
  ) => {
    await hear(ctx, { room, sender, text, direct: false, id: `1:${++count}`, ...rest });
    await ctx.logBook.idle();
  };
  const kept = async () => (await searchLog(ctx, { limit: 50 })).lines.map(({ text }) => text).toReversed();
  return { ctx, say, kept };
}

const said = async (ctx: BotContext) =>
  (await ctx.db.selectFrom('answers').select('answer').where('room', '=', ROOM).orderBy('id').execute()).map(
    ({ answer }) => (answer as { text: string }).text,
  );

/** As if a line had been said so many hours ago. */
const age = (ctx: BotContext, text: string, hours: number) =>
  ctx.db
    .updateTable('log_lines')
    .set({ said_at: new Date(Date.now() - hours * 3_600_000) })
    .where('text', '=', text)
    .execute();

test('nothing is logged until a moderator turns it on, which the room is told; and never what is said in private', async t => {
  const { ctx, say, kept } = await setUp(t);
  await say('before');
  assert.equal(await answer(ctx, 'croft: is this being logged?'), 'No: nothing that is said here is logged.');
  assert.match(await answer(ctx, '!log on', { name: 'Mo' }), /^That needs somebody who is logged in/);
  assert.match(await answer(ctx, '!log on', { name: 'Ann', account: 'ann' }), /^Only moderators/);
  assert.deepEqual(await kept(), []);
  await answer(ctx, '!log on');
  await say('after');
  await say('elsewhere', mo, OTHER);
  await say('secret', mo, 'irc/home/mo', { direct: true });
  assert.deepEqual(await kept(), ['after']);
  assert.match(await answer(ctx, '!log'), /^Yes: what is said here is kept for 48 hours/);
  await answer(ctx, '!log on 72');
  await answer(ctx, '!log off');
  await say('later');
  assert.deepEqual(await kept(), ['after']);
  assert.deepEqual(
    (await said(ctx)).map(text => /^From now on I keep (.*?)(?: what|,|\.| that)/.exec(text)?.[1]),
    ['what is said here for 48 hours', 'what is said here for 72 hours', 'nothing'],
  );
  assert.match(await answer(ctx, '!log on 80'), /24 to 72 hours/);
  assert.match(await answer(ctx, 'log on', mo, 'irc/home/mo', true), /^Only moderators|never logged/);
});

test('what breaks a rule is not kept, what is edited is kept as it is now, and what is told twice once', async t => {
  const { ctx, say, kept } = await setUp(t);
  await setRoomOptions(ctx, { room: ROOM, logged: true });
  await say('bread', undefined, ROOM, { id: '1:90' });
  await say('bread', undefined, ROOM, { id: '1:90' });
  await say('bread and salt', undefined, ROOM, { id: '1:90:7', edited: true });
  assert.deepEqual(await kept(), ['bread and salt']);
});

test('what is deleted is in the log no more, nor what was edited to break a rule, and what its network edits stands as it is', async t => {
  const { ctx, say, kept } = await setUp(t);
  await setRoomOptions(ctx, { room: ROOM, logged: true });
  await setRoomRules(ctx, { room: ROOM, rules: { on: true, words: ['heck'] } });
  for (const [id, text] of [
    ['1:1', 'bread'],
    ['1:2', 'salt'],
    ['1:3', 'soup'],
    ['1:4', '!ping'],
  ] as const)
    await say(text, undefined, ROOM, { id });
  await ctx.inbox.idle();
  // Told before the line is stored, and again.
  await Promise.all([
    hear(ctx, { room: ROOM, sender: { name: 'Ben' }, text: 'jam', direct: false, id: '1:5' }),
    amend(ctx, { room: ROOM, id: '1:5' }),
    amend(ctx, { room: ROOM, id: '1:5' }),
    amend(ctx, { room: ROOM, id: '1:1' }),
    amend(ctx, { room: ROOM, id: '1:4' }),
    amend(ctx, { room: OTHER, id: '1:2' }),
    amend(ctx, { room: ROOM, id: '1:3', text: 'soup is on', account: 'Ann' }),
  ]);
  await amend(ctx, { room: ROOM, id: '1:2', text: 'what Ann never said', account: 'eve' });
  await amend(ctx, { room: ROOM, id: '1:2', account: 'eve' });
  assert.deepEqual(await kept(), ['salt', 'soup is on']);
  assert.match(await answer(ctx, '!recall bread'), /^Nothing of that/);
  await say('heck', undefined, ROOM, { id: '1:2:9', edited: true });
  assert.deepEqual(await kept(), ['soup is on']);
  const asked = await ctx.db.selectFrom('heard').select('message').where('message_id', '=', '1:4').execute();
  assert.deepEqual(
    asked.map(({ message }) => (message as { text: string }).text),
    [''],
  );
});

test('lines go when their time is over, which may be made shorter; until they are deleted nobody finds them', async t => {
  const { ctx, say, kept } = await setUp(t);
  await setRoomOptions(ctx, { room: ROOM, logged: true, logHours: 72 });
  for (const text of ['old', 'older', 'new']) await say(text);
  await age(ctx, 'old', 30);
  await age(ctx, 'older', 73);
  assert.deepEqual(await kept(), ['old', 'new']);
  await setRoomOptions(ctx, { room: ROOM, logHours: 24 });
  assert.deepEqual(await kept(), ['new']);
  await forgetLogsJob(ctx).handler({}, { signal } as never);
  const { count } = await ctx.db
    .selectFrom('log_lines')
    .select(eb => eb.fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow();
  assert.equal(Number(count), 1);
});

test('what somebody said about something, and when, is told where it was said, and nowhere else', async t => {
  const { ctx, say } = await setUp(t);
  await setRoomOptions(ctx, { room: ROOM, logged: true });
  await setRoomOptions(ctx, { room: OTHER, logged: true });
  await say('the bread is in the oven');
  await say('bread again, and soup');
  await say('I like bread', { name: 'Ben' });
  await age(ctx, 'the bread is in the oven', 24);
  const when = new Date(Date.now() - 24 * 3_600_000).toISOString().slice(11, 16);
  const yesterday = await answer(ctx, 'croft, what did Ann say about bread yesterday?');
  assert.ok(yesterday.endsWith(`${when} <Ann> the bread is in the oven`), yesterday);
  assert.match(await answer(ctx, '!recall ann about bread'), /oven\n.*bread again, and soup$/);
  assert.match(await answer(ctx, 'croft: who said bread?'), /oven\n.*soup\n.*<Ben> I like bread/);
  assert.match(await answer(ctx, '!recall by ben'), /<Ben> I like bread$/);
  assert.match(
    await answer(ctx, 'croft: what did ben say about soup'),
    /^Nothing of that is in the log by ben/,
  );
  assert.match(await answer(ctx, '!recall soup in the last hour'), /bread again, and soup$/);
  assert.match(await answer(ctx, '!recall bread', mo, OTHER), /^Nothing of that/);
  assert.match(await answer(ctx, '!recall bread', mo, 'irc/home/#cafe'), /^This room is not logged/);
  assert.match(await answer(ctx, 'recall bread', mo, 'irc/home/mo', true), /never logged/);
  assert.match(await answer(ctx, '!recall'), /^What was said about what\?/);
});

test('who is known beyond doubt is forgotten in every room of their network once they confirm, and nobody else', async t => {
  const { ctx, say, kept } = await setUp(t);
  const ann: Sender = { name: 'Ann', account: 'Ann' };
  for (const room of [ROOM, 'chat/loft']) await setRoomOptions(ctx, { room, logged: true });
  await say('of ann', ann);
  await say('of ann elsewhere', ann, 'chat/loft');
  await say('of one who is called so', { name: 'Ann' });
  await say('of a guest', { name: 'Gus', id: '44' });
  await answer(ctx, '!quote add walls have moods', ann);
  assert.match(await answer(ctx, '!forget me', { name: 'Ann' }), /^That needs somebody who is logged in/);
  assert.match(await answer(ctx, '!forget ben', ann), /^I can forget you alone/);
  assert.match(
    await answer(ctx, '!forget me', ann),
    /^This erases what you said .* Say !yes within two minutes/,
  );
  assert.equal((await kept()).length, 4, 'not before they confirm');
  assert.equal(await answer(ctx, '!yes', ann), 'I have forgotten you.');
  assert.deepEqual(await kept(), ['of one who is called so', 'of a guest']);
  assert.match(await answer(ctx, '!quote'), /^No quotes are kept here/);
  await answer(ctx, 'croft: delete my data', { name: 'Gus', id: '44' });
  await answer(ctx, '!yes', { name: 'Gus', id: '44' });
  assert.deepEqual(await kept(), ['of one who is called so']);
});

test('what was asked two minutes ago is confirmed no more', async t => {
  const { ctx, say, kept } = await setUp(t);
  await setRoomOptions(ctx, { room: ROOM, logged: true });
  await say('kept');
  await answer(ctx, '!log erase');
  await ctx.db
    .updateTable('confirmations')
    .set({ asked_at: new Date(Date.now() - 121_000) })
    .execute();
  assert.match(await answer(ctx, '!yes'), /^I have not asked you anything/);
  assert.deepEqual(await kept(), ['kept']);
  await answer(ctx, '!log erase');
  assert.equal(await answer(ctx, '!yes'), 'Erased: 1 line.');
});

test('the owner reads, exports and erases by room and by person', async t => {
  const { ctx, say, kept } = await setUp(t);
  for (const room of [ROOM, OTHER]) await setRoomOptions(ctx, { room, logged: true });
  await say('one');
  await say('two', { name: 'ann' }, OTHER);
  await say('three', { name: 'Ben' });
  await answer(ctx, 'remind me in 2 hours to eat', { name: 'Ann', account: 'ann' }, OTHER);
  const texts = async (whose: object) =>
    (await Array.fromAsync(exportLog(ctx, whose, { signal }))).map(({ text }) => text);
  assert.deepEqual(await texts({ room: ROOM }), ['one', 'three']);
  assert.deepEqual(await texts({ name: 'ANN' }), ['one', 'two']);
  const about = await aboutPerson(ctx, { name: 'ann' });
  assert.deepEqual([about.lines.length, about.quotes.length, about.decisions], [2, 0, 0]);
  assert.deepEqual(
    (await listLogs(ctx)).logs.map(({ room, lines, hours, logged }) => [room, lines, hours, logged]),
    [
      [ROOM, 2, 48, true],
      [OTHER, 1, 48, true],
    ],
  );
  assert.deepEqual(
    (await searchLog(ctx, { query: 'T E', limit: 5 })).lines.map(({ text }) => text),
    ['three'],
  );
  await assert.rejects(eraseLog(ctx, {}), /Say of which room, or of whom/);
  assert.deepEqual(await eraseLog(ctx, { room: OTHER, name: 'ann' }), { erased: 1 });
  assert.equal((await forgetPerson(ctx, { name: 'ann' })).erased >= 1, true);
  assert.deepEqual(await kept(), ['three']);
});

test('what is kept is told as it is set, without private talks and rooms that are not for everybody', async t => {
  const room = { name: 'hall', bot: true } as never;
  const bridge = { name: 'mills', rooms: [OTHER, 'irc/home/#weir'], paused: false } as never;
  const status = { name: 'home', kind: 'irc', state: 'connected', channels: ['#mill', '#den'] };
  const places = [
    { name: '#mill', joined: true },
    { name: '#den', joined: true, closed: true },
  ];
  const home = { ...status, places, since: '2026-01-01T00:00:00Z' } as never;
  const ctx = await storedBot(t, {
    chat: { listRooms: async () => ({ rooms: [room] }), searchMessages: async () => ({ messages: [] }) },
    relay: {
      listNetworks: async () => ({ networks: [home] }),
      listBridges: async () => ({ bridges: [bridge] }),
    },
  });
  await setRoomOptions(ctx, { room: 'chat/members', logged: true });
  await setRoomOptions(ctx, { room: 'irc/home/#den', logged: true });
  await setRoomOptions(ctx, { room: 'matrix/home/!abc:example.org', logged: true });
  await setRoomRules(ctx, { room: ROOM, rules: { on: true, raid: { lines: 5, seconds: 5, minutes: 5 } } });
  await setRoomOptions(ctx, { room: ROOM, logged: true, logHours: 24 });
  await setRoomOptions(ctx, { room: 'irc/home/ann', prefix: '.' });
  await setRoomOptions(ctx, { room: OTHER, translated: true, seen: true });
  const { rooms, translators, ...rest } = await privacy(ctx);
  assert.deepEqual(
    rooms.map(({ id, logged, hours, translated }) => [id, logged, hours, translated]),
    [
      [ROOM, true, 24, false],
      [OTHER, false, 48, true],
      ['irc/home/#weir', false, 48, false],
    ],
  );
  assert.deepEqual(
    rooms.map(({ seen, met, joined, here }) => [seen, met, joined, here]),
    [
      [false, true, false, true],
      [true, false, true, false],
      [false, false, true, false],
    ],
  );
  assert.deepEqual([translators, 'guesser' in rest], [[], false]);
});
