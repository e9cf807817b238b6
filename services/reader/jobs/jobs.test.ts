import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { createJobs } from '../../../core/jobs/index.ts';
import { OWNER } from '../contract.ts';
import { listFeeds } from '../methods/feeds/list-feeds.ts';
import { listItems } from '../methods/items/list-items.ts';
import { addSubscriptions } from '../store/add-subscriptions.ts';
import { claimDue, toPoll } from '../store/due.ts';
import { type TestReader, testReader } from '../testing/context.ts';
import { type FeedServer, feedServer, rss } from '../testing/feed-server.ts';
import { pollJob } from './poll.ts';
import { sweepJob } from './sweep.ts';

async function addMany(ctx: TestReader, server: FeedServer, count: number): Promise<number[]> {
  const outlines = Array.from({ length: count }, (_, index) => {
    server.pages[`/${index}`] ??= { body: rss([`${index}`]) };
    return { url: `${server.origin}/${index}`, title: '', siteUrl: undefined, tags: [] };
  });
  const added = await addSubscriptions(ctx.db, OWNER, outlines, true);
  return [...added.values()].map(feed => feed.id);
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await sleep(50);
}

const polled = async (ctx: TestReader) =>
  (await listFeeds(ctx, { account: OWNER })).feeds.filter(feed => feed.polledAt !== undefined).length;

test('a sweep has every due feed polled, once', async t => {
  const [ctx, server] = await Promise.all([testReader(t), feedServer(t)]);
  await addMany(ctx, server, 60);
  await using jobs = createJobs({ url: ctx.url, log: ctx.log, signal: new AbortController().signal });
  const poll = jobs.define('reader.poll', pollJob(ctx));
  const sweep = jobs.define('reader.sweep', sweepJob(ctx, poll));
  await jobs.start();
  await sweep.send({});
  await until(async () => (await polled(ctx)) === 60);
  assert.equal(server.asked.length, 60);
  assert.equal(ctx.told.length, 60);
  await sweep.send({});
  await sleep(300);
  assert.equal(server.asked.length, 60, 'nothing is due yet');
});

test('a feed is claimed by one sweep only, and a claim that leads to nothing ends', async t => {
  const [ctx, server] = await Promise.all([testReader(t), feedServer(t)]);
  await addMany(ctx, server, 20);
  const claims = await Promise.all([claimDue(ctx.db, 15, 900), claimDue(ctx.db, 15, 900)]);
  assert.equal(new Set(claims.flat()).size, 20);
  assert.equal(claims.flat().length, 20);
  assert.deepEqual(await claimDue(ctx.db, 15, 900), []);
  await ctx.db
    .updateTable('feeds')
    .set({ next_poll_at: new Date(0) })
    .execute();
  assert.equal((await claimDue(ctx.db, 50, 900)).length, 20);
});

test('a process killed in the middle of polling loses nothing: the job runs again for what is left', async t => {
  const [ctx, server] = await Promise.all([testReader(t), feedServer(t)]);
  let release = () => {};
  const held = new Promise<void>(resolve => {
    release = resolve;
  });
  server.pages['/3'] = async () => {
    await held;
    return { body: rss(['3']) };
  };
  const ids = await addMany(ctx, server, 6);
  const claimedAt = new Date();
  const child = spawn(process.execPath, [new URL('../testing/poll-process.ts', import.meta.url).pathname], {
    env: { ...process.env, READER_URL: ctx.url, READER_JOB: JSON.stringify({ ids, claimedAt }) },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const ended = once(child, 'exit');
  await until(async () => (await polled(ctx)) === 5);
  child.kill('SIGKILL');
  await ended;
  release();

  assert.equal((await toPoll(ctx.db, ids, claimedAt)).length, 1);
  const context = { id: '1', retries: 1, signal: new AbortController().signal };
  await pollJob(ctx).handler({ ids, claimedAt: claimedAt.toISOString() }, context);
  assert.equal(await polled(ctx), 6);
  const { items } = await listItems(ctx, { account: OWNER, limit: 100 });
  assert.deepEqual(
    items.map(item => item.title).sort(),
    [0, 1, 2, 3, 4, 5].map(n => `Title ${n}`),
  );
  assert.equal(server.asked.filter(path => path !== '/3').length, 5);
});
