import { openDatabase } from '../../../core/db/database.ts';
import { createJobs } from '../../../core/jobs/index.ts';
import { createLog } from '../../../core/log.ts';
import { createPublisher } from '../jobs/publish.ts';
import type { Schema } from '../schema.ts';

/** A process for the tests that publishes scheduled posts of the database at the address it is given, until it is killed. */
const [url = ''] = process.argv.slice(2);
const log = createLog({ level: 'silent' });
const { db } = openDatabase<Schema>({ url, schema: 'api', log });
const jobs = createJobs({ url, log });
const events = { emit: (_name: string, payload: unknown) => void process.send?.(payload) };
const publisher = createPublisher({ db, log, events }, jobs);
await publisher.start();
await jobs.start();
process.send?.('ready');
