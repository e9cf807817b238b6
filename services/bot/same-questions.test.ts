import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AppError } from '../../core/errors.ts';
import { type Action, defineAction } from './actions/action.ts';
import type { Answer } from './contract.ts';
import { hear } from './methods/hear.ts';
import { say } from './reply.ts';
import { SameQuestions } from './same-questions.ts';
import { botDatabase, storedBot } from './testing.ts';

const ROOM = 'irc/home/#mill';

/** Two actions that are slow where told: one whose answer is for everybody, and one whose is not. */
function slow() {
  const runs: string[] = [];
  const held: { until?: Promise<void> } = {};
  const make = (name: string, forAll: boolean): Action =>
    defineAction<string>({
      ...{ name, aliases: [], about: 'Tells.', usage: `${name} TEXT`, examples: [name], phrases: [], forAll },
      parse: text => text,
      async run(text) {
        runs.push(`${name} ${text}`);
        await held.until;
        return say(`${name} of ${text}`);
      },
    });
  return { runs, held, actions: [make('tide', true), make('mine', false)] };
}

let ids = 0;
const asks = (name: string, text: string) => ({
  ...{ room: ROOM, sender: { name }, text, direct: false, id: `${++ids}` },
});

test('five people who ask the same get one answer, and so do those who ask a moment after it', async t => {
  const { runs, held, actions } = slow();
  const ctx = await storedBot(t, { actions });
  const said = async () =>
    (await ctx.db.selectFrom('answers').select('answer').orderBy('id').execute()).map(({ answer }) => {
      const { text, to } = answer as Answer;
      return `${to}: ${text}`;
    });
  const { promise, resolve } = Promise.withResolvers<void>();
  held.until = promise;
  await hear(ctx, asks('ann', '!mine a'));
  for (const name of ['ann', 'bob', 'cid', 'dot', 'eva']) await hear(ctx, asks(name, '!tide Dover'));
  await hear(ctx, asks('bob', '!mine a'));
  resolve();
  await ctx.inbox.idle();
  await hear(ctx, asks('fay', '!tide dover'));
  await hear(ctx, asks('fay', '!tide Calais'));
  await ctx.inbox.idle();
  await hear(ctx, asks('fay', '!tide dover'));
  await ctx.inbox.idle();
  assert.deepEqual(runs, ['mine a', 'tide Dover', 'mine a', 'tide Calais', 'tide dover']);
  assert.deepEqual(await said(), [
    'ann: mine of a',
    'ann, bob, cid, dot, eva: tide of Dover',
    'bob: mine of a',
    'fay: tide of Calais',
    'fay: tide of dover',
  ]);
  const undone = await ctx.db.selectFrom('heard').select('id').where('done_at', 'is', null).execute();
  assert.deepEqual(undone, [], 'nobody is answered again later');
});

test('what went wrong for one is asked for again by the next, who is not left without an answer', async t => {
  let works = false;
  const tide = defineAction<string>({
    ...{
      name: 'tide',
      aliases: [],
      about: 'Tells.',
      usage: 'tide',
      examples: ['tide'],
      phrases: [],
      forAll: true,
    },
    parse: text => text,
    run() {
      if (!works) throw new AppError('unavailable', 'The sea does not answer.');
      return say('high');
    },
  });
  const ctx = await storedBot(t, { actions: [tide] });
  for (const name of ['ann', 'bob', 'cid', 'dot']) {
    works = name === 'cid' || name === 'dot';
    await hear(ctx, asks(name, '!tide'));
    await ctx.inbox.idle();
  }
  const rows = await ctx.db.selectFrom('answers').select('answer').orderBy('id').execute();
  assert.deepEqual(
    rows.map(({ answer }) => `${(answer as Answer).to}: ${(answer as Answer).text}`),
    ['ann: The sea does not answer.', 'bob: The sea does not answer.', 'cid: high'],
  );
});

test('a question of several is answered by itself, whatever else one of them asks', async t => {
  const { held, actions } = slow();
  const ctx = await storedBot(t, { actions });
  const { promise, resolve } = Promise.withResolvers<void>();
  held.until = promise;
  await hear(ctx, asks('eva', '!mine a'));
  for (const text of ['!tide one', '!mine b', '!tide two']) await hear(ctx, asks('ann', text));
  await hear(ctx, asks('bob', '!tide two'));
  resolve();
  await ctx.inbox.idle();
  const rows = await ctx.db.selectFrom('answers').select('answer').orderBy('id').execute();
  assert.deepEqual(
    rows.map(({ answer }) => `${(answer as Answer).to}: ${(answer as Answer).text}`),
    ['eva: mine of a', 'ann: tide of one\nmine of b', 'ann, bob: tide of two'],
  );
});

test('an answer to one person replies to what they said, and one to several replies to nothing and names them', async t => {
  const { held, actions } = slow();
  const ctx = await storedBot(t, { actions });
  const { promise, resolve } = Promise.withResolvers<void>();
  held.until = promise;
  await hear(ctx, { ...asks('ann', '!mine a'), id: 'first' });
  await hear(ctx, { ...asks('cid', '!tide Dover'), id: 'second' });
  await hear(ctx, { ...asks('dot', '!tide Dover'), id: 'third' });
  await hear(ctx, { ...asks('bob', '!tide Calais'), id: 'fourth' });
  await hear(ctx, { ...asks('bob', '!tide Calais'), id: 'fifth' });
  resolve();
  await ctx.inbox.idle();
  const stored = await ctx.db.selectFrom('answers').select('answer').orderBy('id').execute();
  assert.deepEqual(
    stored.map(({ answer }) => [(answer as Answer).to, (answer as Answer).replyTo]),
    [
      ['ann', 'first'],
      ['cid, dot', undefined],
      ['bob', 'fourth'],
    ],
  );
});

test('three requests in one message are one question, whoever asks it', async t => {
  const { runs, held, actions } = slow();
  const url = await botDatabase(t);
  const ctx = await storedBot(t, { url, actions });
  const { promise, resolve } = Promise.withResolvers<void>();
  held.until = promise;
  await hear(ctx, asks('ann', '!mine a'));
  for (const name of ['ann', 'bob']) await hear(ctx, asks(name, '!tide one; !tide two; !tide three'));
  resolve();
  await ctx.inbox.idle();
  assert.deepEqual(runs, ['mine a', 'tide one', 'tide two', 'tide three']);
});

test('a question that is over, or was never stored, is not waited with any more', () => {
  const same = new SameQuestions();
  const [tide] = slow().actions as [Action, Action];
  const requests = [{ kind: 'action', action: tide, text: 'now' }] as const;
  const asking = (name: string) => ({
    message: asks(name, '!tide now'),
    stored: Promise.resolve<string | undefined>(undefined),
  });
  const [ann, bob] = [asking('Ann'), asking('Bob')];
  const key = same.ask(requests, ann);
  assert.equal(same.ask(requests, bob), key);
  same.drop(key, ann);
  assert.equal(same.waiting, 1);
  assert.equal(same.take(key!, 0)?.to, 'Bob');
  same.ask(requests, ann);
  same.drop(key, ann);
  same.drop(key, bob);
  assert.equal(same.waiting, 0);
});
