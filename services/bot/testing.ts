import type { TestContext } from 'node:test';
import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely';
import { openDatabase } from '../../core/db/database.ts';
import { migrate } from '../../core/db/migrate.ts';
import { testDatabase } from '../../core/db/testing.ts';
import { AppError } from '../../core/errors.ts';
import { createJobs, type Queue } from '../../core/jobs/index.ts';
import { makeFirstStart } from '../../core/jobs/testing.ts';
import { createLog } from '../../core/log.ts';
import { Metrics } from '../../core/metrics.ts';
import type { PostSummary } from '../api/contract.ts';
import type { Item } from '../reader/contract.ts';
import type { ActionContext } from './actions/action.ts';
import { actions } from './actions/index.ts';
import { type BotContext, botContext } from './context.ts';
import { type RemindJob, remindJob } from './jobs/remind.ts';
import { Sources } from './providers/options.ts';
import { storedReminders } from './reminders.ts';
import type { RoomNetwork } from './rules/room-networks.ts';
import type { Schema } from './schema.ts';

/** A post as `api` gives it. */
export function testPost(title: string, slug = title): PostSummary {
  const at = '2026-01-01T00:00:00Z';
  return {
    id: slug,
    kind: 'article',
    visibility: 'public',
    pinned: false,
    photos: [],
    slug,
    title,
    summary: '',
    tags: [],
    status: 'published',
    minutes: 1,
    createdAt: at,
    updatedAt: at,
  };
}

/** An item as `reader` gives it. */
export function testItem(title: string, url: string): Item {
  return {
    id: url,
    feedId: 'f',
    feedTitle: 'A feed',
    url,
    title,
    sources: [{ feedId: 'f', title: 'A feed' }],
    summary: '',
    publishedAt: '2026-01-01T00:00:00Z',
    seenAt: '2026-01-01T00:00:00Z',
    categories: [],
    enclosures: [],
    unread: false,
    tags: [],
  };
}

type Parts = Partial<
  Pick<ActionContext, 'api' | 'reader' | 'chat' | 'reminders' | 'web' | 'stream' | 'now'> &
    Pick<
      BotContext,
      'db' | 'signal' | 'actions' | 'config' | 'log' | 'networks' | 'translator' | 'guesser'
    > & {
      relay: Partial<BotContext['relay']>;
      accounts: Partial<BotContext['accounts']>;
      endLater(id: string, minutes: number): Promise<void>;
    }
>;

/**
 * A bot at noon of 24 November 2026 whose dice always show their highest side; its site and reader are empty unless given, and
 * it has no database: nothing is stored or found.
 */
export function testBot(parts: Parts = {}): BotContext {
  return botContext({
    config: {
      name: 'croft',
      prefix: '!',
      timeZone: 'UTC',
      plugins: undefined,
      sources: Sources.parse({}),
      guess: undefined,
      alerts: undefined,
      currencies: { rates: { EUR: 1, USD: 1.1, JPY: 162 }, asOf: '2026-11-01' },
    },
    db: nowhere,
    log: createLog({ level: 'silent' }),
    metrics: new Metrics(),
    origin: 'https://croft.test',
    signal: new AbortController().signal,
    actions,
    translator: {
      providers: [],
      languages: async () => ({ from: [], into: [] }),
      translate: translates,
      detect: translates,
    },
    networks: { chat: nobody, relay: nobody },
    endLater: async () => {},
    api: { listPosts: async () => ({ posts: [] }), searchPosts: async () => ({ posts: [] }) },
    reader: { listItems: async () => ({ items: [] }), searchItems: async () => ({ items: [] }) },
    chat: { listRooms: async () => ({ rooms: [] }), searchMessages: async () => ({ messages: [] }) },
    web: {
      fetch: async () => {
        throw new Error('This bot asks nobody.');
      },
    },
    stream: { now: async () => undefined },
    running: { version: '1.2.3', since: new Date('2026-11-20T09:30:00Z') },
    reminders: storedReminders(parts.db ?? nowhere, () => {
      throw new Error('This bot has no database.');
    }),
    now: () => new Date('2026-11-24T12:00:00Z'),
    random: sides => sides,
    ...parts,
    accounts: { authenticate: unknown, getSession: unknown, ...parts.accounts },
    relay: {
      listNetworks: async () => ({ networks: [] }),
      listBridges: async () => ({ bridges: [] }),
      forget: async () => ({ erased: 0 }),
      ...parts.relay,
    },
  });
}

async function unknown(): Promise<never> {
  throw new AppError('unauthenticated', 'That is not known here.');
}

async function translates(): Promise<never> {
  throw new AppError('unavailable', 'Nothing is set up that translates.');
}

/** A network that moderates nothing. */
const nobody: RoomNetwork = {
  moderate: async ({ acts }) => ({ results: acts.map(() => ({ done: false, words: 'Nobody is here.' })) }),
};

const nowhere = new Kysely<Schema>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: db => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});

/** The database of a bot, of this test's own. */
export function botDatabase(t: TestContext): Promise<string> {
  const log = createLog({ level: 'silent' });
  const directory = new URL('./migrations/', import.meta.url).pathname;
  return testDatabase(t, {
    name: 'bot',
    async fill(empty) {
      await migrate({ url: empty, schema: 'bot', directory, log });
      const jobs = createJobs({ url: empty, log });
      jobs.define('bot.remind', remindJob(testBot()));
      await makeFirstStart(empty, jobs);
    },
  });
}

/**
 * A bot with a database, of this test's own unless given, and the right time. With `reminds` its jobs run, which takes five
 * more connections to the database.
 */
export async function storedBot(
  t: TestContext,
  parts: Parts & { url?: string; reminds?: boolean } = {},
): Promise<BotContext> {
  const log = createLog({ level: 'silent' });
  const { url = await botDatabase(t), reminds = false, ...given } = parts;
  const { db, close } = openDatabase<Schema>({ url, schema: 'bot', log });
  const jobs = createJobs({ url, log });
  t.after(async () => {
    await ctx.inbox.idle();
    await ctx.overheard.idle();
    await Promise.all([ctx.moderation.idle(), ctx.logBook.idle()]);
    await ctx.destinations.idle();
    await jobs.drain();
    await close();
  });
  let queue: Queue<typeof RemindJob>;
  const reminders = storedReminders(db, () => queue);
  const ctx = testBot({ db, now: () => new Date(), reminders, ...given });
  queue = jobs.define('bot.remind', remindJob(ctx));
  if (reminds) await jobs.start();
  return ctx;
}
