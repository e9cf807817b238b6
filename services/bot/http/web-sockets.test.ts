import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type TestContext, test } from 'node:test';
import { WebSocket } from 'ws';
import { AppError } from '../../../core/errors.ts';
import { createApp } from '../../../core/http/app.ts';
import { createLog } from '../../../core/log.ts';
import { Metrics } from '../../../core/metrics.ts';
import { ROLE_SCOPES } from '../../api/contract.ts';
import { botRoutes } from '../routes.ts';
import { storedBot } from '../testing.ts';
import { webSockets } from './web-sockets.ts';

const PATH = '/api/v1/bot/socket';

/** The bot's routes on a port of their own. Whoever has the session `owner` is the owner, until they sign out. */
async function serve(t: TestContext) {
  const sessions = new Set(['owner']);
  const ctx = await storedBot(t, {
    accounts: {
      getSession: async ({ session }) => {
        if (!sessions.has(session)) throw new AppError('unauthenticated', 'You are not signed in.');
        return { account: 'u-1', name: 'Olga', role: 'owner', scopes: [...ROLE_SCOPES.owner] };
      },
    },
  });
  const sockets = webSockets(ctx);
  const log = createLog({ level: 'silent' });
  const app = await createApp({ log, metrics: new Metrics(), origin: ctx.origin, trustedProxies: [] });
  botRoutes(app, ctx, sockets);
  await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.server.address() as AddressInfo;
  t.after(async () => {
    await sockets.drain();
    await app.close();
  });
  const connect = async (headers: Record<string, string> = {}) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}${PATH}`, { headers });
    socket.on('error', () => {});
    await once(socket, 'open');
    return socket;
  };
  return { app, ctx, sockets, sessions, connect, port };
}

/** What comes back for a frame. */
async function exchange(socket: WebSocket, frame: unknown): Promise<Record<string, unknown>> {
  const [data] = await Promise.all([once(socket, 'message'), socket.send(toFrame(frame))]);
  return JSON.parse(String(data[0]));
}

function toFrame(frame: unknown): string {
  return typeof frame === 'string' ? frame : JSON.stringify(frame);
}

test('a message is answered under its id, in a room of the connection’s own', async t => {
  const socket = await (await serve(t)).connect();
  const first = await exchange(socket, { id: 7, text: 'ping; roll d4' });
  assert.equal(first['id'], 7);
  assert.match(String(first['room']), /^web\/[0-9a-f-]{36}$/);
  assert.deepEqual(
    (first['answers'] as { text: string }[]).map(answer => answer.text),
    ['pong', 'd4: 4'],
  );
  assert.equal((await exchange(socket, { text: 'ping' }))['room'], first['room']);
});

test('what is said later in a room comes to who has spoken there, and to nobody else', async t => {
  const { ctx, connect } = await serve(t);
  const [here, elsewhere] = [await connect(), await connect()];
  await exchange(here, { text: 'ping', room: 'web/mill' });
  await exchange(elsewhere, { text: 'ping', room: 'web/mill2' });
  let strayed = 0;
  elsewhere.on('message', () => strayed++);
  const said = once(here, 'message');
  const answer = { text: 'ada: eat', html: '<p>ada: eat</p>' };
  await ctx.destinations.deliver('web/mill', answer, 'eat', AbortSignal.timeout(5_000));
  assert.deepEqual(JSON.parse(String((await said)[0])), { room: 'web/mill', answers: [answer] });
  await exchange(here, { text: 'ping', room: 'web/mill' });
  assert.equal(strayed, 0);
  here.close();
  while (ctx.destinations.isHeard('web/mill')) await new Promise(resolve => setTimeout(resolve, 10));
});

test('trouble with the database keeps nobody from hearing what is said after it', async t => {
  const { ctx, connect } = await serve(t);
  const listen = t.mock.method(ctx.destinations, 'listen', () => {
    listen.mock.restore();
    throw new AppError('unavailable', 'The database does not answer.');
  });
  const here = await connect();
  await exchange(here, { text: 'ping', room: 'web/mill' });
  while (!ctx.destinations.isHeard('web/mill')) await new Promise(resolve => setTimeout(resolve, 10));
  const said = once(here, 'message');
  const answer = { text: 'ada: eat', html: '<p>ada: eat</p>' };
  await ctx.destinations.deliver('web/mill', answer, 'eat', AbortSignal.timeout(30_000));
  assert.deepEqual(JSON.parse(String((await said)[0])), { room: 'web/mill', answers: [answer] });
});

test('bad frames are answered with an error and the connection lives on', async t => {
  const socket = await (await serve(t)).connect();
  for (const frame of ['{', '[]', 'null', {}, { text: '' }, { text: 'ping', room: 'irc/libera/#croft' }]) {
    const { error } = await exchange(socket, frame);
    assert.equal((error as { code: string }).code, 'invalid', toFrame(frame));
  }
  assert.ok((await exchange(socket, { text: 'ping' }))['answers']);
});

test('a page of another site is turned away, a page of this one is not', async t => {
  const { connect, port } = await serve(t);
  const [code] = await once(await connect({ origin: 'https://evil.test' }), 'close');
  assert.equal(code, 1008);
  for (const origin of ['https://croft.test', `http://127.0.0.1:${port}`])
    assert.ok((await exchange(await connect({ origin }), { text: 'ping' }))['answers']);
});

const SESSION = { cookie: '__Host-croft=owner' };
const OWN = { ...SESSION, origin: 'https://croft.test' };

/** Whom the bot takes somebody for: a moderator of the room is told how it is set, everybody else what is missing. */
const wants = { text: 'room titles on', room: 'web/mine' };
const firstOf = ({ answers }: Record<string, unknown>) => (answers as { text: string }[])[0]!.text;
const VISITOR = /^That needs somebody who is logged in/;

test('on a page of the site who is signed in speaks as their account, until they sign out', async t => {
  const { connect, sessions, ctx } = await serve(t);
  const socket = await connect(OWN);
  assert.equal(firstOf(await exchange(socket, wants)), 'I tell the titles of links here.');
  assert.match(firstOf(await exchange(socket, { ...wants, text: 'forget me' })), /Say !yes within/);
  const [asked] = await ctx.db.selectFrom('confirmations').select('person').execute();
  assert.equal(asked?.person, 'account:u-1');
  const said = await exchange(socket, { text: 'ping', name: 'somebody else' });
  assert.equal((said['answers'] as { to: string }[])[0]!.to, 'Olga');
  sessions.clear();
  assert.match(firstOf(await exchange(socket, wants)), VISITOR);
});

test('a session that another page or a program sends along is nobody’s, and neither is a forged one', async t => {
  const { connect, app } = await serve(t);
  const [code] = await once(await connect({ ...SESSION, origin: 'https://evil.croft.test' }), 'close');
  assert.equal(code, 1008);
  for (const headers of [
    SESSION,
    { ...OWN, cookie: '__Host-croft=forged' },
    { ...OWN, cookie: 'croft=owner' },
  ])
    assert.match(firstOf(await exchange(await connect(headers), wants)), VISITOR);
  const post = async (headers: Record<string, string>) =>
    firstOf(
      (await app.inject({ method: 'POST', url: '/api/v1/bot/messages', headers, payload: wants })).json(),
    );
  for (const origin of ['https://evil.croft.test', 'http://croft.test', 'null', ''])
    assert.match(await post({ ...SESSION, origin }), VISITOR, origin);
  assert.match(await post(SESSION), VISITOR);
  assert.equal(await post(OWN), 'I tell the titles of links here.');
});

test('a client that says too much is told to wait, and one that does not heed it is cut off', async t => {
  const socket = await (await serve(t)).connect();
  assert.ok((await exchange(socket, { text: 'ping' }))['answers']);
  const closed = once(socket, 'close');
  const codes = new Set<string>();
  socket.on('message', data => codes.add(JSON.parse(String(data)).error?.code ?? 'answered'));
  for (let count = 0; count < 200; count++) socket.send('{"text":"ping"}');
  assert.equal((await closed)[0], 1008);
  assert.ok(codes.has('rate_limited'));
});

test('a frame over the limit closes its connection alone', async t => {
  const { connect } = await serve(t);
  const [socket, other] = [await connect(), await connect()];
  socket.send('x'.repeat(100_000));
  assert.equal((await once(socket, 'close'))[0], 1009);
  assert.ok((await exchange(other, { text: 'ping' }))['answers']);
});

test('a bot that restarts says so to everyone', async t => {
  const { connect, sockets } = await serve(t);
  const closed = once(await connect(), 'close');
  await sockets.drain();
  assert.equal((await closed)[0], 1012);
});

test('POST /api/v1/bot/messages answers in text and HTML, in the room that was asked for', async t => {
  const { app } = await serve(t);
  const post = async (body: unknown) =>
    app.inject({ method: 'POST', url: '/api/v1/bot/messages', payload: body as object });
  const asked = await post({ text: 'ping', room: 'web/mine', name: 'ada' });
  assert.deepEqual(asked.json(), {
    room: 'web/mine',
    answers: [{ text: 'pong', html: '<p>pong</p>', to: 'ada' }],
  });
  assert.match((await post({ text: 'ping' })).json().room, /^web\//);
  assert.equal((await post({ text: 'ping', room: 'irc/libera/#croft' })).statusCode, 400);
  assert.equal((await post({ text: '' })).statusCode, 400);
});

test('POST /api/v1/bot/messages refuses an address that asks too often', async t => {
  const { app } = await serve(t);
  const asked = await Promise.all(
    Array.from({ length: 40 }, () =>
      app.inject({ method: 'POST', url: '/api/v1/bot/messages', payload: { text: 'ping', room: 'web/a' } }),
    ),
  );
  const refused = asked.find(response => response.statusCode === 429);
  assert.ok(refused?.headers['retry-after']);
});
