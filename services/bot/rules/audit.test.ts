import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BotContext } from '../context.ts';
import { listDecisions } from '../methods/moderation.ts';
import { endDecision, takeBack } from './take-back.ts';
import { answer, noting, setUp } from './testing.ts';

const STEPS = { words: ['heck'], steps: [{ act: 'timeout' as const, minutes: 5 }, { act: 'ban' as const }] };

/** The audit, the oldest first. */
async function audit(ctx: BotContext): Promise<string[]> {
  await ctx.moderation.idle();
  const { decisions } = await listDecisions(ctx, { limit: 100 });
  return decisions
    .toReversed()
    .map(({ act, state, name, more = 0, refused = 0 }) => `${act} ${state} ${name} ${more} ${refused}`);
}

test('what somebody had sent before they were silenced is deleted, and one row tells of all of it', async t => {
  let count = 0;
  const net = noting(({ act }) =>
    act === 'delete' && ++count % 4 === 0 ? { done: false, words: 'No.' } : undefined,
  );
  const { ctx, say } = await setUp(t, STEPS, net);
  for (let lot = 0; lot < 4; lot++) {
    await Promise.all(['heck', 'heck', 'heck', 'heck', 'heck'].map(text => say(text)));
    await ctx.moderation.idle();
  }
  await say('heck', { name: 'Ben', id: '8' });
  await say('heck', { name: 'Ben', id: '8' });
  assert.deepEqual(await audit(ctx), [
    'timeout done Ann 0 0',
    'delete done Ann 18 5',
    'timeout done Ben 0 0',
    'delete done Ben 0 0',
  ]);
  assert.equal(net.kinds().filter(kind => kind === 'delete').length, 22);
});

test('what a network refuses again and again is one row, until it is done', async t => {
  let able = false;
  const net = noting(({ act }) => (able || act === 'delete' ? undefined : { done: false, words: 'No.' }));
  const { ctx, say } = await setUp(t, { ...STEPS, steps: [{ act: 'timeout', minutes: 5 }] }, net);
  for (let line = 0; line < 4; line++) {
    await say('heck');
    await ctx.moderation.idle();
  }
  assert.deepEqual(await audit(ctx), ['timeout failed Ann 3 3']);
  able = true;
  await say('heck');
  assert.deepEqual(await audit(ctx), ['timeout done Ann 4 3']);
});

test('pardon takes back the time-out and not what was deleted after it', async t => {
  const { ctx, net, say } = await setUp(t, STEPS);
  for (let line = 0; line < 3; line++) await say('heck');
  await ctx.moderation.idle();
  assert.match(await answer(ctx, '!pardon ann'), /^Taken back: the time-out of Ann for 5 minutes/);
  assert.deepEqual(net.kinds().slice(4), ['lift', 'restore']);
  assert.match(await answer(ctx, '!pardon ann'), /^Taken back: the deletion of Ann/);
});

test('to take back what was deleted after a time-out forgets no breach, and leaves the time-out', async t => {
  const { ctx, say } = await setUp(t, STEPS);
  await say('heck');
  await say('heck');
  await ctx.moderation.idle();
  const { decisions } = await listDecisions(ctx, { limit: 1 });
  assert.equal(decisions[0]?.act, 'delete');
  await takeBack(ctx, { id: decisions[0].id, by: 'owner' });
  await say('heck');
  assert.equal((await audit(ctx)).at(-1), 'delete done Ann 0 0', 'still silenced');
  await endDecision(ctx, '1');
  await say('heck');
  assert.equal((await audit(ctx)).at(-1), 'ban done Ann 0 0', 'the second breach');
});

test('pardon takes back the latest when the time of a time-out is over', async t => {
  const { ctx, say } = await setUp(t, { ...STEPS, steps: [{ act: 'timeout', minutes: 5 }, { act: 'warn' }] });
  await say('heck');
  await ctx.moderation.idle();
  await ctx.db
    .updateTable('decisions')
    .set({ at: new Date(Date.now() - 600_000) })
    .execute();
  await ctx.db
    .insertInto('decisions')
    .values({
      ...{ room: 'chat/hall', person: 'id:7', name: 'Ann', rule: 'words', reason: 'so' },
      ...{ act: 'warn', done_by: 'rules', state: 'done' },
    })
    .execute();
  assert.match(await answer(ctx, '!pardon ann'), /^Taken back: the warning of Ann/);
});

test('what a process that is gone was to lift is lifted minutes after its time', async t => {
  const net = noting(({ act }) =>
    act === 'ban' ? { done: true, words: 'Out.', undo: 'u', lift: true } : undefined,
  );
  const { ctx, say, later } = await setUp(t, { ...STEPS, steps: [{ act: 'ban', minutes: 5 }] }, net);
  await say('heck');
  await ctx.moderation.idle();
  await ctx.moderation.tidy();
  assert.deepEqual(later, [['1', 5]]);
  await ctx.db
    .updateTable('decisions')
    .set({ lift_at: new Date(Date.now() - 180_000) })
    .execute();
  await ctx.moderation.tidy();
  assert.deepEqual(later, [
    ['1', 5],
    ['1', 0],
  ]);
});
