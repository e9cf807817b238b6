import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import { sql } from 'kysely';
import { OWNER } from '../contract.ts';
import { unsubscribe } from '../methods/feeds/unsubscribe.ts';
import { rss } from '../testing/feed-server.ts';
import { DAY, hubReader } from '../testing/hub-reader.ts';

const pauseOf = (health: { polledAt?: string | undefined; nextPollAt: string }) =>
  (Date.parse(health.nextPollAt) - Date.parse(health.polledAt ?? '')) / 1000;

test('a hub that a feed names is asked, confirms, and is renewed when three quarters of its time have passed', async t => {
  const { ctx, topic, forms, ask, due, row, confirm, health, path } = await hubReader(t);
  assert.equal(ctx.asks.count, 1);
  await ask();
  await ask();
  assert.equal(forms.length, 1);
  assert.deepEqual(
    { ...forms[0], 'hub.callback': '', 'hub.secret': '' },
    {
      'hub.mode': 'subscribe',
      'hub.topic': topic,
      'hub.callback': '',
      'hub.lease_seconds': String(10 * DAY),
      'hub.secret': '',
    },
  );
  assert.match(forms[0]!['hub.callback']!, /^https:\/\/croft\.example\/reader\/websub\/[\w-]{32}$/);
  assert.match(forms[0]!['hub.secret']!, /^[0-9a-f]{64}$/);
  assert.equal((await row())!.secret.includes(forms[0]!['hub.secret']!), false);
  assert.match((await health()).push.words, /has not confirmed yet/);

  const answer = await confirm({ 'hub.lease_seconds': String(4 * DAY) });
  assert.deepEqual([answer.statusCode, answer.body], [200, 'ch<b>']);
  assert.match(String(answer.headers['content-type']), /^text\/plain/);
  const { lease_until, next_ask_at, state } = (await row())!;
  assert.equal(state, 'verified');
  const days = (time: Date) => Math.round((time.getTime() - Date.now()) / DAY / 1000);
  assert.deepEqual([days(lease_until!), days(next_ask_at)], [4, 3]);
  assert.equal((await health()).push.works, true);

  await due();
  await ask();
  assert.equal(forms.length, 2);
  assert.equal(new URL(forms[1]!['hub.callback']!).pathname, path());
  assert.equal((await health()).push.works, true, 'it works while it is renewed');
});

test('what a hub sends, signed in any of four ways, is taken in as if polled', async t => {
  const { ask, confirm, push, titles, health, poll, set } = await hubReader(t);
  await ask();
  await confirm();
  const expected = ['Title 1'];
  for (const method of ['sha1', 'sha256', 'sha384', 'sha512']) {
    assert.equal((await push(rss([method]), { method })).statusCode, 202);
    expected.push(`Title ${method}`);
  }
  assert.deepEqual(await titles(), expected.sort());
  const { attempts, push: told } = await health();
  assert.deepEqual([attempts[0]?.outcome, attempts[0]?.words], ['pushed', 'Its hub told of 1 new item.']);
  assert.notEqual(told.pushedAt, undefined);
  assert.equal((await push(rss(['sha1']))).statusCode, 202);
  set(['sha512', 'sha384', 'sha256', 'sha1', '1']);
  assert.deepEqual(await poll(), { outcome: 'nothing_new', added: 0 });
});

test('what is not signed, or wrongly, is answered alike and forgotten', async t => {
  const { ask, confirm, push, titles } = await hubReader(t);
  await ask();
  await confirm();
  const wrong = createHmac('sha256', 'guess')
    .update(rss(['2']))
    .digest('hex');
  for (const signature of [
    null,
    '',
    'sha256=',
    'sha256=00',
    `sha256=${wrong}`,
    `md5=${'0'.repeat(32)}`,
    wrong,
    'sha256',
  ])
    assert.equal((await push(rss(['2']), { signature })).statusCode, 202, String(signature));
  assert.deepEqual(await titles(), ['Title 1']);
});

test('nobody confirms or sends what was not asked for', async t => {
  const { ask, confirm, push, row } = await hubReader(t);
  await ask();
  const elsewhere = '/reader/websub/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa';
  assert.equal((await confirm({ 'hub.topic': 'https://other.example/' })).statusCode, 404);
  assert.equal((await confirm({ 'hub.mode': 'unsubscribe' })).statusCode, 404);
  assert.equal((await confirm({ 'hub.mode': 'publish' })).statusCode, 400);
  assert.equal((await confirm({ 'hub.challenge': '' })).statusCode, 400);
  assert.equal((await confirm({}, elsewhere)).statusCode, 404);
  assert.equal((await push(rss(['2']), { path: elsewhere })).statusCode, 410);
  assert.equal((await row())!.state, 'asked');
  assert.equal((await confirm({ 'hub.lease_seconds': 'soon' })).statusCode, 200);
  const lease = (await row())!.lease_until!.getTime() - Date.now();
  assert.ok(Math.abs(lease / 1000 - 10 * DAY) < 60);
});

test('a body beyond the limit is refused, and one that is no feed has the feed polled', async t => {
  const { ctx, ask, confirm, push, titles } = await hubReader(t);
  await ask();
  await confirm();
  assert.equal((await push(Buffer.alloc(ctx.config.maxFeedBytes + 1))).statusCode, 413);
  await sql`update feeds set next_poll_at = now() + interval '1 day'`.execute(ctx.db);
  assert.equal((await push('ping')).statusCode, 202);
  assert.equal(ctx.sweeps.count, 1);
  const [feed] = await ctx.db.selectFrom('feeds').select('next_poll_at').execute();
  assert.ok(feed!.next_poll_at! <= new Date());
  assert.deepEqual(await titles(), ['Title 1']);
});

test('while push works the feed is polled once a day, and as before when it does not do its part', async t => {
  const { ask, confirm, poll, set, health, push } = await hubReader(t);
  await ask();
  await confirm();
  await poll();
  const slow = await health();
  assert.ok(pauseOf(slow) >= DAY - 10, String(pauseOf(slow)));
  assert.match(slow.nextPollWhy, /hub tells of news at once, so it is asked once a day/);
  set(['2', '1']);
  await poll();
  set(['3', '2', '1']);
  await poll();
  await poll();
  const missed = await health();
  assert.ok(pauseOf(missed) < 8_000, 'two polls found what was not told');
  assert.match(missed.push.words, /should tell of news and did not/);
  await push(rss(['4']));
  await poll();
  assert.ok(pauseOf(await health()) >= DAY - 10, 'it tells again');
});

test('a hub that fails or refuses is told of in words, asked again later, and the feed is polled at once', async t => {
  const { ask, due, confirm, poll, hub, row, health, forms } = await hubReader(t);
  hub({ status: 500, body: '<h1>no\n subscriptions</h1>' });
  await ask();
  const failed = await health();
  assert.match(failed.push.words, /fails: The server has trouble \(HTTP 500 .*It says: no subscriptions/);
  await ask();
  assert.equal(forms.length, 1, 'not at once');

  hub({ status: 202 });
  await due();
  await ask();
  await confirm();
  await poll();
  assert.ok(pauseOf(await health()) >= DAY - 10);
  const denied = await confirm({ 'hub.mode': 'denied', 'hub.reason': 'too\nmany' });
  assert.equal(denied.statusCode, 200);
  const { push, nextPollAt } = await health();
  assert.match(push.words, /refuses: “too many”/);
  assert.ok(Date.parse(nextPollAt) <= Date.now());
  const again = (await row())!.next_ask_at.getTime() - Date.now();
  assert.ok(Math.abs(again / 1000 - 7 * DAY) < 60);
});

test('a lease that ends without being renewed has the feed polled as before, and what works is not lost by a failed renewal', async t => {
  const { ctx, ask, due, confirm, poll, hub, row, health } = await hubReader(t);
  await ask();
  await confirm();
  await poll();
  hub({ status: 503 });
  await due();
  await ask();
  assert.equal((await row())!.state, 'verified');
  await sql`update pushes set lease_until = now() - interval '1 second'`.execute(ctx.db);
  assert.equal((await health()).push.works, false);
  await due();
  await ask();
  assert.equal((await row())!.state, 'failed');
  assert.ok(Date.parse((await health()).nextPollAt) <= Date.now());
  await poll();
  assert.ok(pauseOf(await health()) < 8_000);
});

test('another hub gets another address and secret, and a feed that names none any more has none', async t => {
  const { ask, forms, set, poll, topic, row, push, titles } = await hubReader(t);
  await ask();
  const before = new URL(forms[0]!['hub.callback']!).pathname;
  set(['2', '1'], { link: `<${topic.replace('/feed', '/hub')}?2>; rel=hub, <${topic}>; rel=self` });
  await poll();
  assert.equal((await row())!.hub, `${topic.replace('/feed', '/hub')}?2`);
  assert.equal((await push(rss(['9']), { path: before })).statusCode, 410);
  set(['3', '2', '1'], {});
  await poll();
  assert.equal(await row(), undefined);
  assert.equal((await titles()).length, 3);
});

test('a hub is told when nobody reads a feed any more, or another hub is named, and what it sends then is gone', async t => {
  const { ctx, id, topic, set, poll, hub, ask, confirm, push, forms, path } = await hubReader(t);
  const due = () => sql`update ended_pushes set next_ask_at = now()`.execute(ctx.db);
  const ended = async () => (await ctx.db.selectFrom('ended_pushes').select('callback').execute()).length;
  await ask();
  await confirm();
  const first = path();
  set(['2', '1'], { link: `<${topic.replace('/feed', '/hub2')}>; rel=hub, <${topic}>; rel=self` });
  await poll();
  assert.equal(await ended(), 1);
  hub({ status: 500 });
  await ask();
  assert.deepEqual(forms[1], {
    'hub.mode': 'unsubscribe',
    'hub.topic': topic,
    'hub.callback': `https://croft.example${first}`,
  });
  hub({ status: 202 });
  await ask();
  assert.equal(forms.length, 2, 'a hub that fails is left alone for an hour');
  await due();
  await ask();
  assert.equal(forms.length, 3);
  const leave = { 'hub.mode': 'unsubscribe' };
  assert.equal((await confirm({ ...leave, 'hub.topic': 'https://other.example/' }, first)).statusCode, 404);
  const answer = await confirm(leave, first);
  assert.deepEqual([answer.statusCode, answer.body], [200, 'ch<b>']);
  assert.equal((await confirm(leave, first)).statusCode, 404, 'once');

  set(['3', '2', '1'], { link: `<${topic.replace('/feed', '/hub')}>; rel=hub, <${topic}>; rel=self` });
  await poll();
  await ask();
  await confirm();
  await unsubscribe(ctx, { account: OWNER, id });
  assert.equal((await push(rss(['4']))).statusCode, 410);
  await ask();
  assert.equal(forms.at(-1)!['hub.mode'], 'unsubscribe');
  await sql`update ended_pushes set lease_until = now()`.execute(ctx.db);
  await due();
  const asked = forms.length;
  await ask();
  assert.deepEqual([forms.length, await ended()], [asked, 0], 'a promise that is over needs no end');
});
