import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Act } from '../../relay/contract.ts';
import type { TestChat } from '../testing/context.ts';
import { guest, owner, say, setUp } from '../testing/kitchen.ts';
import { moderateRoom } from './moderate.ts';
import { moderate } from './moderate-for-bot.ts';
import { getRoom } from './rooms.ts';

const CLOSED = 'The room is open to people with an account alone.';

async function act(ctx: TestChat, what: Omit<Act, 'reason'>) {
  const { results } = await moderate(ctx, { room: 'chat/kitchen', acts: [{ reason: 'so', ...what }] });
  return results[0]!;
}

const writers = async (ctx: TestChat) => (await getRoom(ctx, { name: 'kitchen', from: owner })).writers;

test('the bot closes a room and opens it again', async t => {
  const ctx = await setUp(t);
  assert.deepEqual(await act(ctx, { act: 'lock' }), {
    done: true,
    words: CLOSED,
    undo: 'everyone',
    lift: true,
  });
  assert.equal(await writers(ctx), 'members');
  assert.equal((await act(ctx, { act: 'unlock', undo: 'everyone' })).done, true);
  assert.equal(await writers(ctx), 'everyone');
});

test('a room that a moderator has closed stays closed: the bot lifts nothing', async t => {
  const ctx = await setUp(t);
  await moderateRoom(ctx, { room: 'kitchen', from: owner, writers: 'members' });
  assert.deepEqual(await act(ctx, { act: 'lock' }), { done: true, words: CLOSED });
  await act(ctx, { act: 'unlock' });
  assert.equal(await writers(ctx), 'members');
});

test('a room that the bot closed, and closes again since it was stopped, is opened', async t => {
  const ctx = await setUp(t);
  await act(ctx, { act: 'lock' });
  assert.deepEqual(await act(ctx, { act: 'lock' }), {
    done: true,
    words: CLOSED,
    undo: 'everyone',
    lift: true,
  });
  await act(ctx, { act: 'unlock', undo: 'everyone' });
  assert.equal(await writers(ctx), 'everyone');
  await act(ctx, { act: 'unlock', undo: 'everyone' });
  assert.equal(await writers(ctx), 'everyone');
});

test('a room that a moderator has opened and closed meanwhile stays as they have set it', async t => {
  const ctx = await setUp(t);
  await act(ctx, { act: 'lock' });
  await moderateRoom(ctx, { room: 'kitchen', from: owner, writers: 'everyone' });
  await moderateRoom(ctx, { room: 'kitchen', from: owner, writers: 'members' });
  await act(ctx, { act: 'unlock', undo: 'everyone' });
  assert.equal(await writers(ctx), 'members');
});

test('whom the bot knows by name alone is silenced all the same, but no moderator', async t => {
  const ctx = await setUp(t);
  const ann = await guest(ctx, 'Ann Lee');
  await say(ctx, 'Here', ann.from);
  await say(ctx, 'Here too', owner);
  assert.equal((await act(ctx, { act: 'timeout', minutes: 5, target: { name: 'annlee' } })).done, true);
  await assert.rejects(say(ctx, 'Still here', ann.from), { code: 'forbidden' });
  const refused = await act(ctx, { act: 'ban', target: { name: 'Ms Owners' } });
  assert.deepEqual(refused, { done: false, words: 'The owner and moderators cannot be silenced.' });
  const unknown = await act(ctx, { act: 'ban', target: { name: 'Nobody' } });
  assert.deepEqual(unknown, { done: false, words: 'I have not heard Nobody in this room lately.' });
});
