import { z } from 'zod';
import { openDatabase } from '../../../core/db/database.ts';
import { createJobs } from '../../../core/jobs/index.ts';
import { createLog } from '../../../core/log.ts';
import { createOutbox } from '../jobs/outbox.ts';
import type { Schema } from '../schema.ts';

/** A process for the tests that drains the outbox of the database at the address it is given into a table `told`, until it is killed. */
const [url = ''] = process.argv.slice(2);
const log = createLog({ level: 'silent' });
const { db } = openDatabase<Schema>({ url, schema: 'api', log });
const { db: outside } = openDatabase<{ told: { event: string; job: string } }>({
  url,
  schema: 'public',
  log,
});
const jobs = createJobs({ url, log });
const tell = jobs.define('api.tell', {
  schema: z.object({ event: z.string() }),
  concurrency: 1,
  async handler({ event }, { id }) {
    await outside
      .insertInto('told')
      .values({ event, job: id })
      .onConflict(conflict => conflict.doNothing())
      .execute();
  },
});
const outbox = createOutbox({ db, log }, jobs, [
  (events, trx) =>
    tell.sendMany(
      events.map(({ id }) => ({ event: id })),
      { trx },
    ),
]);
await jobs.start();
outbox.start();
process.send?.('ready');
process.on('message', () => outbox.nudge());
