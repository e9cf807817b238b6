import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { OWNER } from '../contract.ts';
import { feedHealth } from '../methods/feeds/feed-health.ts';
import { listFeedProblems } from '../methods/feeds/list-feed-problems.ts';
import { pollNow } from '../methods/feeds/poll-now.ts';
import { subscribe } from '../methods/feeds/subscribe.ts';
import { followMove } from '../poll/follow-move.ts';
import { pollRow } from '../store/due.ts';
import { noSignal, testReader } from '../testing/context.ts';
import { feedServer, rss } from '../testing/feed-server.ts';

async function setUp(t: TestContext) {
  const [ctx, server] = await Promise.all([testReader(t), feedServer(t, { '/feed': { body: rss(['1']) } })]);
  const { feed } = await subscribe(
    ctx,
    { account: OWNER, url: `${server.origin}/feed` },
    { signal: noSignal },
  );
  return {
    ctx,
    server,
    poll: () => pollNow(ctx, { account: OWNER, id: feed.id }, { signal: noSignal }),
    health: async () => (await feedHealth(ctx, { account: OWNER, id: feed.id })).health,
    set: (answer: (typeof server.pages)[string]) => {
      server.pages['/feed'] = answer;
    },
  };
}

const outcomes = (attempts: readonly { outcome: string; added: number }[]) =>
  attempts.map(({ outcome, added }) => `${outcome} ${added}`);

test('the log of a feed tells news, trouble and its end, newest first, and counts what says nothing', async t => {
  const { poll, health, set } = await setUp(t);
  await poll();
  await poll();
  const quiet = await health();
  assert.deepEqual([quiet.state, quiet.words, quiet.quietPolls], ['well', 'All is well.', 2]);
  assert.deepEqual(outcomes(quiet.attempts), ['first 1']);
  assert.deepEqual(
    [quiet.attempts[0]?.status, quiet.attempts[0]?.words],
    [200, 'It was read for the first time: 1 new item.'],
  );
  assert.ok(quiet.attempts[0]!.bytes > 100);

  set({ body: rss(['3', '2', '1']) });
  await poll();
  set({ status: 500 });
  await poll();
  set(request => {
    request.socket.destroy();
    return {};
  });
  await poll();
  const failing = await health();
  assert.deepEqual([failing.state, failing.failures, failing.quietPolls], ['failing', 2, 0]);
  assert.match(failing.words, /^It has not been read since .* UTC; it failed twice in a row\.$/);
  assert.match(failing.nextPollWhy, /failed twice in a row\. The pause grows .* never given up/);
  const [broken, error] = failing.attempts;
  assert.deepEqual([broken?.status, error?.status], [undefined, 500]);
  assert.match(broken?.words ?? '', /^127\.0\.0\.1 gave an answer that is not proper HTTP/);
  assert.equal(failing.problemSince?.slice(0, 16), error?.at.slice(0, 16));

  set({ body: rss(['3', '2', '1']) });
  await poll();
  const healed = await health();
  assert.equal(healed.state, 'well');
  assert.deepEqual(outcomes(healed.attempts), [
    'well_again 0',
    'failed 0',
    'failed 0',
    'new_items 2',
    'first 1',
  ]);
});

test('twenty attempts are kept', async t => {
  const { ctx, poll, health, set } = await setUp(t);
  set({ status: 404 });
  for (let index = 0; index < 25; index++) await poll();
  const { attempts, failures, nextPollWhy } = await health();
  assert.deepEqual([attempts.length, failures], [20, 25]);
  assert.equal((await ctx.db.selectFrom('poll_log').select('id').execute()).length, 20);
  assert.match(nextPollWhy, /nothing at its address 25 times in a row\. It is asked once a day still/);
});

test('feeds in trouble are listed by how long they have been, with what is wrong', async t => {
  const { ctx, poll, set } = await setUp(t);
  assert.deepEqual(await listFeedProblems(ctx, { account: OWNER }), { feeds: [] });
  set({ status: 403 });
  await poll();
  const { feeds } = await listFeedProblems(ctx, { account: OWNER });
  assert.deepEqual(await listFeedProblems(ctx, { account: '7' }), { feeds: [] });
  assert.deepEqual(
    feeds.map(({ title, problem, failures }) => [title, problem, failures]),
    [['A feed', 'The server refuses to give the feed (HTTP 403 Forbidden).', 1]],
  );
});

test('a move for good that is not remembered is said with the reason, also where nothing else is wrong', async t => {
  const { ctx, server, poll, health, set } = await setUp(t);
  server.pages['/other'] = { body: rss(['2']) };
  await subscribe(ctx, { account: '7', url: `${server.origin}/other` }, { signal: noSignal });
  set({ status: 301, headers: { location: '/other' } });
  await poll();
  await poll();
  const { state, words, move } = await health();
  assert.deepEqual(
    [state, words],
    ['moved', 'It is read from where its server says that it has moved for good.'],
  );
  assert.match(
    move?.words ?? '',
    /not remembered: change its address/,
    'of what others read nothing is said',
  );
  assert.deepEqual(
    (await listFeedProblems(ctx, { account: OWNER })).feeds.map(feed => feed.move),
    [move],
  );
  await subscribe(ctx, { account: OWNER, url: `${server.origin}/other` }, { signal: noSignal });
  assert.match((await health()).move?.words ?? '', /You read the feed that is there too: unsubscribe/);

  const row = (await pollRow(ctx.db, 1))!;
  const answer = { permanentUrl: 'http://127.0.0.9/feed', downgraded: true };
  const followed = await followMove(ctx, row, answer);
  assert.deepEqual(followed, { url: answer.permanentUrl, kept: 'insecure' });

  set({ status: 500 });
  await poll();
  assert.notEqual((await health()).move, undefined, 'a failure says nothing about it');
  server.pages['/new'] = { body: rss(['3']) };
  set({ status: 308, headers: { location: '/new' } });
  await poll();
  await poll();
  const moved = await health();
  assert.deepEqual([moved.move, moved.url], [undefined, `${server.origin}/new`]);
  assert.deepEqual(
    moved.attempts.map(({ outcome, words: said }) => [outcome, said.replace(server.origin, '')]),
    [
      ['new_items', '1 new item.'],
      ['moved', 'It has moved for good to /new and is asked there from now on.'],
      ['failed', 'The server has trouble (HTTP 500 Internal Server Error).'],
      ['moved', 'It says that it has moved for good to /other; it is asked where it was still.'],
      ['first', 'It was read for the first time: 1 new item.'],
    ],
  );
});

test('of a feed that is not there nothing is known', async t => {
  const ctx = await testReader(t);
  for (const id of ['1', 'x', ''])
    await assert.rejects(feedHealth(ctx, { account: OWNER, id }), { code: 'not_found' });
});
