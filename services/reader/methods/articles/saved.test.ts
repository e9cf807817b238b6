import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type TestContext, test } from 'node:test';
import { sql } from 'kysely';
import { OWNER } from '../../contract.ts';
import { saveItems } from '../../items/save-items.ts';
import { articlesJob } from '../../jobs/articles.ts';
import { addSubscriptions } from '../../store/add-subscriptions.ts';
import { noSignal, testReader } from '../../testing/context.ts';
import { type FeedServer, feedServer } from '../../testing/feed-server.ts';
import { entry, outline } from '../../testing/items.ts';
import { prose, webPage } from '../../testing/pages.ts';
import { listFeeds } from '../feeds/list-feeds.ts';
import { getItem, getItems } from '../items/get-items.ts';
import { listItemIds } from '../items/list-item-ids.ts';
import { type ListItemsInput, listItems } from '../items/list-items.ts';
import { searchItems } from '../items/search-items.ts';
import { markItems } from '../marks/mark-items.ts';
import { markStreamRead } from '../marks/mark-stream-read.ts';
import { exportOpml } from '../opml/export-opml.ts';
import { getFullText } from './get-full-text.ts';
import { removeSaved } from './remove-saved.ts';
import { savePage } from './save-page.ts';

async function setUp(t: TestContext, pages: FeedServer['pages'] = {}) {
  const [ctx, server] = await Promise.all([testReader(t), feedServer(t, pages)]);
  const save = (path: string, more: { account?: string; tags?: string[]; title?: string } = {}) =>
    savePage(ctx, { account: OWNER, url: server.origin + path, ...more });
  const run = () => articlesJob(ctx).handler({}, { id: '1', retries: 0, signal: noSignal });
  const titles = async (input: Partial<ListItemsInput> = {}) =>
    (await listItems(ctx, { account: OWNER, limit: 50, ...input })).items.map(each => each.title);
  return { ctx, server, save, run, titles };
}

const heron = { body: webPage(prose('heron'), { title: 'The heron' }) };

test('a page is saved at once, and its text follows', async t => {
  const { ctx, server, save, run } = await setUp(t, { '/p?id=1': heron });
  const { item, created } = await save('/p?utm_source=x&id=1#top', { tags: ['birds', 'birds'] });
  assert.equal(created, true);
  assert.deepEqual(
    [item.title, item.url, item.tags, item.unread, item.feedTitle, item.saved],
    [
      `${new URL(server.origin).host}/p`,
      `${server.origin}/p?id=1`,
      ['birds'],
      false,
      'Saved',
      { fetchedAt: undefined, problem: undefined },
    ],
  );
  assert.deepEqual([ctx.articles.count, server.asked.length], [1, 0]);
  await run();
  const read = await getItem(ctx, { account: OWNER, id: item.id });
  assert.equal(read.title, 'The heron');
  assert.match(read.html ?? '', /heron/);
  assert.match(read.summary, /^The heron stood/);
  assert.ok(read.saved?.fetchedAt);
  assert.match((await getFullText(ctx, { account: OWNER, id: item.id })).html ?? '', /heron/);
  assert.equal(server.asked.length, 1);
});

test('saving a page again gives the same, with the new tags', async t => {
  const { ctx, save } = await setUp(t);
  const first = await save('/p', { tags: ['a'], title: 'Named' });
  const again = await save('/p?utm_medium=y', { tags: ['b', 'a'] });
  assert.deepEqual([again.created, again.item.id, again.item.tags], [false, first.item.id, ['a', 'b']]);
  assert.equal(first.item.title, 'Named');
  assert.equal(ctx.articles.count, 1);
  for (const url of ['', 'javascript:alert(1)', 'mailto:me@a.example', 'ftp://a.example'])
    await assert.rejects(savePage(ctx, { account: OWNER, url }), { code: 'invalid' }, url);
  const { item } = await savePage(ctx, { account: OWNER, url: 'https://me:secret@a.example/' });
  assert.equal(item.url, 'https://a.example/');
});

test('what is saved is in its own list and found, and in no river, feed, count or export', async t => {
  const { ctx, save, run, titles } = await setUp(t, { '/p': heron, '/q': heron });
  const { item } = await save('/p', { tags: ['birds'] });
  const [feed] = [...(await addSubscriptions(ctx.db, OWNER, [outline('a', ['birds'])], true)).values()];
  await saveItems(ctx, feed!.id, [entry('fed', 1), entry('fed too', 2)], new Date());
  await run();
  for (const view of ['all', 'unread'] as const)
    for (const narrowed of [{}, { feedId: String(feed!.id) }, { tag: 'birds' }])
      assert.deepEqual(
        await titles({ view, ...narrowed }),
        ['fed too', 'fed'],
        JSON.stringify({ view, ...narrowed }),
      );
  assert.deepEqual(await titles({ view: 'saved' }), ['The heron']);
  assert.deepEqual(await titles({ view: 'saved', itemTag: 'birds' }), ['The heron']);
  assert.deepEqual(await titles({ itemTag: 'birds' }), ['The heron']);
  for (const none of [
    { itemTag: 'fish' },
    { tag: 'birds' },
    { feedId: String(feed!.id) },
    { feedId: item.feedId },
  ])
    assert.deepEqual(await titles({ view: 'saved', ...none }), [], JSON.stringify(none));
  assert.deepEqual(await titles({ feedId: item.feedId }), []);
  const { feeds } = await listFeeds(ctx, { account: OWNER });
  assert.deepEqual(
    feeds.map(each => [each.title, each.unread]),
    [['a', 2]],
  );
  assert.doesNotMatch((await exportOpml(ctx, { account: OWNER })).opml, /saved/i);

  const ids = async (input: Partial<Parameters<typeof listItemIds>[1]>) =>
    (await listItemIds(ctx, { account: OWNER, limit: 50, ...input })).ids;
  assert.equal((await ids({})).includes(item.id), false);
  assert.equal((await ids({ view: 'unread' })).includes(item.id), false);
  assert.deepEqual(await ids({ view: 'saved' }), [item.id]);
  assert.deepEqual(await ids({ view: 'saved', without: 'unread' }), [item.id]);
  assert.deepEqual(await ids({ view: 'saved', without: 'read' }), []);
  assert.deepEqual(await ids({ view: 'saved', itemTag: 'birds' }), [item.id]);

  const { items: found } = await searchItems(ctx, { account: OWNER, query: 'heron', limit: 5 });
  assert.deepEqual(
    found.map(each => each.id),
    [item.id],
  );
  await markItems(ctx, { account: OWNER, ids: [item.id], read: false });
  assert.deepEqual(await titles({ view: 'unread' }), ['fed too', 'fed'], 'it does not become unread');
  await markStreamRead(ctx, { account: OWNER });
  assert.deepEqual(await titles({ view: 'saved' }), ['The heron']);
  await markItems(ctx, { account: OWNER, ids: [(await save('/q')).item.id], starred: true });
  assert.equal((await titles({ view: 'starred' })).length, 1);
});

test('what one person saved is nobody else’s, and no visitor’s', async t => {
  const { ctx, save, run, titles } = await setUp(t, { '/p': heron });
  const mine = (await save('/p')).item;
  const theirs = (await save('/p', { account: '7' })).item;
  assert.notEqual(theirs.id, mine.id);
  await run();
  for (const account of [undefined, '7', '8']) {
    await assert.rejects(getItem(ctx, { account, id: mine.id }), { code: 'not_found' });
    const { items } = await searchItems(ctx, { account, query: 'heron', limit: 5 });
    assert.equal(
      items.some(each => each.id === mine.id),
      false,
    );
  }
  assert.deepEqual(await titles({ account: undefined, view: 'saved' }), []);
  assert.deepEqual(await titles({ account: '8', view: 'saved' }), []);
  assert.equal((await markItems(ctx, { account: '7', ids: [mine.id], starred: true })).changed, 0);
  await removeSaved(ctx, { account: '7', id: mine.id });
  assert.equal((await getItems(ctx, { account: OWNER, ids: [mine.id] })).items.length, 1);
});

test('an item that a feed brings of the same page stays apart from it', async t => {
  const { ctx, server, save, titles } = await setUp(t);
  await save('/p', { title: 'Same' });
  const [feed] = [...(await addSubscriptions(ctx.db, '7', [outline('a')], true)).values()];
  await saveItems(ctx, feed!.id, [entry('Same', 1, { url: `${server.origin}/p` })], new Date());
  assert.deepEqual(await titles({ account: '7' }), ['Same']);
  assert.deepEqual(await titles(), []);
  assert.deepEqual(await titles({ view: 'saved' }), ['Same']);
});

test('a page can be let go of, starred or not, and nothing else by that way', async t => {
  const { ctx, save, titles } = await setUp(t);
  const { item } = await save('/p', { tags: ['a'] });
  await markItems(ctx, { account: OWNER, ids: [item.id], starred: true });
  const [feed] = [...(await addSubscriptions(ctx.db, OWNER, [outline('a')], true)).values()];
  await saveItems(ctx, feed!.id, [entry('fed', 1)], new Date());
  const [fed] = (await listItems(ctx, { account: OWNER, limit: 1 })).items;
  for (const id of [item.id, item.id, fed!.id, 'nonsense']) await removeSaved(ctx, { account: OWNER, id });
  assert.deepEqual(await titles({ view: 'saved' }), []);
  assert.deepEqual(await titles({ view: 'starred' }), []);
  assert.deepEqual(await titles(), ['fed']);
  assert.equal((await save('/p')).created, true);
});

test('why a text is not here is said, and it is tried again, by itself and by hand', async t => {
  const { ctx, server, save, run } = await setUp(t, { '/p': { status: 503 }, '/none': { body: '<p>x' } });
  const { item } = await save('/p');
  const { item: empty } = await save('/none');
  await run();
  const problem = async (id: string) => (await getItem(ctx, { account: OWNER, id })).saved?.problem;
  assert.match((await problem(item.id)) ?? '', /HTTP 503/);
  assert.match((await problem(empty.id)) ?? '', /No article could be found/);
  const due = await sql<{ item_id: number; soon: boolean }>`
    select item_id, next_fetch_at between now() + interval '4 minutes' and now() + interval '6 minutes' as soon
    from full_texts where next_fetch_at is not null`.execute(ctx.db);
  assert.deepEqual(due.rows, [{ item_id: Number(item.id), soon: true }]);
  server.pages['/p'] = heron;
  const read = await getFullText(ctx, { account: OWNER, id: item.id });
  assert.deepEqual([/heron/.test(read.html ?? ''), read.problem], [true, undefined]);
  assert.equal(await problem(item.id), undefined);
});

test('a process that is killed while it fetches loses nothing', async t => {
  const asked = Promise.withResolvers<void>();
  const { ctx, server, save, run, titles } = await setUp(t, {
    '/p': () => {
      asked.resolve();
      return new Promise(() => {});
    },
  });
  await save('/p');
  const child = spawn(
    process.execPath,
    [new URL('../../testing/articles-process.ts', import.meta.url).pathname],
    {
      env: { ...process.env, READER_URL: ctx.url },
      stdio: ['ignore', 'inherit', 'inherit'],
    },
  );
  await asked.promise;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
  server.pages['/p'] = heron;
  await run();
  assert.equal(
    (await titles({ view: 'saved' }))[0]?.includes('heron'),
    false,
    'another process may still have it',
  );
  const lease =
    await sql`update full_texts set next_fetch_at = next_fetch_at - interval '301 seconds'`.execute(ctx.db);
  assert.equal(lease.numAffectedRows, 1n);
  await run();
  assert.deepEqual(await titles({ view: 'saved' }), ['The heron']);
});

test('pages of one host are fetched one after the other, with a rest between', async t => {
  const at: number[] = [];
  const page = () => {
    at.push(performance.now());
    return heron;
  };
  const { save, run } = await setUp(t, { '/1': page, '/2': page, '/3': page });
  for (const path of ['/1', '/2', '/3']) await save(path);
  await run();
  assert.equal(at.length, 3);
  for (const [index, time] of at.entries()) if (index > 0) assert.ok(time - at[index - 1]! > 900);
});
