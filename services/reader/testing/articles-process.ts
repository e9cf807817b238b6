import { randomBytes } from 'node:crypto';
import { openDatabase } from '../../../core/db/database.ts';
import { createFetcher } from '../../../core/fetch/index.ts';
import { createLog } from '../../../core/log.ts';
import { Metrics } from '../../../core/metrics.ts';
import { createSecretBox } from '../../../core/secret-box.ts';
import { articlesJob } from '../jobs/articles.ts';
import type { Schema } from '../schema.ts';

/** A process of its own that fetches the pages that are due, so that a test can kill it. */
const log = createLog({ level: 'silent' });
const { db } = openDatabase<Schema>({ url: process.env['READER_URL'] ?? '', schema: 'reader', log });
const fetcher = createFetcher({ userAgent: 'x', allow: ['127.0.0.1'], log, metrics: new Metrics() });
const secrets = createSecretBox(randomBytes(32));
await articlesJob({ db, fetcher, secrets, log }).handler(
  {},
  { id: '1', retries: 0, signal: new AbortController().signal },
);
