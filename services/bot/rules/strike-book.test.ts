import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Act } from '../../relay/contract.ts';
import { hear } from '../methods/hear.ts';
import { listDecisions, setRoomRules } from '../methods/moderation.ts';
import { botDatabase, storedBot } from '../testing.ts';
import { takeBack } from './take-back.ts';

const ROOM = 'chat/hall';

test('strikes outlive the process, another knows them at once, and what came during a time-out counts no further', async t => {
  const url = await botDatabase(t);
  const kinds: string[] = [];
  const moderate = async ({ acts }: { acts: Act[] }) => {
    kinds.push(...acts.map(({ act }) => act));
    return { results: acts.map(({ act }) => ({ done: true, words: 'Done.', undo: `undo ${act}` })) };
  };
  let count = 0;
  const process = async () => {
    const ctx = await storedBot(t, { url, networks: { chat: { moderate }, relay: { moderate } } });
    const sender = { name: 'Ann', id: '7' };
    const say = (text: string) => hear(ctx, { room: ROOM, text, sender, direct: false, id: `1:${++count}` });
    return { ctx, say };
  };
  const [first, second] = [await process(), await process()];
  await setRoomRules(first.ctx, { room: ROOM, rules: { on: true, words: ['heck'] } });
  await second.ctx.moderation.start();
  for (let breach = 0; breach < 3; breach++) await first.say('heck');
  for (let more = 0; more < 5; more++) await first.say('heck again');
  await first.ctx.moderation.idle();
  assert.deepEqual(new Set(kinds), new Set(['delete', 'timeout']));

  const { decisions } = await listDecisions(first.ctx, { room: ROOM, limit: 50 });
  const { id } = decisions.find(({ act }) => act === 'timeout')!;
  await takeBack(first.ctx, { id, by: 'owner' });
  await first.ctx.moderation.idle();
  await second.ctx.moderation.look();
  await second.ctx.moderation.look();
  await second.say('heck in another process');
  await second.ctx.moderation.idle();
  assert.equal(kinds.at(-2), 'timeout', 'the third step again, as the one before was taken back');

  const third = await process();
  await third.ctx.moderation.start();
  await third.say('heck after a restart');
  await third.ctx.moderation.idle();
  assert.ok(kinds.includes('ban'));
});
