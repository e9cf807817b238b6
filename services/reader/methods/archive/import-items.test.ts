import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { OWNER } from '../../contract.ts';
import { saveItems } from '../../items/save-items.ts';
import { addSubscriptions } from '../../store/add-subscriptions.ts';
import { noSignal, type TestReader, testReader } from '../../testing/context.ts';
import { entry, outline } from '../../testing/items.ts';
import { savePage } from '../articles/save-page.ts';
import { listFeeds } from '../feeds/list-feeds.ts';
import { listItems } from '../items/list-items.ts';
import { markItems } from '../marks/mark-items.ts';
import { exportItems } from './export-items.ts';
import { importItems } from './import-items.ts';

const NOW = new Date('2026-01-01T00:00:00Z');
const STARRED = 'user/-/state/com.google/starred';

/** An item as FreshRSS exports it. */
function item(guid: string, change: object = {}) {
  return {
    id: `tag:google.com,2005:reader/item/000000000000${guid}`,
    crawlTimeMsec: '1700000000000',
    timestampUsec: '1700000000000000',
    published: 1_700_000_000,
    title: `Title ${guid} &amp; more`,
    canonical: [{ href: `https://a.example/${guid}` }],
    alternate: [{ href: `https://a.example/${guid}` }],
    categories: ['user/-/state/com.google/reading-list', 'user/-/state/com.google/read', STARRED, 'Cats'],
    origin: { streamId: 'feed/7', htmlUrl: 'https://a.example/', title: 'A', feedUrl: 'https://a.example/' },
    content: { content: `<p onclick="x()">Text of ${guid}</p>` },
    guid,
    author: 'Ann',
    enclosure: [{ href: 'https://a.example/1.mp3', type: 'audio/mpeg', length: 12 }],
    ...change,
  };
}

async function run(ctx: TestReader, items: readonly unknown[], account: string = OWNER) {
  const json = JSON.stringify({ id: 'user/-/state/com.google/starred', title: 'Starred', items });
  return await Array.fromAsync(importItems(ctx, { account, json }, { signal: noSignal }));
}

const outcomes = (steps: readonly { outcome: string }[]) => steps.map(step => step.outcome);

async function starred(ctx: TestReader, account: string = OWNER) {
  return (await listItems(ctx, { account, view: 'starred', limit: 100, html: true })).items;
}

async function subscribed(t: TestContext) {
  const ctx = await testReader(t);
  const [feed] = [...(await addSubscriptions(ctx.db, OWNER, [outline('a')], true)).values()];
  return { ctx, feed: feed!.id };
}

test('starred items of a feed that is not read are kept with it, and it is not polled until it is read', async t => {
  const ctx = await testReader(t);
  const steps = await run(ctx, [item('1'), item('2', { categories: [STARRED, 'user/-/label/Later'] })]);
  assert.deepEqual(steps[0], { done: 1, total: 2, label: 'Title 1 &amp; more', outcome: 'added' });
  const [first, second, ...more] = (await starred(ctx)).toReversed();
  assert.deepEqual(more, []);
  assert.deepEqual(
    [first?.title, first?.feedTitle, first?.author, first?.categories, first?.html, first?.publishedAt],
    ['Title 1 & more', 'A', 'Ann', ['Cats'], '<p>Text of 1</p>', '2023-11-14T22:13:20.000Z'],
  );
  assert.deepEqual([first?.enclosures[0]?.medium, first?.unread, second?.tags], ['audio', false, ['Later']]);
  assert.deepEqual((await listFeeds(ctx, { account: OWNER })).feeds, []);
  const due = () => ctx.db.selectFrom('feeds').select('next_poll_at').execute();
  assert.equal((await due())[0]?.next_poll_at, null);
  await addSubscriptions(ctx.db, OWNER, [outline('a')], true);
  assert.notEqual((await due())[0]?.next_poll_at, null);
});

test('importing again changes nothing, and brings back nothing that was unstarred meanwhile as new', async t => {
  const ctx = await testReader(t);
  const items = Array.from({ length: 450 }, (_, n) => item(`${n}`));
  assert.equal(outcomes(await run(ctx, items)).filter(each => each === 'added').length, 450);
  const before = await starred(ctx);
  assert.ok(outcomes(await run(ctx, items)).every(each => each === 'known'));
  assert.deepEqual(await starred(ctx), before);
});

test('items that are here already are starred in their place, by id or by address, and not doubled', async t => {
  const { ctx, feed } = await subscribed(t);
  await saveItems(ctx, feed, [entry('1'), entry('2', 1, { title: 'Two' })], NOW);
  const byAddress = item('other', {
    title: 'Two',
    canonical: [{ href: 'http://www.a.example/2?utm_source=x' }],
  });
  assert.deepEqual(outcomes(await run(ctx, [item('1'), byAddress])), ['added', 'added']);
  const { items } = await listItems(ctx, { account: OWNER, limit: 10 });
  assert.deepEqual(
    items.map(each => [each.title, each.starredAt !== undefined, each.unread]),
    [
      ['Two', true, false],
      ['1', true, false],
    ],
  );
  assert.equal((await listFeeds(ctx, { account: OWNER })).feeds[0]?.unread, 0);
});

test('of a feed that is read, everything comes in with its state; polling it brings nothing twice', async t => {
  const { ctx, feed } = await subscribed(t);
  const plain = (guid: string, state: string) =>
    item(guid, { categories: [`user/-/state/com.google/${state}`] });
  assert.deepEqual(outcomes(await run(ctx, [plain('1', 'read'), plain('2', 'unread')])), ['added', 'added']);
  await saveItems(ctx, feed, [entry('1'), entry('2')], NOW);
  const { items } = await listItems(ctx, { account: OWNER, limit: 10 });
  assert.deepEqual(items.map(each => [each.title, each.unread]).sort(), [
    ['1', false],
    ['2', true],
  ]);
  const elsewhere = { origin: { feedUrl: 'https://b.example/' }, categories: [] };
  assert.deepEqual(outcomes(await run(ctx, [item('3', elsewhere)])), ['skipped']);
});

test('what a member brings is theirs alone, whatever feed it says it is from', async t => {
  const { ctx, feed } = await subscribed(t);
  await addSubscriptions(ctx.db, 'member', [outline('a')], false);
  const forged = item('1', { content: { content: 'Forged' } });
  assert.deepEqual(outcomes(await run(ctx, [forged], 'member')), ['added']);
  assert.equal((await starred(ctx, 'member'))[0]?.html, 'Forged');
  await saveItems(ctx, feed, [entry('1', 1, { title: 'Title 1 & more' })], NOW);
  const { items } = await listItems(ctx, { limit: 10, html: true });
  assert.deepEqual(
    items.map(each => each.html),
    ['<p>about 1</p>'],
  );
  assert.deepEqual(outcomes(await run(ctx, [forged], 'member')), ['known']);
  // What others read is not to be had by naming its address.
  await saveItems(ctx, feed, [entry('secret')], NOW);
  await run(ctx, [item('secret', { title: 'secret', content: {} })], 'stranger');
  assert.equal((await starred(ctx, 'stranger'))[0]?.html, '');
});

test('entries of Miniflux come in too', async t => {
  const ctx = await testReader(t);
  const feed = { id: 3, feed_url: 'https://b.example/feed', site_url: 'https://b.example/', title: 'B' };
  const one = {
    id: 888,
    status: 'read',
    title: 'Entry',
    url: 'https://b.example/entry',
    published_at: '2016-12-12T16:15:19Z',
    content: '<p>Some HTML</p>',
    author: 'Foobar',
    starred: true,
    tags: null,
    enclosures: [{ url: 'https://b.example/a.jpg', mime_type: 'image/jpeg', size: 3 }],
    feed,
  };
  const json = JSON.stringify({ total: 1, entries: [one] });
  const steps = await Array.fromAsync(importItems(ctx, { account: OWNER, json }, { signal: noSignal }));
  assert.deepEqual(outcomes(steps), ['added']);
  const [kept] = await starred(ctx);
  assert.deepEqual([kept?.title, kept?.feedTitle, kept?.url], ['Entry', 'B', one.url]);
});

test('what a person keeps, or all that they read, goes out as a file that comes in as it was', async t => {
  const { ctx, feed } = await subscribed(t);
  const enclosures = [
    {
      url: 'https://a.example/1.mp3',
      medium: 'audio',
      type: 'audio/mpeg',
      bytes: 12,
      seconds: undefined,
      title: undefined,
    } as const,
  ];
  const plain = Array.from({ length: 450 }, (_, n) => entry(`n${n}`, n));
  await saveItems(
    ctx,
    feed,
    [
      ...plain,
      entry('A < B & "c"', 900, {
        url: 'https://a.example/abc',
        author: 'Ann',
        categories: ['Cats'],
        enclosures,
      }),
    ],
    NOW,
  );
  const { items } = await listItems(ctx, { account: OWNER, limit: 3 });
  const [first, second, third] = items.map(({ id }) => id);
  await markItems(ctx, { account: OWNER, ids: [first!], starred: true, addTags: ['Later', 'a/b'] });
  await markItems(ctx, { account: OWNER, ids: [second!, third!], read: true });
  await markItems(ctx, { account: OWNER, ids: [second!], addTags: ['Later'] });
  await savePage(ctx, { account: OWNER, url: 'https://b.example/page', title: 'Page', tags: ['tea'] });
  await addSubscriptions(ctx.db, 'member', [outline('c')], false);

  const write = async (all: boolean, account: string = OWNER) => {
    const parts = await Array.fromAsync(exportItems(ctx, { account, all }, { signal: noSignal }));
    return parts.map(({ text }) => text).join('');
  };
  const count = (json: string) => JSON.parse(json).items.length;
  assert.deepEqual([count(await write(false)), count(await write(true))], [3, 452]);
  assert.equal(count(await write(true, 'member')), 0);

  const fresh = await testReader(t);
  await addSubscriptions(fresh.db, OWNER, [outline('a')], true);
  const take = async (json: string) =>
    outcomes(await Array.fromAsync(importItems(fresh, { account: OWNER, json }, { signal: noSignal })));
  const steps = await take(await write(true));
  assert.deepEqual(new Set(steps), new Set(['added']));
  const said = async (from: TestReader) =>
    (await listItems(from, { account: OWNER, limit: 100, html: true })).items.map(
      ({ id: _id, feedId: _feed, sources: _sources, seenAt: _seen, starredAt, ...rest }) => ({
        ...rest,
        starred: starredAt !== undefined,
      }),
    );
  assert.deepEqual(await said(fresh), await said(ctx));
  const saved = (await listItems(fresh, { account: OWNER, view: 'saved', limit: 9 })).items;
  assert.deepEqual(
    saved.map(({ url, title, tags }) => [url, title, tags]),
    [['https://b.example/page', 'Page', ['tea']]],
  );
  assert.ok((await take(await write(false))).every(outcome => outcome === 'known'));
});

test('entries that cannot be used are named with the reason, and the rest goes in', async t => {
  const ctx = await testReader(t);
  const steps = await run(ctx, [
    item('1', { origin: { streamId: 'feed/9' } }),
    'text',
    item('2', { published: 'yesterday' }),
    item('3'),
    item('4', { origin: { feedUrl: 'https://a:b@a.example/' } }),
  ]);
  assert.deepEqual(steps.map(step => [step.label, step.outcome, step.message]).slice(1), [
    ['Title 1 &amp; more', 'invalid', 'It does not say which feed it is from.'],
    ['', 'invalid', 'The entry: Invalid input: expected object, received string.'],
    ['Title 2 &amp; more', 'invalid', 'published: Invalid input: expected number, received string.'],
    ['Title 4 &amp; more', 'invalid', steps[4]?.message],
  ]);
  assert.deepEqual([steps[0]?.outcome, steps[0]?.done, steps[4]?.done], ['added', 1, 5]);
  for (const json of ['{"items":', '{}', '[]', '{"items":{}}']) {
    const broken = Array.fromAsync(importItems(ctx, { account: OWNER, json }, { signal: noSignal }));
    await assert.rejects(broken, { code: 'invalid' });
  }
});
