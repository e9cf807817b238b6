import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { pollDue } from '../../services/reader/poll/poll-due.ts';
import type { PollContext } from '../../services/reader/poll/poll-feed.ts';
import { freshDatabase } from '../database.ts';
import { type Figure, figure, median } from '../figure.ts';
import { addAddresses, hostAddress, openPolling } from './polling.ts';

export const NOT_MODIFIED = 'reader.poll.304';
const FEEDS = 500;
const ROUNDS = 5;
/** The bar of the project for all that this process does for a poll that finds nothing new. */
const MOST_MS = 1.5;

/** CPU of a poll answered 304: claim, query, a new connection, request, answer, schedule and note. */
export async function measureNotModified(server: string): Promise<Figure> {
  const publisher = fork(new URL('./feed-server.ts', import.meta.url));
  try {
    const [{ port }] = (await once(publisher, 'message')) as [AddressInfo];
    await using polling = await openPolling(await freshDatabase(server));
    const urls = Array.from({ length: FEEDS }, (_, index) => `http://${hostAddress(index)}:${port}/`);
    await addAddresses(polling.ctx, urls);
    await round(polling.ctx, FEEDS);
    await round(polling.ctx, 0);
    const rounds: number[] = [];
    for (let index = 0; index < ROUNDS; index++) rounds.push(await round(polling.ctx, 0));
    const reference = `${FEEDS} feeds of as many hosts, a new connection each; this process alone`;
    return figure(NOT_MODIFIED, median(rounds), 'ms CPU per poll', reference, '<=', MOST_MS);
  } finally {
    publisher.kill();
  }
}

/** Polls every feed once and gives milliseconds of CPU a feed. `news`: how many have any. */
async function round(ctx: PollContext, news: number): Promise<number> {
  await ctx.db
    .updateTable('feeds')
    .set({ next_poll_at: new Date(0) })
    .execute();
  const before = process.cpuUsage();
  const { feeds, added } = await pollDue(ctx, 'bench', new AbortController().signal);
  const { user, system } = process.cpuUsage(before);
  if (feeds !== FEEDS || added !== 20 * news) throw new Error(`${feeds} polls found ${added} items.`);
  return (user + system) / 1000 / FEEDS;
}
