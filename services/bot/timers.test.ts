import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AppError } from '../../core/errors.ts';
import { createApp } from '../../core/http/app.ts';
import { createLog } from '../../core/log.ts';
import { Metrics } from '../../core/metrics.ts';
import type { BotContext } from './context.ts';
import { webSockets } from './http/web-sockets.ts';
import { ask } from './methods/ask.ts';
import { hear } from './methods/hear.ts';
import { showQueues } from './methods/show-queues.ts';
import { addTimer, changeTimer, listTimers } from './methods/timers.ts';
import { botRoutes } from './routes.ts';
import { botDatabase, storedBot } from './testing.ts';
import { runTimers } from './timers/run-timers.ts';

const ROOM = 'irc/home/#mill';

/** Shows the rooms of IRC until the test ends, and gives what was said there. */
function showing(t: { after(work: () => void): void }, ctx: BotContext): string[] {
  const lines: string[] = [];
  const over = new AbortController();
  t.after(() => over.abort());
  void (async () => {
    for await (const { answer } of ctx.destinations.listen({ prefix: 'irc/' }, over.signal))
      lines.push(answer.text);
  })();
  return lines;
}

const make = (ctx: BotContext, minLines = 0, text = 'Tea is at four, $(counter teas +1)') =>
  addTimer(ctx, { room: ROOM, text, minutes: 30, minLines });
const due = (ctx: BotContext) =>
  ctx.db.updateTable('timers').set({ next_at: '2026-01-01T00:00:00Z' }).execute();
const talk = (ctx: BotContext, id: string) =>
  hear(ctx, { room: ROOM, sender: { name: 'ann' }, text: 'hm', direct: false, id });

/** Until what was said is noted as taken. */
async function taken(ctx: BotContext): Promise<void> {
  const waiting = ctx.db.selectFrom('answers').select('id').where('taken_at', 'is', null);
  while ((await waiting.execute()).length > 0) await new Promise(resolve => setTimeout(resolve, 10));
}

test('of two processes one says what is due, once, and the next time is counted from then', async t => {
  const url = await botDatabase(t);
  const [one, two] = [await storedBot(t, { url }), await storedBot(t, { url })];
  const lines = showing(t, one);
  showing(t, two);
  await make(one);
  await two.settings.load();
  await runTimers(one);
  assert.deepEqual(lines, []);
  await due(one);
  await Promise.all([one, two, one, two].map(runTimers));
  await one.destinations.look();
  await taken(one);
  await one.destinations.look();
  assert.deepEqual(lines, ['Tea is at four, 1']);
  await due(one);
  await runTimers(two);
  await one.destinations.look();
  await taken(one);
  assert.deepEqual(lines, ['Tea is at four, 1', 'Tea is at four, 2']);
  const [timer] = (await listTimers(one)).timers;
  assert.ok(Date.parse(timer!.nextAt) > Date.now() + 29 * 60_000);
});

test('it waits until people have talked, and until somebody has had what it said last', async t => {
  const ctx = await storedBot(t);
  await make(ctx, 2, 'Tea.');
  await due(ctx);
  await runTimers(ctx);
  await Promise.all([talk(ctx, '1'), talk(ctx, '2')]);
  await runTimers(ctx);
  assert.equal((await ctx.db.selectFrom('answers').selectAll().execute()).length, 0, 'nobody shows the room');
  const lines = showing(t, ctx);
  await runTimers(ctx);
  await taken(ctx);
  assert.deepEqual(lines, ['Tea.']);
  await talk(ctx, '3');
  await due(ctx);
  await runTimers(ctx);
  assert.equal((await listTimers(ctx)).timers[0]!.lines, 1);
  await ctx.db.updateTable('answers').set({ taken_at: null }).execute();
  await talk(ctx, '4');
  await runTimers(ctx);
  assert.deepEqual(lines, ['Tea.'], 'the last one waits');
});

test('a timer that is off says nothing; one that cannot be said holds up no other', async t => {
  const ctx = await storedBot(t);
  const lines = showing(t, ctx);
  const { id } = await make(ctx, 0, 'Off.');
  await changeTimer(ctx, { id, active: false });
  await make(ctx, 0, '$(counter full +1000000000)');
  await ctx.db.insertInto('counters').values({ room: ROOM, name: 'full', value: 1_000_000_000 }).execute();
  await make(ctx, 0, 'On.');
  await due(ctx);
  await runTimers(ctx);
  await taken(ctx);
  assert.deepEqual(lines, ['On.']);
  await assert.rejects(changeTimer(ctx, { id: id + 99, active: true }), { code: 'not_found' });
});

test('moderators have things repeated by command', async t => {
  const ctx = await storedBot(t);
  const answer = async (text: string, account = 'ann') => {
    const { answers } = await ask(
      ctx,
      { room: ROOM, sender: { name: account, account }, text, direct: false },
      { signal: new AbortController().signal },
    );
    return answers.map(one => one.text).join('\n');
  };
  await ctx.db
    .insertInto('room_options')
    .values({ room: ROOM, moderators: ['ann'] })
    .execute();
  await ctx.settings.load();
  assert.match(await answer('!repeat every hour: Tea'), /^I could not speak here later/);
  showing(t, ctx);
  assert.match(await answer('!repeat every hour: Tea', 'ben'), /^Only moderators/);
  assert.equal(
    await answer('!repeat every 30 minutes after 10 lines: Tea; and cake'),
    'I say that every 30 minutes, after 10 lines of others.',
  );
  assert.equal(await answer('!repeat every 2 hours Scones'), 'I say that every 120 minutes.');
  assert.equal(
    await answer('!repeat', 'ben'),
    '1. every 30 minutes, after 10 lines of others: Tea; and cake\n2. every 120 minutes: Scones',
  );
  assert.equal(await answer('!repeat delete 1'), 'I do not say that any more: Tea; and cake');
  assert.match(await answer('!repeat delete 2'), /^There is no number 2/);
  for (const [asked, answered] of [
    ['Tea', /^How often, and what\?/],
    ['every 0 minutes: x', /^I repeat things every minute at most/],
    ['every 8 days: x', /^I repeat things every minute at most/],
    ['every hour: $(user)', /nobody/],
  ] as const)
    assert.match(await answer(`!repeat ${asked}`), answered);
});

test('over REST the owner has all of it, and nobody else', async t => {
  const ctx = await storedBot(t, {
    accounts: {
      authenticate: async ({ token }) => {
        if (token !== 'owner') throw new AppError('unauthenticated', 'This token is not valid.');
        return { account: 'owner', name: 'owner', role: 'owner', scopes: ['admin'] } as never;
      },
    },
  });
  const log = createLog({ level: 'silent' });
  const app = await createApp({ log, metrics: new Metrics(), origin: ctx.origin, trustedProxies: [] });
  botRoutes(app, ctx, webSockets(ctx));
  t.after(() => app.close());
  const send = async (
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    payload?: object,
    token = 'owner',
  ) => {
    const { statusCode: status, body } = await app.inject({
      method,
      url: `/api/v1/bot/${path}`,
      headers: { authorization: `Bearer ${token}` },
      ...(payload && { payload }),
    });
    return { status, body: body === '' ? undefined : JSON.parse(body) };
  };
  for (const path of ['commands', 'counters', 'timers'])
    assert.equal((await send('GET', path, undefined, 'stolen')).status, 401);

  const made = await send('POST', 'commands', { name: 'Tea', text: 'At four.' });
  assert.deepEqual(made, {
    status: 201,
    body: {
      id: made.body.id,
      room: '',
      name: 'tea',
      aliases: [],
      text: 'At four.',
      cooldown: 0,
      personCooldown: 0,
      needs: 'everyone',
      uses: 0,
    },
  });
  assert.equal((await send('POST', 'commands', { name: 'tea', text: 'x' })).status, 409);
  const changed = await send('PATCH', `commands/${made.body.id}`, { cooldown: 5 });
  assert.deepEqual(changed.body, { ...made.body, cooldown: 5 });
  assert.deepEqual((await send('GET', 'commands')).body, { commands: [changed.body] });
  for (const bad of [
    { name: 'a' },
    { name: 'two words', text: 'x' },
    { name: 'a', text: '$(nobody)' },
    { name: 'a', text: 'x', cooldown: -1 },
    { name: 'a', text: 'x', needs: 'king' },
  ])
    assert.equal((await send('POST', 'commands', bad)).status, 400, JSON.stringify(bad));
  assert.equal((await send('PATCH', 'commands/999', { text: 'x' })).status, 404);
  assert.equal((await send('DELETE', `commands/${made.body.id}`)).status, 204);
  assert.equal((await send('DELETE', `commands/${made.body.id}`)).status, 204);

  const counter = { room: ROOM, name: 'teas', value: 4 };
  assert.deepEqual(await send('PUT', 'counters', counter), { status: 200, body: counter });
  assert.deepEqual((await send('GET', 'counters')).body, { counters: [counter] });
  assert.equal((await send('PUT', 'counters', { ...counter, name: 'a b' })).status, 400);
  assert.equal((await send('DELETE', `counters?room=${encodeURIComponent(ROOM)}&name=teas`)).status, 204);
  assert.deepEqual((await send('GET', 'counters')).body, { counters: [] });

  const timer = await send('POST', 'timers', { room: ROOM, text: 'Tea', minutes: 5 });
  assert.equal(timer.status, 201);
  assert.equal((await send('PATCH', `timers/${timer.body.id}`, { active: false })).body.active, false);
  assert.equal((await send('POST', 'timers', { room: ROOM, text: '$(user)', minutes: 5 })).status, 400);
  assert.equal((await send('DELETE', `timers/${timer.body.id}`)).status, 204);
  assert.deepEqual((await send('GET', 'timers')).body, { timers: [] });
});

test('what waits is shown by room, with what was done and what nobody took', async t => {
  const ctx = await storedBot(t);
  await hear(ctx, { room: ROOM, sender: { name: 'ann' }, text: '!ping', direct: false, id: '1' });
  await ctx.inbox.idle();
  await ctx.db.insertInto('answers').values({ room: 'irc/home/#attic', answer: '{}' }).execute();
  const message = { room: 'irc/home/#cellar', message_id: '1', message: '{}' };
  await ctx.db
    .insertInto('heard')
    .values({ ...message, accepted_at: '2026-01-01T00:00:00Z' })
    .execute();
  const { rooms, ...here } = await showQueues(ctx);
  assert.deepEqual(here, { processes: 1, running: 0, waiting: 0 });
  assert.deepEqual(rooms, [
    {
      room: 'irc/home/#cellar',
      waiting: 1,
      since: '2026-01-01T00:00:00.000Z',
      untaken: 0,
      done: 0,
      led: false,
    },
    { room: 'irc/home/#attic', waiting: 0, untaken: 1, done: 0, led: false },
    { room: ROOM, waiting: 0, untaken: 1, done: 1, led: true },
  ]);
});
