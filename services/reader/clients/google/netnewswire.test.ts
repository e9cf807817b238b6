import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OWNER } from '../../contract.ts';
import { listFeeds } from '../../methods/feeds/list-feeds.ts';
import { feedServer, rss } from '../../testing/feed-server.ts';
import { type GoogleAnswer, googleApp } from '../testing/google-app.ts';
import { serveReader } from '../testing/serve-reader.ts';

/** The number that NetNewsWire keeps of an item: its long id read as hexadecimal. */
const numberOf = (longId: string) => String(Number.parseInt(longId.split('/').at(-1)!, 16));
const READ = 'user/-/state/com.google/read';
const STARRED = 'user/-/state/com.google/starred';

test('NetNewsWire signs in, and takes folders, feeds, what is unread and starred, and the articles', async t => {
  const served = await serveReader(t);
  const app = await googleApp(served);
  const { tags } = await app.json('tag/list?output=json');
  const folders = tags.filter(tag => tag.type === 'folder').map(tag => tag.id);
  assert.deepEqual(folders, ['user/-/label/news', 'user/-/label/tech/web']);
  const { subscriptions } = await app.json('subscription/list?output=json');
  assert.deepEqual(
    subscriptions.map(each => [each.title, each.url, each.categories.map(one => one.label)]),
    [
      ['a', 'https://a.example/', ['news', 'tech/web']],
      ['b', 'https://b.example/', ['news']],
      ['c', 'https://c.example/', []],
    ],
  );
  const since = Math.floor(Date.now() / 1000) - 90 * 86_400;
  const list = 's=user/-/state/com.google/reading-list';
  const all = await app.json(`stream/items/ids?n=1000&output=json&ot=${since}&${list}`);
  assert.equal(all.itemRefs.length, 30);
  assert.equal('continuation' in all, false);
  const unread = await app.json(`stream/items/ids?n=1000&output=json&${list}&xt=${READ}`);
  assert.equal(unread.itemRefs.length, 30);
  assert.deepEqual(await app.json(`stream/items/ids?n=1000&output=json&s=${STARRED}`), { itemRefs: [] });

  const T = await (await app.get('token')).text();
  assert.match(T, /^\S{57}$/);
  const ids = all.itemRefs.slice(0, 5).map(ref => ref.id);
  const asked = ids.map(id => `i=tag:google.com,2005:reader/item/${Number(id).toString(16)}`).join('&');
  const answer = await app.post('stream/items/contents', `T=${T}&output=json&${asked}`);
  assert.equal(answer.headers.get('content-encoding'), 'gzip');
  const { id, updated, items } = (await answer.json()) as GoogleAnswer;
  assert.deepEqual([id, typeof updated], ['user/-/state/com.google/reading-list', 'number']);
  assert.deepEqual(
    items.map(item => numberOf(item.id)),
    ids,
  );
  const item = items[0]!;
  assert.equal(item.title, 'c9');
  assert.equal(item.summary.content, '<p>about c9</p>');
  assert.equal(item.alternate[0]?.href, 'https://a.example/c9');
  assert.deepEqual(item.origin.streamId, `feed/${served.feeds[2]}`);
  assert.match(item.crawlTimeMsec, /^\d{13}$/);
  assert.match(item.timestampUsec, /^\d{16}$/);
  assert.equal(item.published, Date.UTC(2025, 0, 1, 9) / 1000);
  assert.deepEqual(item.categories, ['user/-/state/com.google/reading-list']);
});

test('NetNewsWire goes on page by page until there is no continuation', async t => {
  const app = await googleApp(await serveReader(t));
  const seen: string[] = [];
  let continuation = '';
  do {
    const page = await app.json(
      `stream/items/ids?n=7&output=json&s=user/-/state/com.google/reading-list${continuation && `&c=${continuation}`}`,
    );
    seen.push(...page.itemRefs.map(ref => ref.id));
    continuation = page.continuation ?? '';
  } while (continuation);
  assert.equal(seen.length, 30);
  assert.deepEqual(
    seen,
    [...new Set(seen)].sort((a, b) => Number(b) - Number(a)),
  );
});

test('NetNewsWire marks articles read, unread and starred, with ids padded to sixteen digits', async t => {
  const app = await googleApp(await serveReader(t));
  const T = await (await app.get('token')).text();
  const list = async (query: string) =>
    (await app.json(`stream/items/ids?n=1000&output=json&${query}`)).itemRefs.map(ref => ref.id);
  const unread = 's=user/-/state/com.google/reading-list&xt=user/-/state/com.google/read';
  const some = (await list(unread)).slice(0, 3);
  const asked = some
    .map(id => `i=tag:google.com,2005:reader/item/${Number(id).toString(16).padStart(16, '0')}`)
    .join('&');
  for (const change of [`a=${READ}`, `a=${STARRED}`]) {
    const answer = await app.post('edit-tag', `T=${T}&${asked}&${change}`);
    assert.deepEqual([answer.status, await answer.text()], [200, 'OK']);
  }
  assert.equal((await list(unread)).length, 27);
  assert.deepEqual(await list(`s=${READ}`), some);
  assert.deepEqual(await list(`s=${STARRED}`), some);
  await app.post('edit-tag', `T=${T}&${asked}&r=${READ}`);
  await app.post('edit-tag', `T=${T}&${asked}&r=${STARRED}`);
  assert.equal((await list(unread)).length, 30);
  assert.deepEqual(await list(`s=${STARRED}`), []);
});

test('NetNewsWire adds, renames, moves and removes feeds and folders', async t => {
  const served = await serveReader(t);
  const { ctx, feeds } = served;
  const server = await feedServer(t, { '/my-feed': { body: rss(['2', '1'], { title: 'New & good' }) } });
  const app = await googleApp(served);
  const T = await (await app.get('token')).text();
  const mine = async () =>
    Object.fromEntries((await listFeeds(ctx, { account: OWNER })).feeds.map(feed => [feed.title, feed.tags]));

  const address = encodeURIComponent(`${server.origin}/my-feed`);
  const added = (await (
    await app.post('subscription/quickadd', `T=${T}&quickadd=${address}`)
  ).json()) as GoogleAnswer;
  assert.equal(added.numResults, 1);
  const { subscriptions } = await app.json('subscription/list?output=json');
  assert.equal(subscriptions.find(each => each.id === added.streamId)?.title, 'New & good');
  const nothing = await app.post(
    'subscription/quickadd',
    `T=${T}&quickadd=${encodeURIComponent('http://127.0.0.1:1/no')}`,
  );
  assert.equal(((await nothing.json()) as GoogleAnswer).numResults, 0);

  const edit = async (form: string) => {
    const answer = await app.post('subscription/edit', `T=${T}&${form}`);
    assert.deepEqual([answer.status, await answer.text()], [200, 'OK']);
  };
  await edit(`s=${added.streamId}&ac=edit&t=Neu%20%26%20gut`);
  await edit(`s=${added.streamId}&ac=edit&a=user/-/label/Gr%C3%BC%C3%9Fe%20%F0%9F%8C%B1/a%2Bb`);
  await edit(`s=feed/${feeds[0]}&ac=edit&r=user/-/label/tech%2Fweb&a=user/-/label/later`);
  await edit(`s=feed/${feeds[2]}&ac=unsubscribe`);
  assert.deepEqual(await mine(), { a: ['news', 'later'], b: ['news'], 'Neu & gut': ['Grüße 🌱/a+b'] });

  const renamed = await app.post('rename-tag', `T=${T}&s=user/-/label/news&dest=user/-/label/Not%C3%ADcias`);
  assert.equal(renamed.status, 200);
  assert.equal((await app.post('disable-tag', `T=${T}&s=user/-/label/later`)).status, 200);
  assert.deepEqual(await mine(), { a: ['Notícias'], b: ['Notícias'], 'Neu & gut': ['Grüße 🌱/a+b'] });
});
