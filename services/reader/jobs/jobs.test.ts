import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { createJobs } from '../../../core/jobs/index.ts';
import { OWNER } from '../contract.ts';
import { pollDue } from '../poll/poll-due.ts';
import { addSubscriptions } from '../store/add-subscriptions.ts';
import { claimDue, HOST_GAP, mendClock, releaseClaims } from '../store/due.ts';
import { type TestReader, testReader } from '../testing/context.ts';
import { type FeedServer, feedServer, rss } from '../testing/feed-server.ts';
import { pollJob } from './poll.ts';
import { sweepJob } from './sweep.ts';

/** A minute for each step: many feeds at once are slow where much else runs. */
const PATIENT = { connect: 60_000, firstByte: 60_000, total: 60_000 };

/** Feeds `/0`, `/1` … of as many hosts, which all are this server: 127.0.0.1, 127.0.0.2 … */
async function addMany(ctx: TestReader, server: FeedServer, count: number, hosts = count): Promise<number[]> {
  const outlines = Array.from({ length: count }, (_, index) => {
    server.pages[`/${index}`] ??= { body: rss([`${index}`]) };
    const origin = server.origin.replace('127.0.0.1', `127.0.0.${1 + (index % hosts)}`);
    return { url: `${origin}/${index}`, title: '', siteUrl: undefined, tags: [] };
  });
  const added = await addSubscriptions(ctx.db, OWNER, outlines, true);
  return [...added.values()].map(feed => feed.id);
}

async function until(condition: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await condition())) await sleep(50);
}

const polled = async (ctx: TestReader) =>
  (await ctx.db.selectFrom('feeds').select('id').where('polled_at', 'is not', null).execute()).length;
/** By the ids of the items, which their titles hold. */
const guids = async (ctx: TestReader) =>
  (await ctx.db.selectFrom('items').select('title').execute()).map(item => item.title.replace('Title ', ''));
const claim = (owner: string, limit: number) => ({ owner, limit, busy: [], active: {}, lease: 900 });

async function pollProcess(t: TestContext, ctx: TestReader): Promise<ChildProcess> {
  const child = fork(new URL('../testing/poll-process.ts', import.meta.url), {
    env: { ...process.env, READER_URL: ctx.url },
  });
  t.after(() => child.kill('SIGKILL'));
  await once(child, 'message');
  return child;
}

/** The queues, without anybody here who works at polls. */
async function queues(t: TestContext, ctx: TestReader) {
  const jobs = createJobs({ url: ctx.url, log: ctx.log });
  const poll = jobs.define('reader.poll', { ...pollJob(ctx), concurrency: 0 });
  t.after(() => jobs.drain());
  await jobs.start();
  return poll;
}

test('a sweep has every due feed polled, once', async t => {
  const [ctx, server] = await Promise.all([testReader(t, PATIENT), feedServer(t)]);
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

test('a feed is claimed once, at most one of a host at a time, and what is given back is due', async t => {
  const [ctx, server] = await Promise.all([testReader(t, PATIENT), feedServer(t)]);
  await addMany(ctx, server, 20);
  const claims = await Promise.all([claimDue(ctx.db, claim('a', 15)), claimDue(ctx.db, claim('b', 15))]);
  const rest = await claimDue(ctx.db, claim('c', 20));
  const ids = [...claims.flat(), ...rest].map(feed => feed.id);
  assert.equal(new Set(ids).size, 20);
  assert.equal(ids.length, 20);
  assert.deepEqual(await claimDue(ctx.db, claim('c', 15)), []);
  await releaseClaims(ctx.db, 'a');
  assert.equal((await claimDue(ctx.db, claim('d', 50))).length, claims[0].length);

  await addMany(ctx, server, 40, 1);
  assert.deepEqual(await claimDue(ctx.db, claim('e', 50)), [], 'it was asked just now');
  await sleep(HOST_GAP);
  assert.equal((await claimDue(ctx.db, claim('e', 50))).length, 1);
  await sleep(HOST_GAP);
  assert.deepEqual(await claimDue(ctx.db, { ...claim('e', 50), busy: ['127.0.0.1'] }), []);
});

test('of what is due the slow begins first, then a host with many feeds, but not before what is due for longer', async t => {
  const [ctx, server] = await Promise.all([testReader(t, PATIENT), feedServer(t)]);
  const [quick, slow, , old] = await addMany(ctx, server, 4);
  await addMany(ctx, server, 7, 4); // …/4 is of the host of …/0, and so on
  await sql`delete from feeds where url like '%/4' or url like '%/5'`.execute(ctx.db);
  await sql`update feeds set poll_ms = case when id = ${slow} then 9000 else 20 end,
    next_poll_at = now() - case when id = ${old} then 60 else 1 end * interval '1 second'`.execute(ctx.db);
  const order: number[] = [];
  const hosts: string[] = [];
  while (order.length < 4) {
    const [next] = await claimDue(ctx.db, { ...claim('a', 1), busy: hosts });
    order.push(next!.id);
    hosts.push(next!.host);
  }
  assert.deepEqual([order[0], order[1], hosts[2], order[3]], [old, slow, '127.0.0.3', quick]);
});

test('a host that asked for rest is left alone with all its feeds, over restarts', async t => {
  const [ctx, server] = await Promise.all([testReader(t, PATIENT), feedServer(t)]);
  await addMany(ctx, server, 3, 1);
  await sql`update feeds set next_poll_at = now() - interval '1 hour' + id * interval '1 second'`.execute(
    ctx.db,
  );
  server.pages['/0'] = { status: 429, headers: { 'retry-after': '3600' } };
  await pollJob(ctx).handler({}, { id: '1', retries: 0, signal: new AbortController().signal });
  assert.deepEqual(server.asked, ['/0']);
  assert.deepEqual(await claimDue(ctx.db, claim('a', 9)), []);
  const feeds = await ctx.db.selectFrom('feeds').select(['failures']).orderBy('id').execute();
  assert.deepEqual(
    feeds.map(feed => feed.failures),
    [1, 0, 0],
  );
  await ctx.db
    .updateTable('hosts')
    .set({ rest_until: new Date(0) })
    .execute();
  assert.equal((await claimDue(ctx.db, claim('a', 9))).length, 1);
});

test('one host that hangs holds up no other', async t => {
  const [ctx, server] = await Promise.all([testReader(t, PATIENT), feedServer(t)]);
  server.pages['/0'] = server.pages['/1'] = () => new Promise(() => {});
  await addMany(ctx, server, 90);
  const aborted = new AbortController();
  const job = pollJob(ctx).handler({}, { id: '1', retries: 0, signal: aborted.signal });
  await until(async () => (await polled(ctx)) === 88);
  await addMany(ctx, server, 120);
  await until(async () => (await polled(ctx)) === 118);
  aborted.abort();
  await job.catch(() => {});
  const left = await claimDue(ctx.db, claim('a', 9));
  assert.deepEqual(left.map(feed => new URL(feed.url).pathname).sort(), ['/0', '/1'], 'given back');
});

test('a process killed while it polls and saves loses nothing and doubles nothing: its job runs again', async t => {
  const [ctx, server] = await Promise.all([testReader(t, PATIENT), feedServer(t)]);
  const poll = await queues(t, ctx);
  const many = Array.from({ length: 400 }, (_, index) => `long-${index}`);
  server.pages['/3'] = { body: rss(many) };
  await addMany(ctx, server, 6);
  // Slow to save, so that the kill comes between two of the statements that add the items of one feed.
  await sql`
    create function reader.slow() returns trigger language plpgsql as $$
      begin if new.title like 'Title long-%' then perform pg_sleep(0.01); end if; return new; end $$`.execute(
    ctx.db,
  );
  await sql`create trigger slow before insert on reader.items for each row execute function reader.slow()`.execute(
    ctx.db,
  );
  const first = await pollProcess(t, ctx);
  await poll.send({});
  await until(async () => (await polled(ctx)) === 5);
  first.kill('SIGKILL');
  await once(first, 'exit');
  assert.equal(await polled(ctx), 5, 'the sixth was under way');
  await sql`drop trigger slow on reader.items`.execute(ctx.db);

  await pollProcess(t, ctx);
  await until(async () => (await polled(ctx)) === 6);
  const expected = [...many, '0', '1', '2', '4', '5'];
  assert.deepEqual((await guids(ctx)).sort(), expected.sort());
  assert.equal(server.asked.filter(path => path !== '/3').length, 5, 'the others were not asked again');
});

test('who claims while another does is given the feeds that are left', async t => {
  const [ctx, server] = await Promise.all([testReader(t, PATIENT), feedServer(t)]);
  await addMany(ctx, server, 20);
  await ctx.db.transaction().execute(async trx => {
    assert.equal((await claimDue(trx, claim('a', 15))).length, 15);
    assert.equal((await claimDue(ctx.db, claim('b', 15))).length, 5);
  });
});

test('two processes share the work, and no feed is polled by both', async t => {
  const [ctx, server] = await Promise.all([testReader(t, PATIENT), feedServer(t)]);
  const poll = await queues(t, ctx);
  const both = Promise.withResolvers<void>();
  for (let index = 0; index < 100; index++)
    server.pages[`/${index}`] = async () => {
      // Nobody is done before both have begun.
      await both.promise;
      return { body: rss([`${index}`]) };
    };
  await addMany(ctx, server, 100);
  await Promise.all([pollProcess(t, ctx), pollProcess(t, ctx)]);
  await poll.send({}, { singletonKey: '0' });
  await poll.send({}, { singletonKey: '1' });
  const owners = new Set<string>();
  while ((await polled(ctx)) < 100) {
    const claims = await ctx.db.selectFrom('feeds').select('claim').where('claim', 'is not', null).execute();
    for (const each of claims) owners.add(each.claim!);
    if (owners.size === 2) both.resolve();
    await sleep(20);
  }
  assert.equal(owners.size, 2);
  const notes = await ctx.db.selectFrom('poll_log').select(['outcome', 'added']).execute();
  assert.deepEqual(
    notes,
    Array.from({ length: 100 }, () => ({ outcome: 'first', added: 1 })),
  );
  assert.equal((await guids(ctx)).length, 100);
});

test('several processes ask a host no oftener than one does', async t => {
  const [ctx, server] = await Promise.all([testReader(t, PATIENT), feedServer(t)]);
  const starts: number[] = [];
  let open = 0;
  let most = 0;
  for (let index = 0; index < 8; index++)
    server.pages[`/${index}`] = async () => {
      starts.push(performance.now());
      most = Math.max(most, ++open);
      await sleep(700);
      open--;
      return { body: rss([`${index}`]) };
    };
  await addMany(ctx, server, 8, 1);
  // What one process knows of the turns of hosts, another does not.
  await Promise.all(['a', 'b', 'c'].map(owner => pollDue(ctx, owner, new AbortController().signal)));
  assert.equal(starts.length, 8);
  assert.equal(most, 2);
  const gaps = starts.slice(1).map((start, index) => start - starts[index]!);
  assert.ok(Math.min(...gaps) > 300, `asked again after ${Math.min(...gaps)} ms`);
});

test('a clock that jumps a day forward storms no host: its feeds are asked one after another', async t => {
  const [ctx, server] = await Promise.all([testReader(t, PATIENT), feedServer(t)]);
  await addMany(ctx, server, 24, 3);
  const hosts = new Map<string, { open: number; most: number; starts: number[] }>();
  for (let index = 0; index < 24; index++)
    server.pages[`/${index}`] = async request => {
      const name = request.headers.host ?? '';
      const host = hosts.get(name) ?? { open: 0, most: 0, starts: [] };
      hosts.set(name, host);
      host.starts.push(performance.now());
      host.most = Math.max(host.most, ++host.open);
      await sleep(100);
      host.open--;
      return { body: rss([`${index}`]) };
    };
  await sql`update feeds set polled_at = now() - interval '25 hours', next_poll_at = now() - interval '1 day'`.execute(
    ctx.db,
  );
  await pollJob(ctx).handler({}, { id: '1', retries: 0, signal: new AbortController().signal });
  assert.equal(server.asked.length, 24);
  assert.equal(hosts.size, 3);
  for (const { most, starts } of hosts.values()) {
    assert.ok(most <= 2);
    const gaps = starts.slice(1).map((start, index) => start - starts[index]!);
    assert.ok(Math.min(...gaps) > 300, `asked again after ${Math.min(...gaps)} ms`);
  }
});

test('a clock that jumps back leaves no feed waiting for a day, and each keeps its own pause', async t => {
  const [ctx, server] = await Promise.all([testReader(t, PATIENT), feedServer(t)]);
  await addMany(ctx, server, 3);
  await sql`
    update feeds set polled_at = now() + interval '1 day', next_poll_at = now() + interval '1 day' + id * interval '1 hour'
    where id < 3`.execute(ctx.db);
  await sql`update feeds set polled_at = now(), next_poll_at = now() + interval '5 days' where id = 3`.execute(
    ctx.db,
  );
  await sql`insert into hosts (name, rest_until) values ('a', now() + interval '9 days'), ('b', now() + interval '1 hour')`.execute(
    ctx.db,
  );
  await mendClock(ctx.db);
  const feeds = await ctx.db.selectFrom('feeds').select('next_poll_at').orderBy('id').execute();
  const hours = feeds.map(feed => Math.round((feed.next_poll_at!.getTime() - Date.now()) / 3_600_000));
  assert.deepEqual(hours, [1, 2, 120]);
  assert.deepEqual(await ctx.db.selectFrom('hosts').select('name').execute(), [{ name: 'b' }]);
});
