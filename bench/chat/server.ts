import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocketServer } from 'ws';
import { openDatabase } from '../../core/db/database.ts';
import { listenTo } from '../../core/db/listen.ts';
import { migrate } from '../../core/db/migrate.ts';
import { createFetcher } from '../../core/fetch/index.ts';
import { createApp } from '../../core/http/app.ts';
import { createLog } from '../../core/log.ts';
import { Metrics } from '../../core/metrics.ts';
import { ROLE_SCOPES } from '../../services/api/contract.ts';
import { chatContext } from '../../services/chat/context.ts';
import { roomSockets } from '../../services/chat/live/sockets.ts';
import { createRoom } from '../../services/chat/methods/rooms.ts';
import { sayAs } from '../../services/chat/methods/say.ts';
import { identify } from '../../services/chat/people/identify.ts';
import { chatRoutes } from '../../services/chat/routes.ts';
import type { Schema } from '../../services/chat/schema.ts';
import { CHANNEL } from '../../services/chat/store/rooms.ts';

/**
 * The server under test, in a process of its own: the rooms on a real database (`rooms URL`), or a bare `ws` that sends the
 * same bytes to everybody (`bare BYTES`). Commands come over IPC: `memory`, and `talk` with how many messages a second, and how
 * many. Answers are `{ port }`, bytes of memory, and seconds of CPU that the talk took.
 */
const [kind, argument = ''] = process.argv.slice(2);
const say = kind === 'rooms' ? await rooms(argument) : await bare(Number(argument));

process.on('message', async (asked: { do: 'memory' | 'talk'; rate: number; count: number }) => {
  if (asked.do === 'memory') {
    globalThis.gc?.();
    await sleep(500);
    globalThis.gc?.();
    process.send!({ memory: process.memoryUsage().rss });
    return;
  }
  const before = process.cpuUsage();
  const began = performance.now();
  for (let n = 0; n < asked.count; n++) {
    const due = began + (n * 1000) / asked.rate;
    if (due > performance.now()) await sleep(due - performance.now());
    await say(n);
  }
  await sleep(500);
  const { user, system } = process.cpuUsage(before);
  process.send!({ cpu: (user + system) / 1e6 });
});

async function rooms(url: string) {
  const log = createLog({ level: 'error' });
  const directory = new URL('../../services/chat/migrations/', import.meta.url).pathname;
  await migrate({ url, schema: 'chat', directory, log });
  const { db } = openDatabase<Schema>({ url, schema: 'chat', log });
  const principal = { account: '1', name: 'Bench', role: 'owner', scopes: [...ROLE_SCOPES.owner] } as const;
  const ctx = chatContext({
    config: { connections: 10_000, connectionsOfOne: 10_000 },
    db,
    log,
    metrics: new Metrics(),
    origin: 'http://localhost',
    api: {
      authenticate: async () => ({ ...principal, scopes: [...principal.scopes] }),
      getSession: async () => ({ ...principal, scopes: [...principal.scopes] }),
      listAccounts: async () => ({ accounts: [] }),
      offerPlaces: async () => ({}),
    },
    reader: { signImage: async ({ url }) => ({ path: url }) },
    fetcher: createFetcher({ userAgent: 'bench', allow: [], log, metrics: new Metrics() }),
    previews: { send: async () => undefined },
    bot: {
      hear: async () => ({ accepted: true }),
      amend: async () => ({}),
      listActions: async () => ({ name: 'croft', prefix: '!', actions: [] }),
      async *answers() {},
    },
  });
  await createRoom(ctx, {
    ...{
      name: 'hall',
      title: 'Hall',
      topic: '',
      readers: 'everyone',
      writers: 'everyone',
      slowSeconds: 0,
      filters: [],
      bot: false,
      previews: true,
    },
  });
  ctx.live.start();
  const { promise: up, resolve } = Promise.withResolvers<void>();
  const onNotice = (payload: string) => ctx.live.take(payload);
  void listenTo({ url, channel: CHANNEL, log, signal: ctx.stop.signal, onNotice, onLine: () => resolve() });
  await up;
  const app = await createApp({ log, metrics: new Metrics(), origin: ctx.origin, trustedProxies: [] });
  const sockets = roomSockets(ctx);
  chatRoutes(app, ctx, sockets);
  await app.listen({ port: 0, host: '127.0.0.1' });
  process.send!({ port: (app.server.address() as AddressInfo).port });
  // Everybody says one thing, so that nobody says too much: what is measured is the room.
  const callers = await Promise.all(
    Array.from({ length: 64 }, async (_, n) => ({
      ...(await identify(ctx, { address: '127.0.0.1', token: 'x' }))!,
      id: (
        await db
          .insertInto('people')
          .values({ account: `bench ${n}`, name: `Person ${n}`, likeness: `person${n}` })
          .returning('id')
          .executeTakeFirstOrThrow()
      ).id,
    })),
  );
  return async (n: number) => {
    const markdown = `${Date.now()} is when this was said, with *as many* words as people say at once`;
    // Not waited for: what is said twenty times a second is said by several people.
    void sayAs(ctx, callers[n % callers.length]!, { room: 'hall', markdown, nonce: `${n} ${Date.now()}` });
  };
}

async function bare(bytes: number) {
  const server = createServer();
  const sockets = new WebSocketServer({ server, perMessageDeflate: false });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  process.send!({ port: (server.address() as AddressInfo).port });
  return async () => {
    const text = `{"messages":[{"html":"<p>${Date.now()} "}]`;
    const frame = Buffer.from(text.padEnd(bytes));
    for (const socket of sockets.clients) socket.send(frame, { binary: false });
  };
}
