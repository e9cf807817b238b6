import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deleteMessage } from './methods/change-message.ts';
import { listMentions } from './methods/mentions.ts';
import { createRoom } from './methods/rooms.ts';
import { sayInRoom } from './methods/say.ts';
import { serveChat } from './testing/context.ts';
import { guest, member, owner, say, setUp } from './testing/kitchen.ts';

test('who comes back is told where they were named or answered since, and of nothing else', async t => {
  const ctx = await setUp(t);
  const ann = await guest(ctx, 'Ann');
  const mine = await say(ctx, 'I am here', ann.from);
  const after = (number: number, from: object = ann.from, room = 'kitchen') =>
    listMentions(ctx, { from: from as typeof owner, since: [{ room, number }] });
  assert.deepEqual(await after(0), { mentions: [] });
  await say(ctx, 'Talk');
  const named = await say(ctx, 'Hello @Ann');
  const answer = await say(ctx, 'You are', owner, { replyTo: mine.number });
  assert.equal(answer.reply?.person, ann.person.id);
  await say(ctx, '@Ann that is I', ann.from);
  await say(ctx, 'to myself', ann.from, { replyTo: mine.number });
  assert.deepEqual(await after(mine.number), {
    mentions: [{ room: 'kitchen', first: named.number, count: 2 }],
  });
  assert.deepEqual(await after(named.number), {
    mentions: [{ room: 'kitchen', first: answer.number, count: 1 }],
  });
  await deleteMessage(ctx, { room: 'kitchen', number: answer.number, from: owner });
  assert.deepEqual(await after(named.number), { mentions: [] });
  assert.deepEqual(await after(0, { address: '::1' }), { mentions: [] });
  assert.deepEqual(await after(0, ann.from, 'attic'), { mentions: [] });
});

test('a guest is told nothing of a room for members, and a browser asks by REST', async t => {
  const ctx = await setUp(t);
  const ann = await guest(ctx, 'Ann');
  await say(ctx, 'Here', ann.from);
  await createRoom(ctx, { name: 'office', title: 'Office', readers: 'members' });
  const said = { from: owner, markdown: 'Hello @MsMembers and @Ann', nonce: '1' };
  await say(ctx, 'Hello', member);
  await sayInRoom(ctx, { room: 'office', ...said });
  await sayInRoom(ctx, { room: 'kitchen', ...said });
  const since = ['office', 'kitchen'].map(room => ({ room, number: 0 }));
  const rooms = async (from: object) =>
    (await listMentions(ctx, { from: from as typeof owner, since })).mentions.map(({ room }) => room).sort();
  assert.deepEqual(await rooms(member), ['kitchen', 'office']);
  assert.deepEqual(await rooms(ann.from), ['kitchen']);
  const { app } = await serveChat(t, ctx);
  const answered = await app.inject({
    url: '/api/v1/chat/rooms/kitchen/mentions?after=1',
    headers: { authorization: 'Bearer member' },
  });
  assert.deepEqual(answered.json(), { first: 3, count: 1 });
});
