import pg from 'pg';
import type { Jobs } from './jobs.ts';

/** Makes in a database the tables and queues that the first start of these jobs makes, which takes longer than most tests. */
export async function makeFirstStart(url: string, jobs: Jobs): Promise<void> {
  await jobs.start();
  await jobs.drain();
  await forgetWork(url);
}

/** No job waits, no minute was missed, and the queues were swept a moment ago, which would be done at each start again. */
export async function forgetWork(url: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  await client.query(`
    truncate jobs.job;
    update jobs.version set cron_on = null;
    update jobs.queue set maintain_on = now()`);
  await client.end();
}
