import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { BotContext } from '../context.ts';
import { hear } from '../methods/hear.ts';
import { listDecisions } from '../methods/moderation.ts';
import { botDatabase, storedBot } from '../testing.ts';
import { moderator, noting, ROOM, said } from './testing.ts';

/** Two processes of a bot; `end` has the first die, as far as the second can see. */
async function two(t: TestContext, dying: AbortController, first: ReturnType<typeof noting>['network']) {
  const url = await botDatabase(t);
  const net = noting();
  const a = await storedBot(t, { url, networks: { chat: first, relay: first }, signal: dying.signal });
  const b = await storedBot(t, { url, networks: { chat: net.network, relay: net.network } });
  const end = () =>
    a.db
      .updateTable('processes')
      .set({ seen_at: new Date(Date.now() - 10_000) })
      .where('id', '=', a.leadership.id)
      .execute();
  return { a, b, net, end };
}

const mute = (ctx: BotContext) =>
  hear(ctx, {
    ...{ room: ROOM, text: '!timeout ann 5 spam', direct: false, id: '1:1' },
    sender: { name: 'x', ...moderator },
  });

async function takeOver(ctx: BotContext): Promise<void> {
  await ctx.inbox.take();
  await ctx.inbox.idle();
}

test('what a moderator had done and was not told of before the process died is told, and not done again', async t => {
  const dying = new AbortController();
  const did = noting();
  const { a, b, net, end } = await two(t, dying, {
    async moderate(asked) {
      dying.abort();
      return did.network.moderate(asked as Parameters<typeof did.network.moderate>[0]);
    },
  });
  await mute(a);
  await a.inbox.idle();
  assert.deepEqual([did.kinds(), await said(a)], [['timeout'], []]);
  await end();
  await takeOver(b);
  assert.deepEqual(net.kinds(), []);
  assert.deepEqual(await said(b), ['Done. !pardon ann takes it back.']);
  const { decisions } = await listDecisions(b, { limit: 10 });
  assert.deepEqual(
    decisions.map(({ act, state, by }) => [act, state, by]),
    [['timeout', 'done', 'mo']],
  );
});

test('what was stored and not done before the process died is done by the next, in the same row of the audit', async t => {
  const dying = new AbortController();
  const asked = Promise.withResolvers<void>();
  const never = Promise.withResolvers<never>();
  const { a, b, net, end } = await two(t, dying, {
    moderate() {
      asked.resolve();
      return never.promise;
    },
  });
  await mute(a);
  await asked.promise;
  dying.abort();
  await end();
  await takeOver(b);
  assert.deepEqual(net.kinds(), ['timeout']);
  assert.deepEqual(await said(b), ['Done. !pardon ann takes it back.']);
  assert.equal((await listDecisions(b, { limit: 10 })).decisions.length, 1);
  never.reject(new Error('gone'));
});

test('a pardon that is run again takes back the same, and not what was done before it', async t => {
  const dying = new AbortController();
  const did = noting();
  const { a, b, net, end } = await two(t, dying, {
    async moderate(asked) {
      dying.abort();
      return did.network.moderate(asked as Parameters<typeof did.network.moderate>[0]);
    },
  });
  const row = { room: ROOM, person: 'id:7', name: 'Ann', rule: 'words', reason: 'so', act: 'ban' };
  const done = { ...row, done_by: 'rules', state: 'done', undo: '{"act":"u"}' };
  await a.db.insertInto('decisions').values([done, done]).execute();
  await hear(a, {
    ...{ room: ROOM, text: '!pardon ann', direct: false, id: '1:1' },
    sender: { name: 'x', ...moderator },
  });
  await a.inbox.idle();
  await end();
  await takeOver(b);
  assert.deepEqual([did.kinds(), net.kinds()], [['lift'], []]);
  assert.deepEqual(await said(b), ['Taken back: the ban of Ann (so).']);
  const { decisions } = await listDecisions(b, { limit: 10 });
  assert.deepEqual(
    decisions.map(({ state }) => state),
    ['undone', 'done'],
  );
});
