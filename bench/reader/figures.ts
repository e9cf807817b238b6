import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { readSection } from '../../core/config/options.ts';
import { openDatabase } from '../../core/db/database.ts';
import { migrate } from '../../core/db/migrate.ts';
import { startTestServer } from '../../core/db/testing.ts';
import { createFetcher } from '../../core/fetch/index.ts';
import { createLog } from '../../core/log.ts';
import { Metrics } from '../../core/metrics.ts';
import { readerOptions } from '../../services/reader/config.ts';
import { createParse } from '../../services/reader/parse/create-parse.ts';
import { createDownload } from '../../services/reader/poll/download.ts';
import { pollBatch } from '../../services/reader/poll/poll-batch.ts';
import type { PollContext } from '../../services/reader/poll/poll-feed.ts';
import type { Schema } from '../../services/reader/schema.ts';
import { addSubscriptions } from '../../services/reader/store/add-subscriptions.ts';
import { claimDue, toPoll } from '../../services/reader/store/due.ts';
import { type Figure, figure, median, wanted } from '../figure.ts';

const NAME = 'reader.poll.304';
const FEEDS = 500;
const PER_JOB = 25;
const ROUNDS = 5;
/** The bar of the project for all that this process does for a poll that finds nothing new. */
const MOST_MS = 1.5;

/** CPU of a poll answered 304: claim, query, a new connection, request, answer, schedule and note. */
export async function figures(names?: readonly string[]): Promise<Figure[]> {
  if (!wanted(NAME, names)) return [];
  const server = await startTestServer();
  const publisher = fork(new URL('./feed-server.ts', import.meta.url));
  try {
    const [{ port }] = (await once(publisher, 'message')) as [AddressInfo];
    const measured = await measure(server.url, `http://127.0.0.1:${port}`);
    const reference = `${FEEDS} feeds, ${PER_JOB} a job, a new connection each; this process alone`;
    return [figure(NAME, measured, 'ms CPU per poll', reference, '<=', MOST_MS)];
  } finally {
    publisher.kill();
    await server.stop();
  }
}

async function measure(url: string, origin: string): Promise<number> {
  const log = createLog({ level: 'silent' });
  const directory = new URL('../../services/reader/migrations/', import.meta.url).pathname;
  await migrate({ url, schema: 'reader', directory, log });
  await using database = openDatabase<Schema>({ url, schema: 'reader', log });
  const limits = { perHost: PER_JOB, gap: 0 };
  await using fetcher = createFetcher({
    userAgent: '',
    allow: ['127.0.0.1'],
    log,
    metrics: new Metrics(),
    limits,
  });
  const config = readSection('reader', readerOptions, {}, {});
  const ctx: PollContext = {
    config,
    log,
    db: database.db,
    events: { emit() {} },
    parse: createParse(),
    download: createDownload({ fetcher, version: '0', origin: 'https://croft.example', config }),
  };
  const feeds = Array.from({ length: FEEDS }, (_, n) => ({
    url: `${origin}/${n}`,
    title: '',
    siteUrl: undefined,
    tags: [],
  }));
  await addSubscriptions(database.db, 'owner', feeds, true);
  await round(ctx, 'new_items');
  await round(ctx, 'not_modified');
  const rounds: number[] = [];
  for (let index = 0; index < ROUNDS; index++) rounds.push(await round(ctx, 'not_modified'));
  return median(rounds);
}

/** Polls every feed once, in the portions of a job, and gives milliseconds of CPU a feed. */
async function round(ctx: PollContext, expected: string): Promise<number> {
  await ctx.db
    .updateTable('feeds')
    .set({ next_poll_at: new Date(0) })
    .execute();
  const before = process.cpuUsage();
  const claimedAt = new Date();
  const ids = await claimDue(ctx.db, FEEDS, 900);
  for (let from = 0; from < ids.length; from += PER_JOB) {
    const rows = await toPoll(ctx.db, ids.slice(from, from + PER_JOB), claimedAt);
    for (const { outcome } of await pollBatch(ctx, rows, new AbortController().signal))
      if (outcome !== expected) throw new Error(`A poll ended in ${outcome} and not in ${expected}.`);
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / FEEDS;
}
