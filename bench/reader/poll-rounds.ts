import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { pollDue } from '../../services/reader/poll/poll-due.ts';
import type { PollContext } from '../../services/reader/poll/poll-feed.ts';
import { addAddresses, hostAddress, openPolling } from './polling.ts';

export interface Asked {
  readonly database: string;
  /** Of the stub hosts, on every address. */
  readonly port: number;
  readonly rounds: number;
}

/** Seconds; bytes of RSS after each round. */
export interface Measured {
  first: number;
  round: number;
  whole: number;
  memory: number[];
}

/** How many feeds there are of each kind, each of a host of its own. */
const KINDS = {
  hung: 5,
  slow: 15,
  busy: 20,
  broken: 20,
  loop: 10,
  large: 5,
  bomb: 5,
  new: 130,
  steady: 1_090,
};
/** And hosts with many feeds. */
const LARGE_HOSTS = { hosts: 10, feeds: 20 };

function addresses(port: number): string[] {
  let host = 0;
  const single = Object.entries(KINDS).flatMap(([kind, count]) =>
    Array.from({ length: count }, () => `http://${hostAddress(host++)}:${port}/${kind}`),
  );
  const large = Array.from({ length: LARGE_HOSTS.hosts }, () => {
    const address = hostAddress(host++);
    return Array.from({ length: LARGE_HOSTS.feeds }, (_, n) => `http://${address}:${port}/steady/${n}`);
  });
  return [...single, ...large.flat()];
}

/** Polls what is due; gives the seconds until only the hung were left, and until all had ended. */
async function poll(ctx: PollContext): Promise<{ answered: number; whole: number }> {
  const startedAt = performance.now();
  const seconds = () => (performance.now() - startedAt) / 1000;
  const { now } = (await sql<{ now: Date }>`select now() as now`.execute(ctx.db)).rows[0]!;
  let answered: number | undefined;
  let ended = false;
  const watching = (async () => {
    while (!ended && answered === undefined) {
      await sleep(100);
      const left = await sql`
        select from feeds where url not like '%/hung' and (polled_at is null or polled_at < ${now}) limit 1`.execute(
        ctx.db,
      );
      if (left.rows.length === 0) answered = seconds();
    }
  })();
  await pollDue(ctx, 'bench', new AbortController().signal);
  ended = true;
  await watching;
  return { answered: answered ?? seconds(), whole: seconds() };
}

async function makeDue(ctx: PollContext, but: readonly string[]): Promise<void> {
  await sql`delete from hosts`.execute(ctx.db);
  await sql`
    update feeds set next_poll_at = now() where split_part(url, '/', 4) <> all(${[...but]}::text[])`.execute(
    ctx.db,
  );
}

const [{ database, port, rounds }] = (await once(process, 'message')) as [Asked];
{
  await using polling = await openPolling(database);
  const { ctx } = polling;
  await addAddresses(ctx, addresses(port));
  const first = await poll(ctx);
  await makeDue(ctx, []);
  const { answered, whole } = await poll(ctx);
  const memory: number[] = [];
  for (let round = 0; round < rounds; round++) {
    // Those that only wait are left out, since twenty times that is all they would add.
    await makeDue(ctx, ['slow', 'hung']);
    await poll(ctx);
    globalThis.gc?.();
    memory.push(process.memoryUsage.rss());
  }
  process.send!({ first: first.whole, round: answered, whole, memory } satisfies Measured);
}
process.disconnect?.();
