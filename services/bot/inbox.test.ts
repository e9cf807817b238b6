import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Action, defineAction } from './actions/action.ts';
import type { BotContext } from './context.ts';
import { hear } from './methods/hear.ts';
import { say } from './reply.ts';
import { botDatabase, storedBot } from './testing.ts';

const ROOM = 'irc/home/#mill';

/** Keeps what it is given as a quote, slowly where told; counts how often it ran. */
function noting() {
  const runs: string[] = [];
  const held: { until?: Promise<void> } = {};
  const note: Action = defineAction<string>({
    name: 'note',
    aliases: [],
    about: 'Notes.',
    usage: 'note TEXT',
    examples: ['note bread'],
    phrases: [],
    parse: text => text,
    async run(text, { once, quotes, message }) {
      runs.push(text);
      const number = await once(
        async trx => (await quotes.add(trx, { room: message.room, text, by: 'ada' })).number,
      );
      await held.until;
      return say(`${number}: ${text}`);
    },
  });
  return { runs, held, actions: [note] };
}

/** Each is said by somebody else: what one person says at once is answered together. */
const message = (text: string, id = text, room = ROOM) => ({
  room,
  sender: { name: `by ${id}` },
  text: `!note ${text}`,
  direct: false,
  id,
});

const kept = async (ctx: BotContext) =>
  (await ctx.db.selectFrom('quotes').select('text').orderBy('number').execute()).map(({ text }) => text);

async function said(ctx: BotContext): Promise<string[]> {
  const rows = await ctx.db.selectFrom('answers').select('answer').orderBy('id').execute();
  return rows.map(({ answer }) => (answer as { text: string }).text);
}

async function until(done: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 400 && !(await done()); attempt++) await sleep(25);
  assert.ok(await done());
}

/** Makes it look as if a process had died some seconds ago. */
const kill = (ctx: BotContext) =>
  ctx.db
    .updateTable('processes')
    .set({ seen_at: new Date(Date.now() - 10_000) })
    .where('id', '=', ctx.leadership.id)
    .execute();

async function two(t: TestContext) {
  const url = await botDatabase(t);
  const [first, second] = [noting(), noting()];
  const dying = new AbortController();
  const a = await storedBot(t, { url, actions: first.actions, signal: dying.signal });
  const b = await storedBot(t, { url, actions: second.actions });
  return { a, b, first, second, dying };
}

test('what is accepted is stored, answered in order, and once however often it is sent', async t => {
  const { runs, actions } = noting();
  const ctx = await storedBot(t, { actions });
  for (const text of ['one', 'two', 'two', 'three', 'one']) await hear(ctx, message(text));
  await Promise.all(['four', 'four', 'five'].map(text => hear(ctx, message(text))));
  await ctx.inbox.idle();
  await hear(ctx, message('two'));
  await ctx.inbox.take();
  await ctx.inbox.idle();
  assert.deepEqual(runs, ['one', 'two', 'three', 'four', 'five']);
  assert.deepEqual(await said(ctx), ['1: one', '2: two', '3: three', '4: four', '5: five']);
});

test('what is not meant for the bot needs no database', async t => {
  const { actions } = noting();
  const ctx = await storedBot(t, { actions });
  await said(ctx);
  await ctx.db.destroy();
  const talk = { ...message('talk'), text: 'walls have moods' };
  assert.deepEqual(await hear(ctx, talk), { accepted: true });
  await assert.rejects(hear(ctx, message('one')), /destroyed/);
});

test('when the leading process dies, another takes over: nothing is lost, and nothing done twice', async t => {
  const { a, b, first, second, dying } = await two(t);
  first.held.until = new Promise(() => {});
  for (const text of ['one', 'two', 'three']) await hear(a, message(text));
  await until(async () => first.runs.length === 1);
  await until(async () => (await kept(a)).length === 1);
  await b.leadership.beat();
  await b.inbox.take();
  assert.deepEqual(second.runs, [], 'as long as the first lives it leads');
  await kill(a);
  dying.abort();
  await b.inbox.take();
  await b.inbox.idle();
  assert.deepEqual(second.runs, ['one', 'two', 'three']);
  assert.deepEqual(await kept(b), ['one', 'two', 'three']);
  assert.deepEqual(await said(b), ['1: one', '2: two', '3: three']);
});

test('a process that was frozen and comes back says nothing that the next has said', async t => {
  const { a, b, first } = await two(t);
  const thaw = Promise.withResolvers<void>();
  first.held.until = thaw.promise;
  await hear(a, message('one'));
  await until(async () => (await kept(a)).length === 1);
  await kill(a);
  await b.inbox.take();
  await b.inbox.idle();
  thaw.resolve();
  await a.inbox.idle();
  assert.deepEqual(await said(a), ['1: one']);
  assert.equal((await a.leadership.beat()).fresh, false);
  assert.equal(a.leadership.leads(ROOM), false);
});

test('a message that comes to a process which does not lead its room is run by the one that does', async t => {
  const { a, b, first, second } = await two(t);
  await hear(a, message('one'));
  await hear(b, message('two'));
  await hear(b, message('else', 'else', 'irc/home/#other'));
  await a.inbox.take();
  await Promise.all([a.inbox.idle(), b.inbox.idle()]);
  assert.deepEqual([first.runs, second.runs], [['one', 'two'], ['else']]);
  await a.leadership.leave();
  await hear(b, message('three'));
  await b.inbox.idle();
  assert.deepEqual(second.runs, ['else', 'three'], 'who goes gives its rooms up at once');
});

test('a room with more than its queue takes is refused, and what waits in the database keeps its order', async t => {
  const { a, b, first, second, dying } = await two(t);
  first.held.until = new Promise(() => {});
  const all = Array.from({ length: 10 }, (_, index) => `n${index}`);
  for (const text of all) await hear(a, message(text));
  await assert.rejects(hear(a, message('too much')), { code: 'rate_limited', reason: 'queue_full' });
  await b.leadership.beat();
  for (const text of ['late 1', 'late 2']) await hear(b, message(text));
  await kill(a);
  dying.abort();
  await b.inbox.take();
  await assert.rejects(hear(b, message('too much')), { reason: 'queue_full' });
  for (let rounds = 0; rounds < 3; rounds++) {
    await b.inbox.idle();
    await b.inbox.take();
  }
  assert.deepEqual(second.runs, [...all, 'late 1', 'late 2']);
  await hear(b, message('next'));
  await b.inbox.idle();
  assert.equal(second.runs.at(-1), 'next');
});

test('text that the database cannot hold as it is holds nobody up', async t => {
  const { runs, actions } = noting();
  const ctx = await storedBot(t, { actions });
  await Promise.all([hear(ctx, message('nul\0 half \ud800', 'odd')), hear(ctx, message('plain'))]);
  await ctx.inbox.idle();
  assert.equal(runs.length, 2);
});

test('what could not be stored is taken when it is sent again under the same id, and done once', async t => {
  const { runs, actions } = noting();
  const ctx = await storedBot(t, { actions });
  await hear(ctx, message('one'));
  await ctx.inbox.idle();
  const away = (from: string, to: string) =>
    ctx.db.schema.withSchema('bot').alterTable(from).renameTo(to).execute();
  await away('heard', 'heard_away');
  await Promise.all(['two', 'two', 'three'].map(text => assert.rejects(hear(ctx, message(text)), /heard/)));
  await away('heard_away', 'heard');
  for (const text of ['two', 'three', 'two']) await hear(ctx, message(text));
  await ctx.inbox.take();
  await ctx.inbox.idle();
  assert.deepEqual(runs, ['one', 'two', 'three']);
  assert.deepEqual(await said(ctx), ['1: one', '2: two', '3: three']);
});

test('what one person says while they wait is answered together, in its order, and what others say is not', async t => {
  const { runs, held, actions } = noting();
  const ctx = await storedBot(t, { actions });
  const { promise, resolve } = Promise.withResolvers<void>();
  held.until = promise;
  const by = (name: string, text: string) => hear(ctx, { ...message(text), sender: { name } });
  await by('ada', 'one');
  for (const text of ['two', 'three']) await by('ada', text);
  await by('ben', 'four');
  await hear(ctx, { ...message('five', 'five', 'irc/home/#other'), sender: { name: 'ada' } });
  for (const text of ['six', 'seven']) await by('ben', text);
  await by('cid', 'eight');
  resolve();
  await ctx.inbox.idle();
  const rows = await ctx.db.selectFrom('answers').select(['room', 'answer']).orderBy('id').execute();
  const here = rows
    .filter(({ room }) => room === ROOM)
    .map(({ answer }) => answer as { to: string; text: string });
  const said = here.map(({ to, text }) => [to, text.replace(/\d+: /g, '').replaceAll('\n', ' ')]);
  assert.deepEqual(
    said.filter(([to]) => to !== 'ada'),
    [
      ['ben', 'four six seven'],
      ['cid', 'eight'],
    ],
  );
  assert.equal(
    said
      .filter(([to]) => to === 'ada')
      .map(([, text]) => text)
      .join(' '),
    'one two three',
  );
  assert.equal(runs.length, 8);
  const undone = await ctx.db.selectFrom('heard').select('id').where('done_at', 'is', null).execute();
  assert.deepEqual(undone, []);
  await ctx.inbox.take();
  await ctx.inbox.idle();
  assert.equal(runs.length, 8, 'nothing is done again');
});

test('what could not be stored takes nothing with it that was, and waits with it', async t => {
  const { held, actions } = noting();
  const ctx = await storedBot(t, { actions });
  const { promise, resolve } = Promise.withResolvers<void>();
  held.until = promise;
  const by = (name: string, text: string) => hear(ctx, { ...message(text), sender: { name } });
  await by('ben', 'one');
  await by('ada', 'two');
  await until(async () => (await kept(ctx)).length === 1);
  const away = (from: string, to: string) =>
    ctx.db.schema.withSchema('bot').alterTable(from).renameTo(to).execute();
  await away('heard', 'heard_away');
  await assert.rejects(by('ada', 'three'), /heard/);
  await away('heard_away', 'heard');
  resolve();
  await ctx.inbox.idle();
  assert.deepEqual(await said(ctx), ['1: one', '2: two']);
  await by('ada', 'three');
  await ctx.inbox.idle();
  assert.deepEqual(await said(ctx), ['1: one', '2: two', '3: three']);
});
