import pg from 'pg';
import { z } from 'zod';
import { createLog } from '../log.ts';
import { createJobs } from './jobs.ts';

/** A process for the tests: `hang` sends a job and never ends it, `finish` completes it, `cron` runs a schedule. */
const [url = '', mode] = process.argv.slice(2);
const client = new pg.Client(url);
client.on('error', () => process.exit(1));
await client.connect();
const jobs = createJobs({ url, log: createLog({ level: 'warn' }) });
const schema = z.object({});

async function effect(id: string): Promise<void> {
  await client.query(
    'insert into effects (job) values ($1) on conflict (job) do update set runs = effects.runs + 1',
    [id],
  );
}

if (mode === 'cron') {
  jobs.define('test.cron', { schema, schedule: '* * * * *', handler: (_data, { id }) => effect(id) });
  await jobs.start();
  process.send?.('ready');
} else {
  const queue = jobs.define('test.effect', {
    schema,
    async handler(_data, { id }) {
      await effect(id);
      if (mode === 'hang') await new Promise(() => {});
    },
  });
  await jobs.start();
  if (mode === 'hang') await queue.send({});
}
