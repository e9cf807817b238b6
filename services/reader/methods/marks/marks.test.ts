import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import fc from 'fast-check';
import { sql } from 'kysely';
import { OWNER } from '../../contract.ts';
import { saveItems } from '../../items/save-items.ts';
import { addSubscriptions } from '../../store/add-subscriptions.ts';
import { forgetRead } from '../../store/mark-read.ts';
import { type TestReader, testReader } from '../../testing/context.ts';
import { entry, outline } from '../../testing/items.ts';
import { listFeeds } from '../feeds/list-feeds.ts';
import { unsubscribe } from '../feeds/unsubscribe.ts';
import { listItems } from '../items/list-items.ts';
import { listItemTags } from './list-item-tags.ts';
import { markItems } from './mark-items.ts';
import { markStreamRead } from './mark-stream-read.ts';
import { setPosition } from './set-position.ts';
import { undoRead } from './undo-read.ts';

const NOW = new Date('2026-01-01T00:00:00Z');

/** A person with the feeds a (x), b (x, y) and c, each with ten items, and an item that a and b share. */
async function setUp(t: TestContext, account = OWNER) {
  const ctx = await testReader(t);
  const outlines = [outline('a', ['x']), outline('b', ['x', 'y']), outline('c')];
  const ids = [...(await addSubscriptions(ctx.db, account, outlines, true)).values()].map(feed => feed.id);
  for (const [index, id] of ids.entries()) {
    const own = Array.from({ length: 10 }, (_, n) => entry(`${'abc'[index]}${n}`, n * 3 + index));
    await saveItems(ctx, id, index < 2 ? [...own, entry('both', 100)] : own, NOW);
  }
  const list = async (input: Partial<Parameters<typeof listItems>[1]> = {}) =>
    (await listItems(ctx, { account, view: 'unread', limit: 100, ...input })).items;
  const counts = async () => (await listFeeds(ctx, { account })).feeds.map(feed => feed.unread);
  return { ctx, account, ids: ids.map(String), list, counts };
}

const titles = (items: readonly { title: string }[]) => items.map(item => item.title);

test('what comes in is unread, and an item of two feeds counts once, for the first', async t => {
  const { list, counts } = await setUp(t);
  assert.deepEqual(await counts(), [11, 10, 10]);
  const unread = await list();
  assert.equal(unread.length, 31);
  assert.deepEqual(unread[0]?.sources, [
    { feedId: '1', title: 'a' },
    { feedId: '2', title: 'b' },
  ]);
});

test('items become read and unread, starred and tagged, and the lists follow', async t => {
  const { ctx, account, list, counts } = await setUp(t);
  const [first, second] = await list();
  const ids = [first!.id, second!.id, '999', 'nonsense'];
  assert.equal((await markItems(ctx, { account, ids, read: true })).changed, 2);
  assert.deepEqual(await counts(), [10, 10, 9]);
  assert.equal((await markItems(ctx, { account, ids, read: true })).changed, 0);
  assert.equal((await markItems(ctx, { account, ids: [first!.id], read: false })).changed, 1);
  assert.deepEqual(await counts(), [11, 10, 9]);

  await markItems(ctx, { account, ids, starred: true, addTags: ['later', 'good'] });
  await markItems(ctx, { account, ids: [second!.id], removeTags: ['later'] });
  assert.deepEqual(await listItemTags(ctx, { account }), { tags: ['good', 'later'] });
  assert.deepEqual(await listItemTags(ctx, { account: 'somebody' }), { tags: [] });
  assert.equal((await list({ view: 'starred' })).length, 2);
  assert.deepEqual(titles(await list({ view: 'all', itemTag: 'later' })), ['both']);
  assert.deepEqual((await list({ view: 'all', itemTag: 'good', limit: 1 }))[0]?.tags, ['later', 'good']);
  await markItems(ctx, { account, ids, starred: false });
  assert.deepEqual(await list({ view: 'starred' }), []);
});

test('a feed, a tag or everything becomes read, as far as it was seen, and can be undone', async t => {
  const { ctx, account, ids, list, counts } = await setUp(t);
  const feed = await markStreamRead(ctx, { account, feedId: ids[1]! });
  assert.equal(feed.changed, 11, 'the shared item is in this feed too');
  assert.deepEqual(await counts(), [10, 0, 10]);
  assert.deepEqual(await undoRead(ctx, { account, undo: feed.undo! }), { changed: 11 });
  assert.deepEqual(await counts(), [11, 10, 10]);
  await assert.rejects(undoRead(ctx, { account, undo: feed.undo! }), { code: 'not_found' });

  assert.equal((await markStreamRead(ctx, { account, tag: 'y' })).changed, 11);
  const seen = (await list()).map(item => Number(item.id));
  await saveItems(ctx, Number(ids[2]), [entry('new', 200)], NOW);
  const all = await markStreamRead(ctx, { account, upTo: String(Math.max(...seen)) });
  assert.equal(all.changed, 20);
  assert.deepEqual(titles(await list()), ['new']);
  assert.deepEqual(await counts(), [0, 0, 1]);
  assert.deepEqual(await undoRead(ctx, { account, undo: all.undo! }), { changed: 20 });
  assert.deepEqual(await counts(), [10, 0, 11]);
  assert.equal((await list()).length, 21);
});

test('what is older than a time becomes read', async t => {
  const { ctx, account, list } = await setUp(t);
  const publishedBefore = new Date(Date.UTC(2025, 0, 1, 15)).toISOString();
  assert.equal((await markStreamRead(ctx, { account, publishedBefore })).changed, 15);
  assert.ok((await list()).every(item => item.publishedAt >= publishedBefore));
  assert.equal((await markStreamRead(ctx, { account, seenBefore: '2020-01-01T00:00:00Z' })).changed, 0);
  const later = new Date(Date.now() + 60_000).toISOString();
  assert.equal((await markStreamRead(ctx, { account, seenBefore: later })).changed, 16);
});

test('each person has their own state, and what one does changes nothing for another', async t => {
  const { ctx, list, counts, ids } = await setUp(t);
  await addSubscriptions(ctx.db, 'member', [outline('a', ['mine']), outline('d')], false);
  const theirs = async () => (await listFeeds(ctx, { account: 'member' })).feeds;
  assert.deepEqual(
    (await theirs()).map(feed => [feed.title, feed.tags, feed.unread]),
    [
      ['a', ['mine'], 11],
      ['d', [], 0],
    ],
  );
  await markStreamRead(ctx, { account: 'member' });
  assert.deepEqual(await counts(), [11, 10, 10]);
  const [item] = await list({ feedId: ids[2] });
  const foreign = await markItems(ctx, { account: 'member', ids: [item!.id], starred: true, read: false });
  assert.equal(foreign.changed, 0, 'an item of a feed that the person does not read');
  const mine = await listItems(ctx, { account: 'member', view: 'all', limit: 100 });
  assert.equal(mine.items.length, 11);
  assert.deepEqual((await listItems(ctx, { account: 'nobody', limit: 5 })).items, []);
});

test('unsubscribing takes the unread along, but not what another feed has, nor what is starred', async t => {
  const { ctx, account, ids, list, counts } = await setUp(t);
  const starred = (await list({ feedId: ids[0] })).at(-1)!;
  await markItems(ctx, { account, ids: [starred.id], starred: true });
  await unsubscribe(ctx, { account, id: ids[0]! });
  assert.deepEqual(await counts(), [11, 10]);
  assert.deepEqual(titles(await list({ view: 'starred' })), [starred.title]);
  assert.deepEqual((await list())[0]?.sources, [{ feedId: ids[1], title: 'b' }]);
  const left = await sql<{ n: number }>`select count(*)::integer as n from items`.execute(ctx.db);
  assert.equal(left.rows[0]?.n, 22);
});

test('how far each file of an item was heard or seen is kept', async t => {
  const { ctx, account, ids, list } = await setUp(t);
  const file = (name: string, medium: 'audio' | 'video' | 'file') => ({
    url: `https://a.example/${name}`,
    medium,
    type: undefined,
    bytes: undefined,
    seconds: undefined,
    title: undefined,
  });
  const bring = (...enclosures: ReturnType<typeof file>[]) =>
    saveItems(ctx, Number(ids[0]), [entry('album', 500, { enclosures })], NOW);
  await bring(file('notes.pdf', 'file'), file('1.mp3', 'audio'), file('2.mp4', 'video'));
  const { id } = (await list())[0]!;
  const put = (seconds: number, name?: string) =>
    setPosition(ctx, { account, id, file: name && `https://a.example/${name}`, seconds });
  const heard = async () => {
    const { enclosures, position } = (await list())[0]!;
    return [position, ...enclosures.map(each => each.position)];
  };
  await put(61.5);
  await put(7, '2.mp4');
  await put(9, 'notes.pdf');
  await put(9, 'elsewhere.mp3');
  assert.deepEqual(await heard(), [61.5, undefined, 61.5, 7]);
  await put(0, '1.mp3');
  assert.deepEqual(await heard(), [7, undefined, undefined, 7]);
  await put(0, '1.mp3');
  await bring(file('2.mp4?token=2', 'video'));
  assert.deepEqual(await heard(), [7, 7], 'its only file has another address now');
  await put(8);
  await put(0);
  assert.deepEqual(await heard(), [undefined, undefined]);
  await setPosition(ctx, { account, id: '999', seconds: 5 });
});

test('rows that making everything read left behind go once it cannot be undone', async t => {
  const { ctx, account } = await setUp(t);
  const rows = async () =>
    (await sql<{ n: number }>`select count(*)::integer as n from unread`.execute(ctx.db)).rows[0]?.n;
  await markStreamRead(ctx, { account });
  await forgetRead(ctx.db, new Date(0));
  assert.equal(await rows(), 31, 'it can still be undone');
  await forgetRead(ctx.db, new Date(Date.now() + 1000));
  assert.equal(await rows(), 0);
});

test('a part that was made read can be had back after more became read, or unread again, and goes once it cannot be undone', async t => {
  const { ctx, account, ids, list, counts } = await setUp(t);
  const part = await markStreamRead(ctx, { account, feedId: ids[2]! });
  const feed = await markStreamRead(ctx, { account, feedId: ids[0]! });
  const [again] = await list({ view: 'all', feedId: ids[2] });
  await markItems(ctx, { account, ids: [again!.id], read: false });
  await markStreamRead(ctx, { account });
  assert.deepEqual(await undoRead(ctx, { account, undo: part.undo! }), { changed: 9 });
  assert.deepEqual(await counts(), [0, 0, 9]);
  await forgetRead(ctx.db, new Date(Date.now() + 1000));
  await assert.rejects(undoRead(ctx, { account, undo: feed.undo! }), { code: 'not_found' });
  const left = await sql<{ n: number }>`select count(*)::integer as n from unread`.execute(ctx.db);
  assert.equal(left.rows[0]!.n, 9);
});

/** One thing that a person does, with a number that says to what. */
const doing = fc.tuple(
  fc.constantFrom('read', 'unread', 'feed', 'tag', 'all', 'undo', 'new', 'leave', 'join'),
  fc.nat(60),
);

test('the counts are those of the rows, whatever is done in whatever order', async t => {
  const { ctx, account } = await setUp(t);
  await fc.assert(
    fc.asyncProperty(fc.array(doing, { minLength: 5, maxLength: 25 }), async steps => {
      const undos: string[] = [];
      for (const [what, n] of steps) await act(ctx, account, what, n, undos);
      assert.deepEqual(await wrongCounts(ctx), []);
    }),
    { numRuns: 15 },
  );
});

let news = 0;

async function act(
  ctx: TestReader,
  account: string,
  what: string,
  n: number,
  undos: string[],
): Promise<void> {
  const keep = ({ undo }: { undo?: string | undefined }) => void (undo && undos.push(undo));
  const letter = 'abc'[n % 3]!;
  const { feeds } = await listFeeds(ctx, { account });
  const feedId = feeds.find(feed => feed.title === letter)?.id;
  if (what === 'read') keep(await markItems(ctx, { account, ids: [`${n}`, `${n + 1}`], read: true }));
  if (what === 'unread') await markItems(ctx, { account, ids: [`${n}`, `${n + 2}`], read: false });
  if (what === 'feed' && feedId) keep(await markStreamRead(ctx, { account, feedId }));
  if (what === 'tag') keep(await markStreamRead(ctx, { account, tag: 'x' }));
  if (what === 'all') keep(await markStreamRead(ctx, { account, upTo: `${n}` }));
  const undo = what === 'undo' ? undos.pop() : undefined;
  if (undo) await undoRead(ctx, { account, undo });
  if (what === 'new' && feedId) await saveItems(ctx, Number(feedId), [entry(`n${++news % 7}`, n)], NOW);
  if (what === 'leave' && feedId) await unsubscribe(ctx, { account, id: feedId });
  if (what === 'join') await addSubscriptions(ctx.db, account, [outline(letter, ['x'])], true);
}

async function wrongCounts(ctx: TestReader): Promise<unknown[]> {
  const found = await sql`
    select s.feed_id, s.unread, count(u.item_id) as rows from readers r join subscriptions s on s.reader_id = r.id
    left join unread u on u.reader_id = r.id and u.epoch = r.epoch and u.feed_id = s.feed_id
    group by s.feed_id, s.unread having count(u.item_id) <> s.unread
    union all
    select u.feed_id, null, count(*) from unread u join readers r on r.id = u.reader_id and r.epoch = u.epoch
    where not exists (select from subscriptions s where s.reader_id = r.id and s.feed_id = u.feed_id) group by u.feed_id`.execute(
    ctx.db,
  );
  return found.rows;
}
