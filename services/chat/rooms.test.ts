import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chatContract } from './contract.ts';
import { takeAnswer } from './from-bot.ts';
import { forgetJob } from './jobs/forget.ts';
import { deleteMessage, editMessage, react } from './methods/change-message.ts';
import { listMessages, searchMessages } from './methods/messages.ts';
import { moderateRoom } from './methods/moderate.ts';
import { deleteRoom, updateRoom } from './methods/rooms.ts';
import { sanction } from './methods/sanctions.ts';
import { takeName } from './methods/take-name.ts';
import { guest, member, owner, refusal, say, setUp } from './testing/kitchen.ts';

test('a change of a room leaves what it does not speak of as it is', () => {
  const { settings } = chatContract.methods.updateRoom.input.parse({
    name: 'kitchen',
    settings: { title: 'The kitchen' },
  });
  assert.deepEqual(settings, { title: 'The kitchen' });
});

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
  assert.deepEqual(messages[1]?.reply, {
    number: 1,
    person: messages[0]!.person,
    name: 'Ms Members',
    text: 'Hello',
  });
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

test('an answer of the bot replies to what it answers, and names whom it answers where it replies to nothing', async t => {
  const ctx = await setUp(t);
  const { number } = await say(ctx, 'What time is it?');
  const { id } = ctx.heard[0]!;
  const told = async (answer: object) => {
    const html = '<p>five</p><ul><li>o’clock</li></ul>';
    await takeAnswer(ctx, {
      ...{ id: JSON.stringify(answer), room: 'chat/kitchen' },
      answer: { text: 'five', html, ...answer },
    });
    const { messages } = await listMessages(ctx, { room: 'kitchen', limit: 50 });
    const { reply, html: shown } = messages.at(-1)!;
    return [reply?.number, shown.slice(0, shown.indexOf('<ul>'))];
  };
  const names = { to: 'Ms Members, <Ann>' };
  assert.deepEqual(await told({ to: 'Ms Members', replyTo: id }), [number, '<p>five</p>']);
  const named = '<p>Ms Members, &lt;Ann&gt;: five</p>';
  assert.deepEqual(await told(names), [undefined, named]);
  for (const replyTo of ['999:1', `${id!.split(':')[0]}:99`, 'line 5', ''])
    assert.deepEqual(await told({ ...names, replyTo }), [undefined, named], replyTo);
  assert.deepEqual(await told({}), [undefined, '<p>five</p>']);
});

test('the bot is told of what is deleted, by its writer or by a moderator', async t => {
  const ctx = await setUp(t);
  for (const text of ['One', 'Two', 'Three']) await say(ctx, text);
  await deleteMessage(ctx, { room: 'kitchen', number: 1, from: member });
  await deleteMessage(ctx, { room: 'kitchen', number: 2, from: { address: '::1', session: 'owner' } });
  await assert.rejects(
    deleteMessage(ctx, { room: 'kitchen', number: 3, from: { address: '::1', session: 'x' } }),
  );
  await new Promise(setImmediate);
  const { id } = await ctx.db.selectFrom('rooms').select('id').executeTakeFirstOrThrow();
  assert.deepEqual(ctx.gone, [`chat/kitchen ${id}:1`, `chat/kitchen ${id}:2`]);
});

test('the menu has a place for rooms while there is one', async t => {
  const ctx = await setUp(t);
  await deleteRoom(ctx, { name: 'kitchen' });
  assert.deepEqual(ctx.offered, ['/rooms', '']);
});
