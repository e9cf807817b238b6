import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { createCache } from '../../../core/cache/index.ts';
import { readSection } from '../../../core/config/options.ts';
import { openDatabase } from '../../../core/db/database.ts';
import { migrate } from '../../../core/db/migrate.ts';
import { testDatabase } from '../../../core/db/testing.ts';
import { AppError } from '../../../core/errors.ts';
import { createFetcher, type Timeouts } from '../../../core/fetch/index.ts';
import { createJobs } from '../../../core/jobs/index.ts';
import { makeFirstStart } from '../../../core/jobs/testing.ts';
import { createLog } from '../../../core/log.ts';
import { Metrics } from '../../../core/metrics.ts';
import type { Client } from '../../../core/rpc/contract.ts';
import { createSecretBox } from '../../../core/secret-box.ts';
import {
  createTranslator,
  type TranslationConfig,
  translationOptions,
} from '../../../core/translate/index.ts';
import type { apiContract } from '../../api/contract.ts';
import type { botContract } from '../../bot/contract.ts';
import { readerOptions } from '../config.ts';
import type { ReaderContext } from '../context.ts';
import { createImageStore } from '../images/image-store.ts';
import { createGetImage } from '../images/images.ts';
import { createImageSigner } from '../images/signer.ts';
import { createParse } from '../parse/create-parse.ts';
import { createDownload } from '../poll/download.ts';
import { createHubs } from '../push/hubs.ts';
import type { Schema } from '../schema.ts';

export interface TestReader extends ReaderContext {
  /** `postgres://…` of this test's own database. */
  readonly url: string;
  /** New items that were told of, by feed. */
  readonly told: { feedId: string; count: number }[];
  /** How often polling was asked for. */
  readonly sweeps: { count: number };
  /** How often it was asked that pages be fetched. */
  readonly articles: { count: number };
  /** How often it was asked that hubs be asked. */
  readonly asks: { count: number };
  /** How often the site's hub was asked to distribute its feeds. */
  readonly distributed: { count: number };
  /** What the bot was given to say, in order; a room named `deaf` takes nothing. */
  readonly said: { room: string; text: string; id: string }[];
}

/** The service's context on a database of this test's own, with a fetcher that may reach servers of the test. */
export async function testReader(
  t: TestContext,
  timeouts: Timeouts = { connect: 2_000, firstByte: 2_000, total: 5_000 },
  translation: TranslationConfig = readSection('translation', translationOptions, {}, {}),
): Promise<TestReader> {
  const log = createLog({ level: 'silent' });
  const directory = new URL('../migrations/', import.meta.url).pathname;
  const url = await testDatabase(t, {
    name: 'reader',
    async fill(empty) {
      await migrate({ url: empty, schema: 'reader', directory, log });
      await makeFirstStart(empty, createJobs({ url: empty, log }));
    },
  });
  const database = openDatabase<Schema>({ url, schema: 'reader', log });
  const metrics = new Metrics();
  const cache = createCache({ servers: [], log, metrics });
  const limits = { perHost: 100, gap: 0, timeouts };
  const fetcher = createFetcher({ userAgent: 'Croft/test', allow: ['127.0.0.0/8'], log, metrics, limits });
  t.after(async () => {
    await fetcher.close();
    await cache.close();
    await database.close();
  });
  const config = readSection('reader', readerOptions, {}, {});
  const origin = 'https://croft.example';
  const store = createImageStore(await temporaryDirectory(t), config.imageCacheBytes);
  const told: TestReader['told'] = [];
  const sweeps = { count: 0 };
  const articles = { count: 0 };
  const asks = { count: 0 };
  const distributed = { count: 0 };
  const secrets = createSecretBox(randomBytes(32));
  const said: TestReader['said'] = [];
  return {
    config,
    db: database.db,
    log,
    origin,
    events: { emit: (_event, payload) => void told.push(payload) },
    api: ownerOf('owner-token', distributed),
    fetcher,
    translator: createTranslator({ config: translation, cache, fetcher, log, metrics }),
    secrets,
    hubs: createHubs({
      db: database.db,
      secrets,
      reachable: true,
      async askSoon() {
        asks.count++;
      },
    }),
    bot: botWith(said),
    byHand: { poll() {}, look() {} },
    parse: createParse(),
    images: {
      signer: createImageSigner(randomBytes(32), origin),
      store,
      get: createGetImage(fetcher, store),
    },
    download: createDownload({ fetcher, version: '0.0.0', origin, config }),
    async sweepSoon() {
      sweeps.count++;
    },
    async saySoon() {},
    async applySoon() {},
    async importSoon() {},
    async articlesSoon() {
      articles.count++;
    },
    url,
    articles,
    told,
    sweeps,
    asks,
    distributed,
    said,
  };
}

export async function temporaryDirectory(t: TestContext): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'croft-reader-'));
  t.after(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

/** An `api` that knows one token with all scopes, and `read-token`; and the members Zoë (`2`) and Eve (`3`), who is let in no more. */
function ownerOf(token: string, distributed: { count: number }): Client<typeof apiContract> {
  const authenticate: Client<typeof apiContract>['authenticate'] = async input => {
    const known = input.token === token || input.token === 'read-token';
    if (!known) throw new AppError('unauthenticated', 'This token is not known.');
    return {
      account: '1',
      name: 'Owner',
      role: 'owner',
      scopes: input.token === token ? ['admin'] : ['read'],
    };
  };
  const getOwnAccount: Client<typeof apiContract>['getOwnAccount'] = async ({ account: id }) => {
    const name = { '2': 'Zoë Ångström', '3': 'Eve' }[id];
    if (name === undefined) throw new AppError('not_found', 'There is no such account.');
    const account = {
      id,
      name,
      role: 'member',
      createdAt: '2026-01-01T00:00:00Z',
      passkeys: 0,
      codes: 0,
    } as const;
    return { account: { ...account, disabled: id === '3' }, passkeys: [] };
  };
  const distributeFeeds: Client<typeof apiContract>['distributeFeeds'] = async () => {
    distributed.count++;
    return {};
  };
  return { authenticate, getOwnAccount, distributeFeeds } as Partial<Client<typeof apiContract>> as Client<
    typeof apiContract
  >;
}

/** A `bot` that keeps what it is given to say. */
function botWith(said: TestReader['said']): Client<typeof botContract> {
  const say: Client<typeof botContract>['say'] = async message => {
    if (message.room.endsWith('/deaf')) throw new AppError('unavailable', 'Nobody is there.');
    said.push(message);
    return {};
  };
  return { say } as Partial<Client<typeof botContract>> as Client<typeof botContract>;
}

export const noSignal = new AbortController().signal;
