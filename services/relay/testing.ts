import type { TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely';
import { readSection } from '../../core/config/options.ts';
import { openDatabase } from '../../core/db/database.ts';
import { migrate } from '../../core/db/migrate.ts';
import { testDatabase } from '../../core/db/testing.ts';
import { AppError } from '../../core/errors.ts';
import { createFetcher } from '../../core/fetch/index.ts';
import { createLog } from '../../core/log.ts';
import { Metrics } from '../../core/metrics.ts';
import { createSecretBox } from '../../core/secret-box.ts';
import type { Amended, Message } from '../bot/contract.ts';
import { relayOptions } from './config.ts';
import { type RelayContext, type RelayParts, relayContext } from './context.ts';
import { SESSION_TIMES, type SessionTimes } from './irc/watchdog.ts';
import type { Keeper } from './keeper/start-keeper.ts';
import { networkMaker } from './make-network.ts';
import { createMediaSigner } from './matrix/media-signer.ts';
import { startRelay, stopRelay } from './run.ts';
import type { Schema } from './schema.ts';

const log = createLog({ level: process.env['LOG_LEVEL'] ?? 'silent' });

/** A database that keeps nothing: for a relay without bridges. */
export const nowhere = new Kysely<Schema>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: db => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});

/** `postgres://…` of a database of this test's own. */
export function relayDatabaseUrl(t: TestContext): Promise<string> {
  const directory = new URL('./migrations/', import.meta.url).pathname;
  return testDatabase(t, {
    name: 'relay',
    fill: async empty => void (await migrate({ url: empty, schema: 'relay', directory, log })),
  });
}

/** A database of this test's own, or the one at an address. */
export async function relayDatabase(t: Pick<TestContext, 'after'>, at?: string): Promise<Kysely<Schema>> {
  const url = at ?? (await relayDatabaseUrl(t as TestContext));
  const { db, close } = openDatabase<Schema>({ url, schema: 'relay', log });
  t.after(close);
  return db;
}

export interface TestRelay {
  readonly ctx: RelayContext;
  readonly metrics: Metrics;
  readonly fetcher: ReturnType<typeof createFetcher>;
  /** What the bot was told, unless it was given. */
  readonly heard: Message[];
  /** What it was told of lines that were edited or deleted. */
  readonly amended: Amended[];
  start(): Promise<void>;
  stop(): Promise<void>;
}

export interface TestRelayParts extends Partial<Pick<RelayParts, 'chat' | 'db'>> {
  readonly bot?: Pick<RelayParts['bot'], 'hear' | 'answers'>;
  readonly networks?: readonly object[];
  readonly bridges?: readonly object[];
  readonly times?: Partial<SessionTimes>;
  readonly keeper?: Keeper;
}

/** A relay with networks and bridges as the configuration names them; stopped when the test ends. */
export function testRelay(t: Pick<TestContext, 'after'>, parts: TestRelayParts): TestRelay {
  const { db = nowhere, networks = [], bridges = [], times } = parts;
  const heard: Message[] = [];
  const amended: Amended[] = [];
  const metrics = new Metrics();
  const config = readSection('relay', relayOptions, { networks, bridges }, {});
  const fetcher = createFetcher({
    userAgent: 'Croft',
    allow: ['127.0.0.1'],
    log,
    metrics: new Metrics(),
    limits: { perHost: 8 },
  });
  const ctx = relayContext({
    settings: config.networks,
    bridges: config.bridges,
    bot: {
      async hear(message) {
        heard.push(message as Message);
        return { accepted: true };
      },
      async amend(one) {
        amended.push(one);
        return {};
      },
      async *answers(_input, { signal } = {}) {
        yield* [];
        await sleep(1e6, undefined, { signal: signal as AbortSignal }).catch(() => {});
      },
      ...parts.bot,
    },
    chat: parts.chat ?? noChat,
    api: {
      authenticate: async () => {
        throw new AppError('unauthenticated', 'This token is not valid.');
      },
    },
    ...{ db, log, metrics },
    makeNetwork: networkMaker({
      ...{ version: 'Croft 0.0.0', log, metrics, db, fetcher, times: { ...SESSION_TIMES, ...times } },
      ...(parts.keeper && { keeper: parts.keeper }),
      box: async () => createSecretBox(new Uint8Array(32)),
      mediaUrl: createMediaSigner(new Uint8Array(32), 'https://croft.test').url,
    }),
  });
  const stop = async () => {
    await stopRelay(ctx);
    await fetcher.close();
  };
  t.after(stop);
  return { ctx, metrics, fetcher, heard, amended, start: () => startRelay(ctx), stop };
}

/** For a relay without web rooms. */
export const noChat: RelayParts['chat'] = {
  carryMessage: () => Promise.reject(new AppError('unavailable', 'There are no rooms.')),
  changeCarried: () => Promise.reject(new AppError('unavailable', 'There are no rooms.')),
  async *roomChanges() {
    yield* [];
    throw new AppError('not_found', 'There is no such room.');
  },
};

/** Resolves when this holds; throws in words after some seconds. */
export async function eventually(holds: () => unknown, what: string, patience = 12_000): Promise<void> {
  for (const until = performance.now() + patience; performance.now() < until; ) {
    if (await holds()) return;
    await sleep(15);
  }
  throw new Error(`It does not come to this: ${what}.`);
}
