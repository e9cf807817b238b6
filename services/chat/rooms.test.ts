import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type TestContext, test } from 'node:test';
import { RoomSettings } from './contract.ts';
import { takeAnswer } from './from-bot.ts';
import { forgetJob } from './jobs/forget.ts';
import { deleteMessage, editMessage, react } from './methods/change-message.ts';
import { listMessages, searchMessages } from './methods/messages.ts';
import { moderateRoom, sanction } from './methods/moderate.ts';
import { createRoom, updateRoom } from './methods/rooms.ts';
import { sayInRoom } from './methods/say.ts';
import { takeName } from './methods/take-name.ts';
import { addMessage } from './store/add-message.ts';
import { chatDatabase, numbersOf, serveChat, type TestChat, testChat } from './testing/context.ts';

const settings = (change: object = {}) => RoomSettings.parse({ title: 'Kitchen', ...change });
const owner = { address: '203.0.113.1', token: 'owner' };
const member = { address: '203.0.113.2', token: 'member' };

async function setUp(t: TestContext, change: object = {}) {
  const ctx = await testChat(t);
  await createRoom(ctx, { name: 'kitchen', ...settings(change) });
  return ctx;
}

const say = (ctx: TestChat, markdown: string, from: object = member, rest: object = {}) =>
  sayInRoom(ctx, {
    room: 'kitchen',
    from: { address: '203.0.113.2', ...from },
    markdown,
    nonce: randomUUID(),
    ...rest,
  });

async function guest(ctx: TestChat, name: string) {
  const { person, secret } = await takeName(ctx, { from: { address: `203.0.113.${name.length}` }, name });
  return { person, from: { address: '203.0.113.9', guest: secret } };
}

const refusal = (reason: string) => ({ reason });

test('a message is stored once however often it is sent, and numbers have no gaps', async t => {
  const ctx = await setUp(t);
  const twice = { nonce: 'same' };
  const same = await Promise.all([say(ctx, 'Hello', member, twice), say(ctx, 'Hello', member, twice)]);
  assert.deepEqual(
    same.map(({ number }) => number),
    [1, 1],
  );
  await assert.rejects(say(ctx, 'Answer', member, { replyTo: 7 }), /no message of that number/);
  assert.equal((await say(ctx, 'Next', owner, { replyTo: 1 })).number, 2);
  const { messages, older, change } = await listMessages(ctx, { room: 'kitchen', limit: 50 });
  assert.deepEqual([messages.length, older, change], [2, false, 2]);
  assert.deepEqual(messages[1]?.reply, { number: 1, name: 'Ms Members', text: 'Hello' });
});

test('what is written is shown as the safe part of Markdown, and names who is named', async t => {
  const ctx = await setUp(t);
  const ann = await guest(ctx, 'Ann Lee');
  await say(ctx, 'I am here', ann.from);
  const { html, mentions } = await say(
    ctx,
    '**Hi** @AnnLee <script>alert(1)</script> [x](javascript:alert(1)) https://a.example',
  );
  assert.match(html, /<strong>Hi<\/strong> @AnnLee &lt;script&gt;/);
  assert.match(html, /<a href="https:\/\/a.example\/" rel="nofollow ugc noopener"/);
  assert.doesNotMatch(html, /<script|href="javascript/);
  assert.deepEqual(mentions, [ann.person.id]);
  assert.deepEqual((await say(ctx, 'mail@ann.example and @nobody')).mentions, []);
});

test('writers change and delete what is theirs for a while, moderators delete anything', async t => {
  const ctx = await setUp(t);
  const { number } = await say(ctx, 'One');
  const one = { room: 'kitchen', number };
  const edited = await editMessage(ctx, { ...one, from: member, markdown: 'Two' });
  assert.deepEqual([edited.html, edited.change, edited.editedAt !== undefined], ['<p>Two</p>', 2, true]);
  await assert.rejects(editMessage(ctx, { ...one, from: owner, markdown: 'Mine' }), /not yours/);
  const eve = await guest(ctx, 'Eve');
  await assert.rejects(deleteMessage(ctx, { ...one, from: eve.from }), /not yours/);
  await ctx.db.updateTable('messages').set({ created_at: '2026-01-01T00:00:00Z' }).execute();
  await assert.rejects(editMessage(ctx, { ...one, from: member, markdown: 'x' }), refusal('too_late'));
  const gone = await deleteMessage(ctx, { ...one, from: { address: '::1', token: 'moderator' } });
  assert.deepEqual([gone.html, gone.deleted, gone.change], ['', true, 3]);
  assert.deepEqual((await deleteMessage(ctx, { ...one, from: owner })).change, 3);
});

test('a reaction is given once and taken back once', async t => {
  const ctx = await setUp(t);
  const { number, person } = await say(ctx, 'Cake?');
  const asked = { room: 'kitchen', number, from: member, emoji: '👍🏽' };
  await react(ctx, { ...asked, on: true });
  const given = await react(ctx, { ...asked, on: true });
  assert.deepEqual([given.reactions, given.change], [[{ emoji: '👍🏽', people: [person] }], 2]);
  assert.deepEqual((await react(ctx, { ...asked, on: false })).reactions, []);
});

test('a name is one person’s: not that of an account, of an office, or of another guest', async t => {
  const ctx = await setUp(t);
  const { person, from } = await guest(ctx, 'Zoë');
  for (const name of ['ms owners', 'M5 0wners', 'moderator', 'Croft', 'zoe'])
    await assert.rejects(
      takeName(ctx, { from: { address: '198.51.100.1' }, name }),
      refusal('name_taken'),
      name,
    );
  await assert.rejects(takeName(ctx, { from: { address: '::1' }, name: ' ‮ ' }), refusal('bad_name'));
  const renamed = await takeName(ctx, { from, name: 'Zoë Z' });
  assert.deepEqual([renamed.person.id, renamed.secret], [person.id, from.guest]);
  await assert.rejects(say(ctx, 'Hi', { guest: 'forged' }), refusal('no_name'));
  await assert.rejects(say(ctx, 'Hi', { token: 'forged' }), { code: 'unauthenticated' });
});

test('a room takes what its owner and moderators let it take', async t => {
  const ctx = await setUp(t, { filters: ['heck'] });
  const eve = await guest(ctx, 'Eve');
  await assert.rejects(say(ctx, 'what the HЕCК', eve.from), refusal('filtered'));
  await assert.rejects(say(ctx, ' \n ', eve.from), { code: 'invalid' });
  await updateRoom(ctx, { name: 'kitchen', settings: { slowSeconds: 60 } });
  await say(ctx, 'First', eve.from);
  await assert.rejects(say(ctx, 'Second', eve.from), { reason: 'slow_mode', retryAfter: 60 });
  const moderator = { address: '::1', token: 'moderator' };
  await moderateRoom(ctx, { room: 'kitchen', from: moderator, slowSeconds: 0, writers: 'members' });
  await assert.rejects(say(ctx, 'Second', eve.from), refusal('members_only'));
  await assert.rejects(moderateRoom(ctx, { room: 'kitchen', from: member, slowSeconds: 9 }), {
    code: 'forbidden',
  });
  const { person = 0 } = await say(ctx, 'I may');
  const mute = { room: 'kitchen', from: moderator, person, kind: 'mute' as const };
  await sanction(ctx, mute);
  await assert.rejects(say(ctx, 'I may not'), refusal('muted'));
  const { person: ownerId = 0 } = await say(ctx, 'Calm', owner);
  await assert.rejects(sanction(ctx, { ...mute, person: ownerId }), { code: 'forbidden' });
});

test('messages are found by words, and forgotten when the room keeps them no longer', async t => {
  const ctx = await setUp(t, { keepDays: 1 });
  await say(ctx, 'The soup is hot');
  await say(ctx, 'The **bread** is cold');
  const found = await searchMessages(ctx, { room: 'kitchen', query: 'bread "is cold" -soup' });
  assert.deepEqual(
    found.messages.map(({ number }) => number),
    [2],
  );
  await ctx.db
    .updateTable('messages')
    .set({ created_at: '2026-01-01T00:00:00Z' })
    .where('number', '=', 1)
    .execute();
  const job = { id: '1', retries: 0, signal: new AbortController().signal };
  await forgetJob(ctx).handler({}, job);
  assert.equal((await listMessages(ctx, { room: 'kitchen', limit: 5 })).messages.length, 1);
  assert.equal((await say(ctx, 'Third')).number, 3);
});

test('the bot hears every message once by its id, and its answer is stored once', async t => {
  const ctx = await setUp(t);
  await say(ctx, '!roll', member, { nonce: 'n' });
  await say(ctx, '!roll', member, { nonce: 'n' });
  await new Promise(setImmediate);
  assert.deepEqual(new Set(ctx.heard.map(({ room, text, id }) => `${room} ${text} ${id}`)).size, 1);
  assert.equal(ctx.heard[0]?.sender.account, 'member');
  const answer = {
    id: 'life:1',
    room: 'chat/kitchen',
    answer: { text: '4', html: '<p>4<script>x</script></p>' },
  };
  await Promise.all([takeAnswer(ctx, answer), takeAnswer(ctx, answer)]);
  const { messages } = await listMessages(ctx, { room: 'kitchen', limit: 5 });
  assert.deepEqual([messages.length, messages[1]?.role, messages[1]?.html], [2, 'bot', '<p>4</p>']);
  await takeAnswer(ctx, { ...answer, room: 'chat/gone' });
});

test('a client that was away gets what it missed once and in order, from another process too', async t => {
  const url = await chatDatabase(t);
  const [a, b] = await Promise.all([testChat(t, url), testChat(t, url)]);
  await createRoom(a, { name: 'kitchen', ...settings() });
  const [here, there] = await Promise.all([serveChat(t, a), serveChat(t, b)]);
  const stays = await here.open('room=kitchen', { authorization: 'Bearer owner' });
  await stays.until(({ hello }) => hello);
  const leaves = await here.open('room=kitchen&since=0');
  await leaves.until(({ hello }) => hello);
  for (const text of ['1', '2', '3']) await say(a, text);
  await leaves.until(({ messages }) => messages?.at(-1)?.number === 3);
  leaves.socket.terminate();
  await say(b, '4', owner);
  await editMessage(a, { room: 'kitchen', number: 2, from: member, markdown: 'two' });
  await say(a, '5');
  const [back] = await Promise.all([there.open('room=kitchen&since=3'), say(a, '6', owner), say(b, '7')]);
  await back.until(({ messages }) => messages?.some(({ change }) => change === 8));
  assert.deepEqual(numbersOf(leaves), [1, 2, 3]);
  assert.deepEqual(numbersOf(back), [4, 2, 5, 6, 7]);
  await stays.until(({ messages }) => messages?.some(({ change }) => change === 8));
  assert.deepEqual(numbersOf(stays), [1, 2, 3, 4, 2, 5, 6, 7]);
  const beyond = await there.open('room=kitchen&since=99');
  const { hello } = await beyond.until(frame => frame['hello']);
  assert.equal((hello as { reset: boolean }).reset, true);
  await beyond.until(({ messages }) => messages?.length === 7);
});

test('a talk over a socket: said, changed, seen by others, with who is there and who types', async t => {
  const ctx = await setUp(t);
  const { open, sockets } = await serveChat(t, ctx);
  const ann = await open('room=kitchen', { cookie: '__Host-croft=member' });
  const eve = await open('room=kitchen', {
    cookie: `__Host-croft-guest=${(await guest(ctx, 'Eve')).from.guest}`,
  });
  await eve.until(({ hello }) => hello);
  const said = await ann.ask({ do: 'say', text: 'Hello *Eve*', nonce: 'a' });
  assert.deepEqual(said['done'], { number: 1 });
  assert.deepEqual((await ann.ask({ do: 'source', number: 1 }))['done'], { markdown: 'Hello *Eve*' });
  await eve.ask({ do: 'react', number: 1, emoji: '🎉', on: true });
  ann.socket.send(JSON.stringify({ do: 'typing' }));
  assert.equal(((await eve.until(({ typing }) => typing))['typing'] as { name: string }).name, 'Ms Members');
  const here = await eve.until(
    frame => (frame['here'] as { people: unknown[] } | undefined)?.people.length === 2,
  );
  assert.equal((here['here'] as { others: number }).others, 0);
  const watcher = await open('room=kitchen&since=0');
  const refused = await watcher.ask({ do: 'say', text: 'Hi', nonce: 'b' });
  assert.equal((refused['error'] as { reason: string }).reason, 'no_name');
  for (const bad of [
    '{',
    '[]',
    '{"do":"fly"}',
    '{"do":"say","text":"","nonce":"x"}',
    '{"do":"react","number":1,"emoji":"ab","on":true}',
  ])
    ann.socket.send(bad);
  await ann.until(() => ann.frames.filter(({ error }) => error).length === 5);
  const [closed] = await Promise.all([once(eve.socket, 'close'), sockets.drain()]);
  assert.equal(closed[0], 1012);
});

test('who is blocked is put out and stays out; a room that is not there lets nobody in', async t => {
  const ctx = await setUp(t);
  const { open } = await serveChat(t, ctx);
  const eve = await guest(ctx, 'Eve');
  const headers = { cookie: `__Host-croft-guest=${eve.from.guest}` };
  const client = await open('room=kitchen', headers);
  await client.until(({ hello }) => hello);
  const put = once(client.socket, 'close');
  await sanction(ctx, { room: 'kitchen', from: owner, person: eve.person.id, kind: 'block', minutes: 5 });
  assert.equal((await put)[0], 1008);
  for (const [query, reason] of [
    ['room=kitchen', 'blocked'],
    ['room=attic', 'not_found'],
    ['', 'not_found'],
  ] as const) {
    const again = await open(query, headers);
    const [code, why] = await once(again.socket, 'close');
    assert.deepEqual([code, String(why)], [1008, reason]);
  }
});

test('a client that does not read is dropped, harms nobody and takes up where it was', async t => {
  const ctx = await setUp(t);
  const { open } = await serveChat(t, ctx);
  const [slow, quick] = [await open('room=kitchen&since=0'), await open('room=kitchen&since=0')];
  await Promise.all([slow.until(({ hello }) => hello), quick.until(({ hello }) => hello)]);
  slow.socket.pause();
  const html = `<p>${'x'.repeat(16_000)}</p>`;
  const closed = once(slow.socket, 'close');
  const room = await ctx.db.selectFrom('rooms').selectAll().executeTakeFirstOrThrow();
  const row = {
    person: null,
    name: 'croft',
    role: 'bot',
    markdown: '',
    html,
    text: '',
    mentions: [],
  } as const;
  const last = 600; // more than the buffers of the system hold beside ours
  for (let number = 1; number <= last; number += 20)
    await ctx.db.transaction().execute(async tx => {
      for (let n = number; n < number + 20; n++) await addMessage(tx, room, { ...row, nonce: `${n}` });
    });
  await quick.until(({ messages }) => messages?.at(-1)?.number === last);
  slow.socket.resume();
  await closed;
  assert.deepEqual(
    numbersOf(quick),
    Array.from({ length: last }, (_, n) => n + 1),
  );
  const had = numbersOf(slow);
  const back = await open(`room=kitchen&since=${had.at(-1) ?? 0}`);
  await back.until(({ messages }) => messages?.at(-1)?.number === last);
  assert.deepEqual([...had, ...numbersOf(back)], numbersOf(quick));
});

test('an address has so many connections and no more, and pages of other sites none', async t => {
  const ctx = await setUp(t);
  const { open } = await serveChat(t, ctx);
  const origin = await open('room=kitchen', { origin: 'https://evil.example' });
  assert.equal((await once(origin.socket, 'close'))[0], 1008);
  const many = await Promise.all(Array.from({ length: 20 }, () => open('room=kitchen')));
  assert.equal((await once((await open('room=kitchen')).socket, 'close'))[0], 1013);
  const left = once(many[0]!.socket, 'close');
  many[0]!.socket.close();
  await left;
  await (await open('room=kitchen')).until(({ hello }) => hello);
});
