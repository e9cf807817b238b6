import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OWNER } from '../../contract.ts';
import { createAppPassword } from '../../methods/clients/create-app-password.ts';
import { listAppPasswords } from '../../methods/clients/list-app-passwords.ts';
import { revokeAppPassword } from '../../methods/clients/revoke-app-password.ts';
import { listFeeds } from '../../methods/feeds/list-feeds.ts';
import { googleApp } from '../testing/google-app.ts';
import { serveReader } from '../testing/serve-reader.ts';

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

test('a wrong stream name is an error, and marks nothing as read', async t => {
  const served = await serveReader(t);
  const app = await googleApp(served);
  const wrong = [
    'reading-list',
    'user/-/state/com.google/reading-lists',
    'user/-/state/com.google/',
    'user/-/state/com.google/__proto__',
    'user/-/label/',
    'user/-/label/nowhere',
    'feed/',
    'feed/99999',
    'feed/https://nobody.example/',
    'feed/-1',
    'splice/feed/1',
    '*',
    'user/-/label/news\0',
    `user/-/label/${'x'.repeat(200)}`,
  ];
  for (const name of wrong) {
    const s = encodeURIComponent(name);
    const answer = await app.post('mark-all-as-read', `s=${s}`);
    assert.ok([400, 404].includes(answer.status), `${name}: ${answer.status}`);
    assert.match(answer.headers.get('content-type')!, /^text\/plain/);
    assert.ok([400, 404].includes((await app.get(`stream/items/ids?s=${s}`)).status), name);
    assert.ok([400, 404].includes((await app.get(`stream/items/ids?xt=${s}`)).status), name);
    assert.ok([400, 404].includes((await app.get(`stream/contents/${s}`)).status), name);
    // A label that is not there yet is made by giving it to an item.
    if (name === 'user/-/label/nowhere') continue;
    assert.equal((await app.post('edit-tag', `i=1&a=${s}`)).status, 400, name);
  }
  for (const form of ['', 's=', 'ts=1', 'S=user/-/state/com.google/reading-list'])
    assert.equal((await app.post('mark-all-as-read', form)).status, 400, form);
  assert.equal((await app.get('stream/contents/feed%2')).status, 400);
  assert.equal((await app.json('unread-count')).max, 30);
});

test('a malformed continuation, time, count or id is refused, and a count that is too large is cut', async t => {
  const app = await googleApp(await serveReader(t));
  for (const query of ['c=x', 'c=-1', 'c=1.5', 'n=0', 'n=-1', 'n=ten', 'ot=yesterday', 'nt=1e9', 'n=1%00'])
    for (const path of ['stream/items/ids', 'stream/contents'])
      assert.equal((await app.get(`${path}?${query}`)).status, 400, `${path}?${query}`);
  assert.equal((await app.json('stream/items/ids?n=100000')).itemRefs.length, 30);
  assert.equal((await app.json('stream/contents?n=100000')).items.length, 30);
  assert.deepEqual(await app.json('stream/items/ids?c=1'), { itemRefs: [] });
  assert.deepEqual((await app.json('stream/contents?ot=99999999999')).items, []);
  for (const id of ['', 'x', 'tag:google.com,2005:reader/item/', '1%00', '1 or 1=1'])
    assert.equal((await app.post('edit-tag', `i=${id}&a=user/-/state/com.google/read`)).status, 400, id);
  assert.equal((await app.post('edit-tag', 'a=user/-/state/com.google/read')).status, 400);
  assert.equal((await app.json('unread-count')).max, 30);
});

test('lists of ten thousand ids are taken, and ids of nothing are left out', async t => {
  const app = await googleApp(await serveReader(t));
  const ids = Array.from(
    { length: 10_000 },
    (_, n) => `i=tag:google.com,2005:reader/item/${(n + 1).toString(16).padStart(16, '0')}`,
  );
  const form = ids.join('&');
  const contents = (await (await app.post('stream/items/contents', form)).json()) as { items: unknown[] };
  assert.equal(contents.items.length, 30);
  assert.equal((await app.post('edit-tag', `${form}&a=user/-/state/com.google/read`)).status, 200);
  assert.equal((await app.json('unread-count')).max, 0);
  const none = (await (await app.post('stream/items/contents', 'i=-5&i=ffffffffffffffff&i=999')).json()) as {
    items: unknown[];
  };
  assert.deepEqual(none.items, []);
  assert.equal((await app.post('stream/items/contents', `i=${'1'.repeat(5_000_000)}`)).status, 413);
});

test('an edit that names something wrong changes nothing', async t => {
  const served = await serveReader(t);
  const app = await googleApp(served);
  const before = await listFeeds(served.ctx, { account: OWNER });
  const feed = `s=feed/${served.feeds[0]}`;
  const wrong = [
    '',
    'ac=edit',
    `${feed}`,
    `${feed}&ac=delete`,
    `${feed}&ac=edit&a=folder`,
    `${feed}&ac=edit&a=user/-/state/com.google/read`,
    's=feed/999&ac=unsubscribe',
    's=user/-/label/news&ac=unsubscribe',
  ];
  for (const form of wrong) assert.ok((await app.post('subscription/edit', form)).status >= 400, form);
  for (const form of [
    '',
    's=user/-/label/news',
    's=user/-/label/none&dest=user/-/label/x',
    's=feed/1&dest=user/-/label/x',
  ])
    assert.ok((await app.post('rename-tag', form)).status >= 400, form);
  assert.equal((await app.post('disable-tag', 's=user/-/label/none')).status, 404);
  assert.equal((await app.post('subscription/quickadd', '')).status, 400);
  assert.deepEqual(await listFeeds(served.ctx, { account: OWNER }), before);
});

test('nothing is told or done without the token of an app password, and none of a revoked one or a closed account', async t => {
  const served = await serveReader(t);
  const { ctx, url, login, password } = served;
  const get = (authorization?: string) =>
    fetch(`${url}/reader/api/0/user-info`, { headers: authorization === undefined ? {} : { authorization } });
  for (const header of [
    undefined,
    '',
    'GoogleLogin',
    'GoogleLogin auth=',
    `GoogleLogin auth=${'x'.repeat(43)}`,
    `Bearer ${password}`,
    `GoogleLogin auth=${password}`,
  ]) {
    const answer = await get(header);
    assert.equal(answer.status, 401, String(header));
    assert.match(await answer.text(), /^Error=BadAuthentication\n/);
  }
  const signIn = (form: string) =>
    fetch(`${url}/accounts/ClientLogin`, { method: 'POST', headers: FORM, body: form });
  assert.equal((await signIn(`Email=${login}&Passwd=wrong`)).status, 401);
  assert.equal((await signIn(`Email=ben&Passwd=${password}`)).status, 401);
  assert.equal((await signIn(`Passwd=${password}`)).status, 401);
  assert.equal((await signIn(`Email=${login}`)).status, 400);

  const app = await googleApp(served);
  assert.equal((await app.get('user-info')).status, 200);
  const bad = await app.post('edit-tag', `T=${'0'.repeat(57)}&i=1&a=user/-/state/com.google/read`);
  assert.deepEqual([bad.status, bad.headers.get('x-reader-google-bad-token')], [401, 'true']);
  const { id } = (await listAppPasswords(ctx, { account: OWNER })).passwords[0]!;
  await revokeAppPassword(ctx, { account: OWNER, id });
  assert.equal((await app.get('user-info')).status, 401);

  const zoe = await createAppPassword(ctx, { account: '2', name: 'Reeder' });
  assert.equal(zoe.login, 'zoe-angstrom');
  const hers = await googleApp({ ...served, ...zoe });
  assert.deepEqual((await hers.json('subscription/list')).subscriptions, []);
  const eve = await createAppPassword(ctx, { account: '3', name: 'Reeder' });
  assert.equal((await signIn(`Email=${eve.login}&Passwd=${eve.password}`)).status, 401);
});

test('passwords cannot be tried without end', async t => {
  const { url, login } = await serveReader(t);
  const body = `Email=${login}&Passwd=guess`;
  const statuses = new Set<number>();
  for (let index = 0; index < 25; index++)
    statuses.add(
      (await fetch(`${url}/accounts/ClientLogin`, { method: 'POST', headers: FORM, body })).status,
    );
  assert.deepEqual(statuses, new Set([401, 429]));
});
