import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { type TestContext, test } from 'node:test';
import { sql } from 'kysely';
import { OWNER } from '../../contract.ts';
import { listAppPasswords } from '../../methods/clients/list-app-passwords.ts';
import { revokeAppPassword } from '../../methods/clients/revoke-app-password.ts';
import { addSubscriptions } from '../../store/add-subscriptions.ts';
import { keepIcon } from '../../store/icons.ts';
import { outline } from '../../testing/items.ts';
import { serveReader } from '../testing/serve-reader.ts';

interface FeverAnswer {
  auth: number;
  last_refreshed_on_time: number;
  groups: { id: number; title: string }[];
  feeds: { id: number; favicon_id: number; title: string; url: string }[];
  favicons: { id: number; data: string }[];
  feeds_groups: { group_id: number; feed_ids: string }[];
  items: { id: number; feed_id: number; title: string; html: string; is_read: number; is_saved: number }[];
  total_items: number;
  unread_item_ids: string;
  saved_item_ids: string;
}

/** A reader and an app that asks it as Fever's do. */
async function setUp(t: TestContext) {
  const served = await serveReader(t);
  const key = createHash('md5').update(`${served.login}:${served.password}`).digest('hex');
  const post = (path: string, body: string | FormData, type?: string) =>
    fetch(`${served.url}${path}`, {
      method: 'POST',
      body,
      ...(type ? { headers: { 'content-type': type } } : {}),
    });
  const ask = async (query: string, form = '') => {
    const answer = await post(
      `/fever/?api${query}`,
      `api_key=${key}${form}`,
      'application/x-www-form-urlencoded',
    );
    assert.equal(answer.status, 200, query + form);
    return (await answer.json()) as FeverAnswer;
  };
  return { ...served, key, post, ask };
}

test('an app takes feeds and groups, and every item in pages of fifty, downwards and upwards', async t => {
  const { ask, feeds } = await setUp(t);
  const first = await ask('');
  assert.deepEqual([first.auth, typeof first.last_refreshed_on_time], [1, 'number']);
  const all = await ask('&feeds&groups&favicons&links');
  assert.deepEqual(
    all.feeds.map(feed => [feed.id, feed.title]),
    [
      [Number(feeds[0]), 'a'],
      [Number(feeds[1]), 'b'],
      [Number(feeds[2]), 'c'],
    ],
  );
  const titles = new Map(all.groups.map(group => [group.id, group.title]));
  assert.deepEqual(
    all.feeds_groups.map(each => [titles.get(each.group_id), each.feed_ids]),
    [
      ['news', `${feeds[0]},${feeds[1]}`],
      ['tech/web', feeds[0]],
    ],
  );
  const down = await ask('&items&max_id=9007199254740991');
  assert.equal(down.total_items, 30);
  assert.deepEqual(
    down.items.slice(0, 2).map(item => item.title),
    ['c9', 'c8'],
  );
  const middle = down.items[9]!.id;
  assert.equal((await ask(`&items&max_id=${middle}`)).items[0]?.title, 'b9');
  assert.deepEqual((await ask(`&items&since_id=${middle}`)).items.map(item => item.title).slice(0, 2), [
    'c1',
    'c2',
  ]);
  assert.equal((await ask('&items&since_id=0')).items[0]?.title, 'a0');
  const [one] = (await ask(`&items&with_ids=${middle},999,x`)).items;
  assert.deepEqual([one?.title, one?.html, one?.is_read, one?.is_saved], ['c0', '<p>about c0</p>', 0, 0]);
  assert.equal((await ask('&items&max_id=99999999999999999999')).items.length, 30);
});

test('an app takes the pictures of the feeds that have one, and of no one else’s', async t => {
  const { ask, feeds, ctx } = await setUp(t);
  const other = [...(await addSubscriptions(ctx.db, 'member', [outline('other')], false)).values()][0]!.id;
  const data = Buffer.from('89504e470d0a1a0a', 'hex');
  const hash = 'a'.repeat(32);
  for (const id of [Number(feeds[1]), other]) {
    await sql`insert into feed_icons (feed_id, next_fetch_at) values (${id}, now()) on conflict do nothing`.execute(
      ctx.db,
    );
    await keepIcon(ctx.db, id, { hash, type: 'image/png', data }, new Date());
  }
  const answer = await ask('&feeds&favicons');
  assert.deepEqual(answer.favicons, [{ id: Number(feeds[1]), data: 'image/png;base64,iVBORw0KGgo=' }]);
  assert.deepEqual(
    answer.feeds.map(feed => feed.favicon_id),
    [0, Number(feeds[1]), 0],
  );
});

test('items, feeds and groups are marked, as far as they had come before a time', async t => {
  const { ask, feeds } = await setUp(t);
  const unread = async () =>
    (await ask('&unread_item_ids')).unread_item_ids.split(',').filter(Boolean).length;
  const id = (await ask('&items&max_id=999999')).items[0]!.id;
  await ask('', `&mark=item&as=read&id=${id}`);
  await ask('', `&mark=item&as=saved&id=${id}`);
  assert.equal(await unread(), 29);
  assert.equal((await ask('&saved_item_ids')).saved_item_ids, String(id));
  await ask('', `&mark=item&as=unread&id=${id}`);
  await ask('', `&mark=item&as=unsaved&id=${id}`);
  assert.deepEqual([await unread(), (await ask('&saved_item_ids')).saved_item_ids], [30, '']);

  const [now, past] = [Math.floor(Date.now() / 1000) + 1, 1_000_000_000];
  await ask('', `&mark=feed&as=read&id=${feeds[2]}&before=${past}`);
  assert.equal(await unread(), 30);
  await ask('', `&mark=feed&as=read&id=${feeds[2]}&before=${now}`);
  assert.equal(await unread(), 20);
  const tech = (await ask('&groups')).groups.find(group => group.title === 'tech/web')!.id;
  await ask('', `&mark=group&as=read&id=${tech}&before=${now}`);
  assert.equal(await unread(), 10);
  await ask('', `&mark=group&as=read&id=-1&before=${now}`);
  assert.equal(await unread(), 10);
  await ask('', `&mark=group&as=read&id=0&before=${now}`);
  assert.equal(await unread(), 0);
});

test('a mark of what is not there is an error and marks nothing', async t => {
  const { key, post, ask } = await setUp(t);
  for (const form of [
    'mark=feed&as=read&id=999&before=9999999999',
    'mark=feed&as=read&before=9999999999',
    'mark=feed&as=read&id=0',
    'mark=group&as=read&id=7&before=9999999999',
    'mark=group&as=read&id=&before=9999999999',
    'mark=group&as=read&id=0&before=x',
    'mark=group&as=saved&id=0',
    'mark=everything&as=read&id=0',
    'mark=item&as=__proto__&id=1',
  ]) {
    const answer = await post('/fever?api', `api_key=${key}&${form}`, 'application/x-www-form-urlencoded');
    assert.ok([400, 404].includes(answer.status), form);
  }
  assert.equal((await ask('&unread_item_ids')).unread_item_ids.split(',').length, 30);
});

test('a key is taken from a form of either kind and in either case, at both addresses, and never from the address', async t => {
  const { key, post, url, ctx } = await setUp(t);
  const auth = async (answer: Response) => {
    assert.equal(answer.status, 200);
    return ((await answer.json()) as FeverAnswer).auth;
  };
  const form = new FormData();
  form.set('api_key', key);
  assert.equal(await auth(await post('/fever/?api', form)), 1);
  assert.equal(await auth(await post('/reader/fever/?api', `api_key=${key.toUpperCase()}`)), 1);
  for (const body of ['', 'api_key=', 'api_key=0', `api_key=${'0'.repeat(32)}`])
    assert.equal(await auth(await post('/fever/?api&items', body)), 0, body);
  assert.equal(await auth(await fetch(`${url}/fever/?api&api_key=${key}`)), 0);
  assert.equal((await post('/fever/?api', '--x\r\nbroken', 'multipart/form-data; boundary=x')).status, 400);
  const { id } = (await listAppPasswords(ctx, { account: OWNER })).passwords[0]!;
  await revokeAppPassword(ctx, { account: OWNER, id });
  assert.equal(await auth(await post('/fever/?api', `api_key=${key}`)), 0);
});
