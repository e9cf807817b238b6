import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OWNER } from '../../contract.ts';
import { saveItems } from '../../items/save-items.ts';
import { markItems } from '../../methods/marks/mark-items.ts';
import { entry } from '../../testing/items.ts';
import { googleApp } from '../testing/google-app.ts';
import { serveReader } from '../testing/serve-reader.ts';

const ALL = 'user/-/state/com.google/reading-list';
const READ = 'user/-/state/com.google/read';
const STAR = 'user/-/state/com.google/starred';

/** The number that Fluent Reader keeps of an item. */
const compact = (id: string) => BigInt.asIntN(64, BigInt(`0x${id.split('/').at(-1)}`)).toString();

test('Fluent Reader takes what came since it last looked, newest first, and finds every field that it reads', async t => {
  const served = await serveReader(t);
  const { ctx, feeds } = served;
  await saveItems(
    ctx,
    Number(feeds[0]),
    [entry('bare', 30, { url: undefined, author: undefined, html: '<img src="https://far.example/a.png">' })],
    new Date(),
  );
  const app = await googleApp(served, '');
  assert.equal((await app.get('user-info')).status, 200);
  const { items } = await app.json('stream/contents?output=json&n=125');
  assert.equal(items.length, 31);
  for (const item of items) {
    assert.equal(typeof item.canonical[0]?.href, 'string');
    assert.equal(typeof item.summary.content, 'string');
    assert.ok(Number.parseInt(item.crawlTimeMsec, 10) > 0);
    assert.ok(Array.isArray(item.categories));
    assert.match(item.origin.streamId, /^feed\/\d+$/);
  }
  const newest = items[0]!;
  assert.equal(newest.title, 'bare');
  // Its host is not told who reads: the image comes from here.
  assert.match(newest.summary.content, /src="https:\/\/croft\.example\/reader\/image\/[\w-]+\/[\w-]+"/);
  const lastFetched = Math.round(Number.parseInt(newest.crawlTimeMsec, 10) / 1000);
  await saveItems(ctx, Number(feeds[1]), [entry('b-new', 31)], new Date());
  const later = await app.json(`stream/contents?output=json&n=125&ot=${lastFetched}`);
  const fresh = later.items.slice(
    0,
    later.items.findIndex(item => compact(item.id) === compact(newest.id)),
  );
  assert.deepEqual(
    fresh.map(item => item.title),
    ['b-new'],
  );
});

test('Fluent Reader keeps what is read and starred in step, and marks a feed as read', async t => {
  const served = await serveReader(t);
  const { ctx, feeds } = served;
  const app = await googleApp(served);
  const { items } = await app.json('stream/contents?output=json&n=2');
  const [one, two] = items.map(item => compact(item.id)) as [string, string];
  assert.equal((await app.post('edit-tag', `i=${one}&i=${two}&a=${READ}`)).status, 200);
  assert.equal((await app.post('edit-tag', `i=${one}&a=${STAR}`)).status, 200);
  const ids = async (query: string) =>
    (await app.json(`stream/items/ids?output=json&${query}&n=1000`)).itemRefs.map(ref => ref.id);
  assert.equal((await ids(`s=${ALL}&xt=${READ}`)).length, 28);
  assert.deepEqual(await ids(`s=${STAR}`), [one]);
  // As it asks Inoreader: no stream, and the star as what must be.
  assert.deepEqual(await ids(`it=${STAR}`), [one]);
  assert.equal((await ids(`xt=${READ}`)).length, 28);
  const [read] = (await app.json('stream/contents?output=json&n=1')).items;
  assert.deepEqual(read?.categories, [ALL, READ, STAR]);

  await app.post('mark-all-as-read', `s=${encodeURIComponent(`feed/${feeds[0]}`)}`);
  assert.equal((await ids(`s=feed/${feeds[0]}&xt=${READ}`)).length, 0);
  assert.equal((await ids(`s=${ALL}&xt=${READ}`)).length, 18);
  await markItems(ctx, { account: OWNER, ids: [one], read: false });
  assert.equal((await ids(`s=${ALL}&xt=${READ}`)).length, 19);
});
