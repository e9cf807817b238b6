import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { OWNER } from '../../contract.ts';
import { noSignal, testReader } from '../../testing/context.ts';
import { feedServer, rss } from '../../testing/feed-server.ts';
import { listItems } from '../items/list-items.ts';
import { markItems } from '../marks/mark-items.ts';
import { changeAddress } from './change-address.ts';
import { feedHealth } from './feed-health.ts';
import { findFeeds } from './find-feeds.ts';
import { listFeeds } from './list-feeds.ts';
import { pollNow } from './poll-now.ts';
import { getFeedOptions, setFeedOptions } from './set-feed-options.ts';
import { subscribe } from './subscribe.ts';
import { updateFeed } from './update-feed.ts';

const call = { signal: noSignal };

/** The owner reads `/feed` under a name and tag of theirs, and has read its first item. */
async function setUp(t: TestContext) {
  const [ctx, server] = await Promise.all([
    testReader(t),
    feedServer(t, { '/feed': { body: rss(['2', '1']) } }),
  ]);
  const { feed } = await subscribe(ctx, { account: OWNER, url: `${server.origin}/feed` }, call);
  await updateFeed(ctx, { account: OWNER, id: feed.id, title: 'Mine', tags: ['birds'], public: false });
  const items = async () => (await listItems(ctx, { account: OWNER, limit: 100 })).items;
  const [first, second] = await items();
  await markItems(ctx, { account: OWNER, ids: [first!.id], read: true });
  await markItems(ctx, { account: OWNER, ids: [second!.id], starred: true });
  const change = (path: string, account = OWNER) =>
    changeAddress(ctx, { account, id: feed.id, url: `${server.origin}${path}` }, call);
  const marks = async () =>
    (await items()).map(({ title, unread, starredAt }) => [title, unread, starredAt !== undefined]);
  return { ctx, server, id: feed.id, change, marks };
}

/** Title, unread, starred. */
const MARKS = [
  ['Title 3', true, false],
  ['Title 2', false, false],
  ['Title 1', true, true],
];

test('a feed that has moved without saying so is found on its site and goes on from there', async t => {
  const { ctx, server, id, change, marks } = await setUp(t);
  const site_url = `${server.origin}/blog`;
  const setSite = () => ctx.db.updateTable('feeds').set({ site_url }).execute();
  await setSite();
  server.pages['/feed'] = { status: 404 };
  server.pages['/new'] = { body: rss(['3', '2', '1']) };
  const link = (href: string, title: string) =>
    `<link rel="alternate" type="application/rss+xml" href="${href}" title="${title}">`;
  server.pages['/blog'] = {
    body: `<!doctype html><title>b</title>${link('/feed', 'Old')}${link('/new', 'New')}`,
  };
  await pollNow(ctx, { account: OWNER, id }, call);
  const found = await findFeeds(ctx, { account: OWNER, id }, call);
  assert.deepEqual(found, {
    site: `${server.origin}/blog`,
    feeds: [{ url: `${server.origin}/new`, title: 'A feed' }],
  });
  const { feed } = await change('/blog');
  assert.partialDeepStrictEqual(feed, {
    id,
    url: `${server.origin}/new`,
    title: 'Mine',
    tags: ['birds'],
    public: false,
    problem: undefined,
  });
  assert.deepEqual(await marks(), MARKS);
  const { health } = await feedHealth(ctx, { account: OWNER, id });
  assert.deepEqual([health.state, health.failures], ['well', 0]);
  assert.match(health.attempts[1]?.words ?? '', /changed by hand to .*\/new\.$/);
  assert.equal((await subscribe(ctx, { account: OWNER, url: `${server.origin}/feed` }, call)).created, false);
  server.pages['/blog'] = { body: `<!doctype html><title>b</title>${link('/new', 'New')}` };
  await setSite();
  const none = await findFeeds(ctx, { account: OWNER, id }, call);
  assert.match(none.problem ?? '', /names the address that it has already/);
  server.pages['/blog'] = { status: 404 };
  delete server.pages['/feed'];
  assert.match((await findFeeds(ctx, { account: OWNER, id }, call)).problem ?? '', /No feed was found/);
});

test('a feed that others read too stays theirs: the person reads another from then on, with all that was theirs', async t => {
  const { ctx, server, id, change, marks } = await setUp(t);
  server.pages['/new'] = { body: rss(['3', '2', '1']) };
  await subscribe(ctx, { account: '7', url: `${server.origin}/feed` }, call);
  const { feed } = await change('/new');
  assert.notEqual(feed.id, id);
  assert.deepEqual([feed.title, feed.tags, feed.public], ['Mine', ['birds'], false]);
  assert.deepEqual(await marks(), MARKS);
  assert.deepEqual(
    (await listFeeds(ctx, { account: OWNER })).feeds.map(({ url }) => url),
    [`${server.origin}/new`],
  );
  assert.deepEqual(
    (await listFeeds(ctx, { account: '7' })).feeds.map(({ url }) => url),
    [`${server.origin}/feed`],
  );
  await assert.rejects(change('/new'), { code: 'not_found' });
});

test('secrets stay on their site, and what is no feed, or read already, changes nothing', async t => {
  const { ctx, server, id, change } = await setUp(t);
  const closed = (request: { headers: { cookie?: string } }) =>
    request.headers.cookie === 'a=b' ? { body: rss(['1']) } : { status: 403 };
  for (const path of ['/feed', '/members']) server.pages[path] = closed;
  await setFeedOptions(ctx, { account: OWNER, id, cookie: 'a=b', userAgent: 'Mine/1' });
  assert.equal((await change('/members')).feed.url, `${server.origin}/members`);
  const options = async () => (await getFeedOptions(ctx, { account: OWNER, id })).options;
  assert.equal((await options()).cookie, true, 'on the same site it is needed still');

  for (const bad of [
    '',
    'ftp://a.example/',
    `${server.origin.replace('127.0.0.1', '127.0.0.3')}/nothing`,
    'http://me:pw@127.0.0.1/feed',
  ])
    await assert.rejects(changeAddress(ctx, { account: OWNER, id, url: bad }, call), { code: 'invalid' });
  await assert.rejects(change('/members', '7'), { code: 'not_found' });
  server.pages['/other'] = { body: rss(['9']) };
  await subscribe(ctx, { account: OWNER, url: `${server.origin}/other` }, call);
  await assert.rejects(change('/other'), { code: 'conflict', message: /already, as A feed\.$/ });

  const elsewhere = `${server.origin.replace('127.0.0.1', '127.0.0.2')}/open`;
  server.pages['/open'] = { body: rss(['1']) };
  await changeAddress(ctx, { account: OWNER, id, url: elsewhere }, call);
  assert.equal(server.requests.at(-1)?.headers.cookie, undefined);
  assert.deepEqual([(await options()).cookie, (await options()).userAgent], [false, 'Mine/1']);
});
