import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { listMessages, searchMessages } from './methods/messages.ts';
import { getRoom, listRooms, updateRoom } from './methods/rooms.ts';
import { serveChat } from './testing/context.ts';
import { guest, member, owner, refusal, say, setUp } from './testing/kitchen.ts';

test('a room for people with an account is read and written by nobody else', async t => {
  const ctx = await setUp(t, { readers: 'members' });
  assert.deepEqual(ctx.offered, ['']);
  const eve = await guest(ctx, 'Eve');
  await say(ctx, 'Between us', owner);
  await assert.rejects(say(ctx, 'Hi', eve.from), refusal('members_only'));
  const room = 'kitchen';
  for (const from of [undefined, eve.from, { address: '::1' }]) {
    await assert.rejects(getRoom(ctx, { name: room, from }), refusal('members_only'));
    await assert.rejects(listMessages(ctx, { room, from, limit: 5 }), refusal('members_only'));
    await assert.rejects(searchMessages(ctx, { room, from, query: 'us' }), refusal('members_only'));
    assert.deepEqual((await listRooms(ctx, { from })).rooms, []);
  }
  assert.equal((await listMessages(ctx, { room, from: member, limit: 5 })).messages.length, 1);
  assert.equal((await searchMessages(ctx, { room, from: member, query: 'us' })).messages.length, 1);
  assert.equal((await listRooms(ctx, { from: member })).rooms.length, 1);

  const { app, open } = await serveChat(t, ctx);
  for (const [path, status] of [
    ['', 403],
    ['/messages', 403],
    ['/search?q=us', 403],
  ] as const)
    assert.equal((await app.inject(`/api/v1/chat/rooms/kitchen${path}`)).statusCode, status);
  const refused = await open('room=kitchen&since=0');
  assert.deepEqual((await once(refused.socket, 'close')).map(String), ['1008', 'members_only']);
  const ann = await open('room=kitchen&since=0', { authorization: 'Bearer member' });
  await ann.until(({ messages }) => messages?.length === 1);
});

test('who may not read any more is put out as the room is closed', async t => {
  const ctx = await setUp(t);
  const { open } = await serveChat(t, ctx);
  const watcher = await open('room=kitchen&since=0');
  const ann = await open('room=kitchen&since=0', { authorization: 'Bearer member' });
  await Promise.all([watcher.until(({ hello }) => hello), ann.until(({ hello }) => hello)]);
  const put = once(watcher.socket, 'close');
  await updateRoom(ctx, { name: 'kitchen', settings: { readers: 'members' } });
  assert.deepEqual((await put).map(String), ['1008', 'members_only']);
  await ann.until(frame => frame['room']);
  assert.deepEqual(ctx.offered, ['/rooms', '']);
});
