import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { AppError } from '../../core/errors.ts';
import { createApp } from '../../core/http/app.ts';
import { createLog } from '../../core/log.ts';
import { Metrics } from '../../core/metrics.ts';
import type { BotContext } from './context.ts';
import { webSockets } from './http/web-sockets.ts';
import { ask } from './methods/ask.ts';
import { hear } from './methods/hear.ts';
import { botRoutes } from './routes.ts';
import { botDatabase, storedBot } from './testing.ts';

const { signal } = new AbortController();
const ROOM = 'irc/home/#mill';

async function answer(ctx: BotContext, text: string, account?: string, room = ROOM): Promise<string> {
  const sender = { name: 'ann', ...(account !== undefined && { account }) };
  const { answers } = await ask(ctx, { room, sender, text, direct: false }, { signal });
  return answers.map(one => one.text).join('\n');
}

const moderate = (ctx: BotContext, moderators: string[]) =>
  ctx.db
    .insertInto('room_options')
    .values({ room: ROOM, moderators })
    .execute()
    .then(() => ctx.settings.load());

test('a moderator who is logged in sets the prefix of a room, and nobody else does', async t => {
  const ctx = await storedBot(t);
  assert.match(await answer(ctx, '!room prefix .', 'ann'), /^Only moderators of this room/);
  await moderate(ctx, ['Ann']);
  assert.match(await answer(ctx, '!room prefix .'), /^That needs somebody who is logged in/);
  assert.match(await answer(ctx, '!room prefix .', 'ben'), /^Only moderators of this room/);
  assert.equal(await answer(ctx, '!room prefix .', 'ann'), 'Commands begin with . here.');
  assert.equal(await answer(ctx, '!ping'), '');
  assert.equal(await answer(ctx, '.ping'), 'pong');
  assert.equal(await answer(ctx, 'croft: pung'), 'I do not know “pung”. Did you mean .ping?');
  assert.equal(await answer(ctx, '!ping', undefined, 'irc/home/#other'), 'pong');
  assert.equal(await answer(ctx, '.room prefix usual', 'ann'), 'Commands begin with ! here.');
});

test('an action that is switched off is not known in the room, and is there elsewhere', async t => {
  const ctx = await storedBot(t);
  await moderate(ctx, ['ann']);
  assert.equal(await answer(ctx, '!room off dice', 'ann'), 'I do not do roll here any more.');
  assert.equal(await answer(ctx, '!room off flip', 'ann'), 'I do not do flip here any more.');
  assert.equal(await answer(ctx, '!roll'), '');
  assert.doesNotMatch(await answer(ctx, '!help'), /!roll /);
  assert.match(await answer(ctx, '!roll', undefined, 'irc/home/#other'), /^1d6/);
  assert.equal(await answer(ctx, '!room on roll', 'ann'), 'I do roll here.');
  assert.match(await answer(ctx, '!roll'), /^1d6/);
  assert.equal(await answer(ctx, '!room'), 'Commands begin with ! here. Off: flip. Set by ann.');
  assert.equal(await answer(ctx, '!room off help', 'ann'), 'help cannot be switched off.');
  assert.match(await answer(ctx, '!room off parsnips', 'ann'), /^There is no action/);
  assert.match(await answer(ctx, '!room prefix abc', 'ann'), /^A prefix is one to three signs/);
  assert.match(await answer(ctx, '!room burn', 'ann'), /^I can set: /);
});

test('a room has a time zone of its own, in which times are told and read', async t => {
  const ctx = await storedBot(t, { now: () => new Date('2026-11-24T12:00:00Z') });
  await moderate(ctx, ['ann']);
  assert.match(await answer(ctx, '!room zone Tokyo'), /^That needs somebody/);
  assert.equal(
    await answer(ctx, '!room zone Tokyo', 'ann'),
    'Times are told and read as those of Asia/Tokyo here.',
  );
  assert.match(await answer(ctx, '!time'), /^It is 21:00 on .* \(Asia\/Tokyo, UTC\+9\)\.$/);
  assert.equal(await answer(ctx, '!convert 3pm to Berlin'), '15:00 in Asia/Tokyo is 07:00 in Berlin.');
  assert.match(await answer(ctx, '!time', undefined, 'irc/home/#other'), /\(UTC\)\.$/);
  assert.match(await answer(ctx, '!room zone Atlantis', 'ann'), /^I know no time zone “Atlantis”/);
  assert.match(await answer(ctx, '!room zone usual', 'ann'), /those of UTC here\.$/);
});

test('what is set holds in every process, and after a start', async t => {
  const url = await botDatabase(t);
  const [one, two] = [await storedBot(t, { url }), await storedBot(t, { url })];
  await moderate(one, ['ann']);
  await Promise.all([answer(one, '!room off roll', 'ann'), answer(one, '!room off flip', 'ann')]);
  await two.settings.load();
  assert.match(await answer(two, '!room'), /Off: (roll, flip|flip, roll)\./);
});

/** The bot's routes, asked with a token that is named after what it may. */
async function overRest(t: TestContext) {
  const accounts: Pick<BotContext['accounts'], 'authenticate'> = {
    authenticate: async ({ token }) => {
      if (token !== 'owner' && token !== 'writer')
        throw new AppError('unauthenticated', 'This token is not valid.');
      const scopes = token === 'owner' ? (['admin'] as const) : (['write'] as const);
      return { account: token, name: token, role: 'owner', scopes: [...scopes] } as never;
    },
  };
  const ctx = await storedBot(t, { accounts });
  const log = createLog({ level: 'silent' });
  const app = await createApp({ log, metrics: new Metrics(), origin: ctx.origin, trustedProxies: [] });
  botRoutes(app, ctx, webSockets(ctx));
  t.after(() => app.close());
  const send = async (
    method: 'GET' | 'PATCH' | 'POST' | 'DELETE',
    token: string,
    payload?: object,
    path = 'rooms',
  ) => {
    const headers = token === '' ? {} : { authorization: `Bearer ${token}` };
    const url = `/api/v1/bot/${path}`;
    const { statusCode, body } = await app.inject({ method, url, headers, ...(payload && { payload }) });
    return { status: statusCode, body: JSON.parse(body) };
  };
  return { ctx, send };
}

test('over REST the owner reads and sets it, and nobody else', async t => {
  const { ctx, send } = await overRest(t);
  for (const [token, status] of [
    ['', 401],
    ['stolen', 401],
    ['writer', 403],
  ] as const) {
    assert.equal((await send('GET', token)).status, status);
    assert.equal((await send('PATCH', token, { room: ROOM, prefix: '.' })).status, status);
    for (const path of [
      'rules?room=chat/hall',
      'decisions',
      'logs',
      'logs/lines',
      'logs/export',
      'people/ann',
    ])
      assert.equal((await send('GET', token, undefined, path)).status, status, path);
    for (const path of ['logs/lines?name=ann', 'people/ann'])
      assert.equal((await send('DELETE', token, undefined, path)).status, status, path);
    assert.equal((await send('POST', token, undefined, 'decisions/1/undo')).status, status);
    assert.equal((await send('PATCH', token, { room: ROOM, rules: {} }, 'rules')).status, status);
  }
  const set = { room: ROOM, prefix: '.', off: ['roll'], moderators: ['ann'], titles: true };
  const rest = {
    seen: false,
    logged: false,
    logHours: 48,
    language: null,
    timeZone: null,
    translated: false,
  };
  assert.deepEqual(await send('PATCH', 'owner', set), { status: 200, body: { ...set, ...rest } });
  const changed = await send('PATCH', 'owner', { room: ROOM, prefix: null });
  assert.deepEqual(changed.body, { ...set, ...rest, prefix: null });
  assert.deepEqual((await send('GET', 'owner')).body, { rooms: [{ ...set, ...rest, prefix: null }] });
  for (const bad of [
    { prefix: '.' },
    { room: ROOM, prefix: 'a' },
    { room: ROOM, prefix: '. .' },
    { room: ROOM, off: ['parsnips'] },
    { room: ROOM, off: ['room'] },
    { room: ROOM, moderators: [''] },
    { room: ROOM, logHours: 12 },
    { room: ROOM, language: 'parsnip speech' },
    { room: ROOM, timeZone: 'Parsnip/Field' },
  ])
    assert.equal((await send('PATCH', 'owner', bad)).status, 400, JSON.stringify(bad));
  assert.match(await answer(ctx, '!room'), /Off: roll\./);
});

test('over REST everybody reads what the bot can do', async t => {
  const { send } = await overRest(t);
  const { status, body } = await send('GET', '', undefined, 'actions');
  assert.equal(status, 200);
  const ban = body.actions.find(({ name }: { name: string }) => name === 'ban');
  assert.deepEqual([ban.role, ban.terms], ['moderator', 'It is for moderators of the room.']);
});

test('over REST rules are set one by one, and what was done is read and taken back', async t => {
  const { ctx, send } = await overRest(t);
  const rules = (change: object) => send('PATCH', 'owner', { room: ROOM, rules: change }, 'rules');
  assert.equal((await rules({ on: true, words: ['heck'] })).status, 200);
  assert.deepEqual((await rules({ emotes: 3 })).body.rules.words, ['heck'], 'the rest stays');
  assert.match((await rules({ words: ['/(/'] })).body.detail, /cannot be read/);
  for (const bad of [{ emotes: 0 }, { links: 'all' }, { steps: [] }, { domains: ['not a domain'] }])
    assert.equal((await rules(bad)).status, 400, JSON.stringify(bad));
  await hear(ctx, { room: ROOM, sender: { name: 'ann' }, text: 'heck', direct: false, id: '1' });
  await ctx.moderation.idle();
  const { decisions } = (await send('GET', 'owner', undefined, 'decisions?name=ANN')).body;
  assert.deepEqual([decisions[0].act, decisions[0].text, decisions[0].by], ['warn', 'heck', 'rules']);
  const undone = await send('POST', 'owner', undefined, `decisions/${decisions[0].id}/undo`);
  assert.deepEqual([undone.body.state, undone.body.undoneBy], ['undone', 'owner']);
  assert.equal((await send('POST', 'owner', undefined, 'decisions/77/undo')).status, 404);
});
