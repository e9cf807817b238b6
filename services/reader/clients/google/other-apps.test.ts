import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OWNER } from '../../contract.ts';
import { listItems } from '../../methods/items/list-items.ts';
import { type GoogleAnswer, googleApp } from '../testing/google-app.ts';
import { serveReader } from '../testing/serve-reader.ts';

const READ = 'user/-/state/com.google/read';
const STAR = 'user/-/state/com.google/starred';
const ALL = 'user/-/state/com.google/reading-list';

test('Reeder sends x for a token, asks for contents by padded ids, and marks everything read up to when it looked', async t => {
  const served = await serveReader(t);
  const app = await googleApp(served);
  const ids = (await app.json(`stream/items/ids?output=json&n=10000&s=${ALL}&xt=${READ}`)).itemRefs;
  const some = ids.slice(0, 2).map(ref => `i=${Number(ref.id).toString(16).padStart(16, '0')}`);
  const { items } = (await (await app.post('stream/items/contents', some.join('&'))).json()) as GoogleAnswer;
  assert.deepEqual(
    items.map(item => item.title),
    ['c9', 'c8'],
  );
  const counts = await app.json('unread-count?output=json');
  assert.equal(counts.max, 30);
  const byId = Object.fromEntries(counts.unreadcounts.map(each => [each.id, each.count]));
  assert.equal(byId[`feed/${served.feeds[0]}`], 10);
  assert.deepEqual([byId['user/-/label/news'], byId['user/-/label/tech/web'], byId[ALL]], [20, 10, 30]);
  assert.ok(counts.unreadcounts.every(each => /^\d+$/.test(each.newestItemTimestampUsec)));

  const before = `${Date.now() - 3_600_000}000`;
  assert.equal((await app.post('mark-all-as-read', `T=x&s=${ALL}&ts=${before}`)).status, 200);
  assert.equal((await app.json('unread-count')).max, 30);
  const now = `${Date.now() + 1000}000`;
  assert.equal((await app.post('mark-all-as-read', `T=x&s=${ALL}&ts=${now}`)).status, 200);
  assert.equal((await app.json('unread-count')).max, 0);
});

test('FeedMe sends an empty token, and reads streams by their path, slashes as they are or as %2F', async t => {
  const served = await serveReader(t);
  const { feeds } = served;
  const app = await googleApp(served);
  const titles = async (path: string) => (await app.json(path)).items.map(item => item.title);
  assert.equal((await titles(`stream/contents/${ALL}?n=50&output=json&xt=${READ}&r=n`)).length, 30);
  assert.equal((await titles(`stream/contents/${encodeURIComponent(ALL)}?n=50`)).length, 30);
  const first = ['a0', 'a1', 'a2'];
  const paths = [
    `feed/${feeds[0]}`,
    `feed%2F${feeds[0]}`,
    'feed/https%3A%2F%2Fa.example%2F',
    'feed%2Fhttps%3A%2F%2Fa.example%2F',
  ];
  for (const path of [
    ...paths,
    'feed/https://a.example/',
    `user/-/label/tech/web`,
    'user/123/label/tech%2Fweb',
  ])
    assert.deepEqual(await titles(`stream/contents/${path}?n=3&r=o`), first, path);
  assert.deepEqual(await titles('stream/contents/user/-/label/news?n=3'), ['b9', 'b8', 'b7']);

  const { items } = await app.json('stream/contents?n=1');
  const later = 'user/-/label/Zum%20Lesen%2Fsp%C3%A4ter%20%F0%9F%93%9A';
  assert.equal((await app.post('edit-tag', `T=&i=${items[0]!.id}&a=${later}`)).status, 200);
  const { tags } = await app.json('tag/list');
  assert.deepEqual(tags.at(-1), { id: 'user/-/label/Zum Lesen/später 📚', type: 'tag' });
  const label = encodeURIComponent('user/-/label/Zum Lesen/später 📚');
  assert.deepEqual(await titles(`stream/contents/${label}`), ['c9']);
  assert.equal((await app.post('mark-all-as-read', `T=&s=${label}`)).status, 200);
  assert.equal((await app.json('unread-count')).max, 29);
});

test('Read You signs in for JSON, repeats a form in the address, and keeps unread, read and starred ids in step', async t => {
  const served = await serveReader(t);
  const { ctx, url, login, password } = served;
  const form = `output=json&Email=${login}&Passwd=${password}&client=ReadYou&accountType=HOSTED_OR_GOOGLE&service=reader`;
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const signed = await fetch(`${url}/reader/accounts/ClientLogin`, { method: 'POST', headers, body: form });
  const { Auth } = (await signed.json()) as GoogleAnswer;
  assert.match(Auth, /^[\w-]{43}$/);
  const app = await googleApp(served);
  const T = await (await app.get('token?output=json')).text();
  const [newest] = (await listItems(ctx, { account: OWNER, limit: 1 })).items;
  const id = `tag:google.com,2005:reader/item/${Number(newest!.id).toString(16).padStart(16, '0')}`;
  const edit = `i=${encodeURIComponent(id)}&a=${encodeURIComponent(READ)}&T=${T}`;
  assert.equal(await (await app.post('edit-tag?output=json', edit)).text(), 'OK');
  const ids = async (s: string, more = '') =>
    (await app.json(`stream/items/ids?output=json&s=${s}&n=10000${more}`)).itemRefs.map(ref => ref.id);
  assert.deepEqual(await ids(READ, `&ot=${Math.floor(Date.now() / 1000) - 86_400}`), [newest!.id]);
  assert.equal((await ids(ALL, `&xt=${READ}`)).length, 29);
  assert.deepEqual(await ids(STAR), []);
});

test('feeds come and go as OPML', async t => {
  const served = await serveReader(t);
  const app = await googleApp(served);
  const opml = await (await app.get('subscription/export')).text();
  assert.match(opml, /xmlUrl="https:\/\/b\.example\/"/);
  const more = opml.replace('https://b.example/', 'https://d.example/');
  assert.equal((await app.post('subscription/import', more, { 'content-type': 'text/xml' })).status, 200);
  assert.equal((await app.json('subscription/list')).subscriptions.length, 4);
  for (const wrong of ['', 'no OPML', '<opml version="2.0"><body/></opml>'])
    assert.equal((await app.post('subscription/import', wrong)).status, 400, wrong);
});
