import { readSection } from '../../../core/config/options.ts';
import { openDatabase } from '../../../core/db/database.ts';
import { createFetcher } from '../../../core/fetch/index.ts';
import { createJobs } from '../../../core/jobs/index.ts';
import { createLog } from '../../../core/log.ts';
import { Metrics } from '../../../core/metrics.ts';
import { createSecretBox } from '../../../core/secret-box.ts';
import { readerOptions } from '../config.ts';
import { type PollJob, pollJob } from '../jobs/poll.ts';
import { createParse } from '../parse/create-parse.ts';
import { createDownload } from '../poll/download.ts';
import type { Schema } from '../schema.ts';

/** A process of its own that works at poll jobs from the queue, so that a test can kill it, or have several. */
const log = createLog({ level: 'silent' });
const url = process.env['READER_URL'] ?? '';
const database = openDatabase<Schema>({ url, schema: 'reader', log });
const limits = { perHost: 100, gap: 0 };
const fetcher = createFetcher({
  userAgent: 'x',
  allow: ['127.0.0.0/8'],
  log,
  metrics: new Metrics(),
  limits,
});
const config = readSection('reader', readerOptions, {}, {});
const jobs = createJobs({ url, log });
const poll = pollJob({
  config,
  log,
  db: database.db,
  events: { emit() {} },
  async saySoon() {},
  parse: createParse(),
  secrets: createSecretBox(new Uint8Array(32)),
  hubs: { reachable: false, async note() {} },
  download: createDownload({ fetcher, version: '0', origin: 'https://croft.example', config }),
});
jobs.define<typeof PollJob>('reader.poll', poll);
await jobs.start();
process.send?.('ready');
