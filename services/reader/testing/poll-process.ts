import { readSection } from '../../../core/config/options.ts';
import { openDatabase } from '../../../core/db/database.ts';
import { createFetcher } from '../../../core/fetch/index.ts';
import { createLog } from '../../../core/log.ts';
import { Metrics } from '../../../core/metrics.ts';
import { readerOptions } from '../config.ts';
import { PollJob } from '../jobs/poll.ts';
import { createParse } from '../parse/create-parse.ts';
import { createDownload } from '../poll/download.ts';
import { pollBatch } from '../poll/poll-batch.ts';
import type { Schema } from '../schema.ts';
import { toPoll } from '../store/due.ts';

/** A process of its own that runs one poll job, so that a test can kill it. */
const log = createLog({ level: 'silent' });
const database = openDatabase<Schema>({ url: process.env['READER_URL'] ?? '', schema: 'reader', log });
const limits = { perHost: 100, gap: 0 };
const fetcher = createFetcher({ userAgent: 'x', allow: ['127.0.0.1'], log, metrics: new Metrics(), limits });
const config = readSection('reader', readerOptions, {}, {});
const { ids, claimedAt } = PollJob.parse(JSON.parse(process.env['READER_JOB'] ?? ''));
const feeds = await toPoll(database.db, ids, new Date(claimedAt));
await pollBatch(
  {
    config,
    log,
    db: database.db,
    events: { emit() {} },
    parse: createParse(),
    download: createDownload({ fetcher, version: '0', origin: 'https://croft.example', config }),
  },
  feeds,
  new AbortController().signal,
);
