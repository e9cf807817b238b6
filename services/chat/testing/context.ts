import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import { WebSocket } from 'ws';
import { readSection } from '../../../core/config/options.ts';
import { openDatabase } from '../../../core/db/database.ts';
import { listenTo } from '../../../core/db/listen.ts';
import { migrate } from '../../../core/db/migrate.ts';
import { testDatabase } from '../../../core/db/testing.ts';
import { AppError } from '../../../core/errors.ts';
import { createFetcher } from '../../../core/fetch/index.ts';
import { createApp } from '../../../core/http/app.ts';
import { createLog } from '../../../core/log.ts';
import { Metrics } from '../../../core/metrics.ts';
import { type Principal, ROLE_SCOPES, type Role } from '../../api/contract.ts';
import { chatOptions } from '../config.ts';
import { type ChatContext, chatContext } from '../context.ts';
import { roomSockets } from '../live/sockets.ts';
import { chatRoutes } from '../routes.ts';
import type { Schema } from '../schema.ts';
import { CHANNEL } from '../store/rooms.ts';

type Heard = Parameters<ChatContext['bot']['hear']>[0];

export interface TestChat extends ChatContext {
  /** What the bot was told. */
  readonly heard: Heard[];
  /** Of which messages it was told that they are gone. */
  readonly gone: string[];
  /** Links that were to be looked at. */
  readonly looked: string[];
  /** What the menu was told, each time. */
  readonly offered: string[];
}

const log = createLog({ level: 'silent' });

/** `postgres://…` of a database of this test's own. */
export function chatDatabase(t: TestContext): Promise<string> {
  const directory = new URL('../migrations/', import.meta.url).pathname;
  return testDatabase(t, {
    name: 'chat',
    fill: async empty => void (await migrate({ url: empty, schema: 'chat', directory, log })),
  });
}

/** The rooms of one process; several may share a database. Tokens and sessions are named after the role they have. */
export async function testChat(t: TestContext, url?: string): Promise<TestChat> {
  const at = url ?? (await chatDatabase(t));
  const database = openDatabase<Schema>({ url: at, schema: 'chat', log });
  const heard: Heard[] = [];
  const gone: string[] = [];
  const looked: string[] = [];
  const offered: string[] = [];
  const fetcher = createFetcher({
    userAgent: 'Croft test',
    allow: ['127.0.0.1'],
    log,
    metrics: new Metrics(),
  });
  const ctx = chatContext({
    config: readSection('chat', chatOptions, { connectionsOfOne: 20 }, {}),
    db: database.db,
    log,
    metrics: new Metrics(),
    origin: 'https://croft.example',
    api: {
      authenticate: async ({ token }) => principalOf(token),
      getSession: async ({ session }) => principalOf(session),
      offerPlaces: async ({ places }) => {
        offered.push(places.map(({ href }) => href).join());
        return {};
      },
      listAccounts: async () => ({
        accounts: (['owner', 'moderator', 'member'] as const).map(role => ({
          ...{ id: role, name: nameOf(role), role, createdAt: '2026-01-01T00:00:00Z' },
          ...{ disabled: false, passkeys: 0, codes: 0 },
        })),
      }),
    },
    reader: { signImage: async ({ url }) => ({ path: `/reader/image/signed/${url}` }) },
    fetcher,
    previews: {
      async send({ url }) {
        looked.push(url);
        return url;
      },
    },
    bot: {
      async hear(message) {
        heard.push(message);
        return { accepted: true };
      },
      async amend({ room, id }) {
        gone.push(`${room} ${id}`);
        return {};
      },
      listActions: async () => ({ name: 'croft', prefix: '!', actions: [] }),
      async *answers() {},
    },
  });
  let up = () => {};
  const listening = new Promise<void>(resolve => {
    up = resolve;
  });
  const { signal } = ctx.stop;
  const onNotice = (payload: string) => {
    const room = ctx.live.take(payload);
    if (room !== undefined) ctx.wakes.wake(room);
  };
  const done = listenTo({ url: at, channel: CHANNEL, log, signal, onNotice, onLine: () => up() });
  await listening;
  t.after(async () => {
    ctx.stop.abort();
    ctx.live.stop();
    await done;
    await fetcher.close();
    await database.close();
  });
  return { ...ctx, heard, gone, looked, offered };
}

const nameOf = (role: Role) => `Ms ${role[0]!.toUpperCase()}${role.slice(1)}s`;

function principalOf(secret: string): Principal {
  const role = secret as Role;
  if (!(role in ROLE_SCOPES)) throw new AppError('unauthenticated', 'That is not known here.');
  return { account: role, name: nameOf(role), role, scopes: [...ROLE_SCOPES[role]] };
}

export type Frame = Record<string, unknown> & {
  messages?: {
    number: number;
    change: number;
    person?: number;
    name: string;
    html: string;
    deleted?: boolean;
  }[];
};

/** What a client of a room has been sent. */
export interface TestClient {
  readonly socket: WebSocket;
  readonly frames: Frame[];
  /** Resolves with the first frame, past or to come, of which this holds. */
  until(is: (frame: Frame) => unknown): Promise<Frame>;
  /** Sends a request and gives its answer. */
  ask(request: Record<string, unknown>): Promise<Frame>;
}

/** The routes of the rooms on a port of their own. */
export async function serveChat(t: TestContext, ctx: TestChat) {
  const sockets = roomSockets(ctx);
  const app = await createApp({ log, metrics: new Metrics(), origin: ctx.origin, trustedProxies: [] });
  chatRoutes(app, ctx, sockets);
  await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.server.address() as AddressInfo;
  t.after(async () => {
    await sockets.drain();
    await app.close();
  });
  const open = (query: string, headers: Record<string, string> = {}) =>
    follow(new WebSocket(`ws://127.0.0.1:${port}/api/v1/chat/socket?${query}`, { headers }));
  return { app, sockets, open, port };
}

async function follow(socket: WebSocket): Promise<TestClient> {
  const frames: Frame[] = [];
  const waiting = new Set<() => void>();
  let ids = 0;
  socket.on('message', data => {
    frames.push(JSON.parse(String(data)) as Frame);
    for (const wake of [...waiting]) wake();
  });
  socket.on('error', () => {});
  const until = (is: (frame: Frame) => unknown) =>
    new Promise<Frame>(resolve => {
      const look = () => {
        const found = frames.find(is);
        if (found === undefined) return;
        waiting.delete(look);
        resolve(found);
      };
      waiting.add(look);
      look();
    });
  const ask = (request: Record<string, unknown>) => {
    const id = ++ids;
    socket.send(JSON.stringify({ id, ...request }));
    return until(frame => frame['id'] === id);
  };
  await once(socket, 'open');
  return { socket, frames, until, ask };
}

/** Numbers of the messages that a client was sent, in order, each as often as it was. */
export function numbersOf(client: TestClient): number[] {
  return client.frames.flatMap(({ messages = [] }) => messages.map(({ number }) => number));
}
