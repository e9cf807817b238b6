import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { readSection } from '../../../core/config/options.ts';
import { openDatabase } from '../../../core/db/database.ts';
import { migrate } from '../../../core/db/migrate.ts';
import { testDatabase } from '../../../core/db/testing.ts';
import { AppError } from '../../../core/errors.ts';
import { createFetcher } from '../../../core/fetch/index.ts';
import { createJobs, type Jobs } from '../../../core/jobs/index.ts';
import { makeFirstStart } from '../../../core/jobs/testing.ts';
import { createLog } from '../../../core/log.ts';
import { Metrics } from '../../../core/metrics.ts';
import type { Client } from '../../../core/rpc/contract.ts';
import { apiOptions } from '../config.ts';
import type { ApiContext } from '../context.ts';
import type { apiContract } from '../contract.ts';
import { defineQueues } from '../jobs/queues.ts';
import { createVariantMaker } from '../media/images/variants.ts';
import { implement } from '../methods.ts';
import { Attempts } from '../people/attempts.ts';
import type { Schema } from '../schema.ts';
import { testConversation } from './conversation.ts';

export interface TestApi extends ApiContext {
  /** `postgres://…` of this test's own database. */
  readonly url: string;
  /** Directory of its files. */
  readonly data: string;
  /** Revisions that were told of. */
  readonly revisions: number[];
  /** Times for which publishing was asked. */
  readonly scheduled: Date[];
  readonly announced: string[];
  /** The jobs behind `queues`, which run once they are started. */
  readonly jobs: Jobs;
  /** Pictures whose smaller sizes were asked for. */
  readonly variants: string[];
  /** Hashes of files whose posts were asked to be rendered again. */
  readonly renderings: (string | undefined)[];
  /** The feeds there are, by their paths. */
  readonly feeds: Map<string, string>;
}

/** The service's context on a database and a directory of this test's own; what goes out is collected. */
export async function testApi(t: TestContext): Promise<TestApi> {
  const log = createLog({ level: 'silent' });
  const directory = new URL('../migrations/', import.meta.url).pathname;
  const url = await testDatabase(t, {
    name: 'api',
    async fill(empty) {
      await migrate({ url: empty, schema: 'api', directory, log });
      const { api, close } = openApi(empty, tmpdir());
      await makeFirstStart(empty, api.jobs);
      await close();
    },
  });
  const data = await mkdtemp(join(tmpdir(), 'croft-api-'));
  const { api, close } = openApi(url, data);
  t.after(async () => {
    await close();
    await rm(data, { recursive: true });
  });
  return api;
}

/** The same on a database and a directory that are there already, as of another process. */
export function openApi(url: string, data: string): { api: TestApi; close(): Promise<void> } {
  const log = createLog({ level: 'silent' });
  const database = openDatabase<Schema>({ url, schema: 'api', log });
  const fetcher = createFetcher({
    userAgent: 'Croft-Test',
    allow: ['127.0.0.1', 'localhost'],
    log,
    metrics: new Metrics(),
  });
  const revisions: number[] = [];
  const scheduled: Date[] = [];
  const announced: string[] = [];
  const feeds = new Map<string, string>();
  const jobs = createJobs({ url, log });
  const queues = defineQueues(jobs, () => api);
  const variants: string[] = [];
  const renderings: (string | undefined)[] = [];
  const media = join(data, 'media');
  const api: TestApi = {
    jobs,
    db: database.db,
    get own() {
      return implement(api) as unknown as Client<typeof apiContract>;
    },
    config: readSection('api', apiOptions, {}, {}),
    origin: 'https://croft.example',
    media,
    imports: join(data, 'imports'),
    version: '0.0.0',
    log,
    fetcher,
    events: { emit: (_event, payload) => void revisions.push(payload.revision) },
    queues,
    async readFeed(path) {
      const body = feeds.get(path);
      if (body === undefined) throw new AppError('not_found', 'There is no such feed here.');
      return { type: 'application/atom+xml; charset=utf-8', body };
    },
    feeds,
    neighbours: [],
    nudgeOutbox() {},
    conversation: testConversation(),
    async schedulePublishing(at) {
      scheduled.push(at);
    },
    attempts: new Attempts(),
    makeVariant: createVariantMaker(media),
    async makeVariants(path) {
      variants.push(path);
    },
    async renderAgain(hash) {
      renderings.push(hash);
    },
    announce: text => void announced.push(text),
    url,
    data,
    revisions,
    scheduled,
    announced,
    variants,
    renderings,
  };
  const close = async () => {
    await jobs.drain();
    await fetcher.close();
    await database.close();
  };
  return { api, close };
}

/** The reason of the AppError that a promise ends in, or its code when it has none. */
export async function reasonOf(work: unknown): Promise<string | undefined> {
  try {
    await work;
    return undefined;
  } catch (error) {
    const { reason, code } = error as { reason?: string; code?: string };
    return reason ?? code;
  }
}
