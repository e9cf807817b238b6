import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OWNER } from '../../contract.ts';
import { listFeeds } from '../../methods/feeds/list-feeds.ts';
import { feedServer, rss } from '../../testing/feed-server.ts';
import { type Entry, type MinifluxAnswer, miniflux } from '../testing/miniflux.ts';

test('an app signs in with a token or with login and password, and is told what is wrong', async t => {
  const { ask, login, password, url } = await miniflux(t);
  const basic = (text: string) => ({ authorization: `Basic ${Buffer.from(text).toString('base64')}` });
  assert.equal((await ask('GET', 'me')).status, 200);
  assert.equal((await ask('GET', 'me', undefined, basic(`${login}:${password}`))).status, 200);
  assert.equal((await fetch(`${url}/v1/me`, { headers: { 'x-auth-token': password } })).status, 200);
  for (const headers of [
    {},
    { 'x-auth-token': 'wrong' },
    basic(`${login}:wrong`),
    basic(`ben:${password}`),
    basic(login),
    basic(''),
  ]) {
    const answer = await ask('GET', 'me', undefined, headers as Record<string, string>);
    assert.equal(answer.status, 401);
    assert.match(((await answer.json()) as { error_message: string }).error_message, /app password/);
  }
});

test('an app keeps entries by their ids, in pages, until the total says that there are no more', async t => {
  const { json } = await miniflux(t);
  const seen: number[] = [];
  let before = '';
  for (;;) {
    const page = await json(`entries?order=id&direction=desc&limit=8&status=unread${before}`);
    seen.push(...page.entries.map(entry => entry.id));
    if (page.total <= page.entries.length) break;
    before = `&before_entry_id=${page.entries.at(-1)!.id}`;
  }
  assert.equal(seen.length, 30);
  assert.deepEqual(
    seen,
    [...new Set(seen)].sort((a, b) => b - a),
  );
  const later = await json(`entries?order=id&direction=desc&after_entry_id=${seen[3]}`);
  assert.deepEqual(
    later.entries.map(entry => entry.id),
    seen.slice(0, 3),
  );
  const pages = await Promise.all([0, 12, 24, 36].map(offset => json(`entries?limit=12&offset=${offset}`)));
  assert.deepEqual(
    pages.map(page => [page.entries.length, page.total]),
    [
      [12, 30],
      [12, 30],
      [6, 30],
      [0, 30],
    ],
  );
});

test('entries are of a feed or a category, read or starred, published between two times, in either order', async t => {
  const { ask, json, titles, feeds } = await miniflux(t);
  assert.deepEqual(await titles(`feeds/${feeds[1]}/entries?limit=2`), ['b0', 'b1']);
  assert.deepEqual(await titles(`entries?feed_id=${feeds[1]}&limit=2&direction=desc`), ['b9', 'b8']);
  const answer = await ask('GET', 'categories');
  const categories = (await answer.json()) as { id: number; title: string; feed_count: number }[];
  assert.deepEqual(
    categories.map(each => [each.title, each.feed_count]),
    [
      ['All', 1],
      ['news', 2],
      ['tech/web', 1],
    ],
  );
  const [none, news, tech] = categories.map(each => each.id);
  assert.deepEqual(new Set(await titles(`categories/${news}/entries`)).size, 20);
  assert.deepEqual(await titles(`entries?category_id=${tech}&limit=1`), ['a0']);
  assert.deepEqual((await titles(`categories/${none}/entries?direction=desc`))[0], 'c9');
  const at = (hour: number) => Date.UTC(2025, 0, 1, hour) / 1000;
  assert.deepEqual(
    await titles(`entries?published_after=${at(3)}&published_before=${at(4)}&order=published_at`),
    ['a3', 'b3', 'c3'],
  );
  assert.deepEqual(await titles('entries?search=about+b7'), ['b7']);

  const [one, two] = (await json('entries?order=id&limit=2')).entries.map(entry => entry.id);
  const marked = await ask('PUT', 'entries', { entry_ids: [one], status: 'read' });
  assert.deepEqual([marked.status, await marked.text()], [204, '']);
  assert.equal((await ask('PUT', `entries/${two}/bookmark`)).status, 204);
  assert.deepEqual(await titles('entries?status=read'), ['a0']);
  assert.deepEqual(await titles('entries?starred=true'), ['a1']);
  assert.deepEqual(await titles('entries?starred=True'), ['a1']);
  assert.equal((await json('entries?status=read&status=unread')).total, 30);
  assert.equal((await json('entries?starred=false')).total, 29);
  const entry = (await (await ask('GET', `entries/${two}`)).json()) as Entry;
  assert.deepEqual(
    [entry.title, entry.status, entry.starred, entry.content, entry.feed.title],
    ['a1', 'unread', true, '<p>about a1</p>', 'a'],
  );
  assert.equal((await ask('PUT', `entries/${two}/bookmark`)).status, 204);
  assert.deepEqual(await titles('entries?starred=true'), []);

  assert.equal((await ask('PUT', `feeds/${feeds[0]}/mark-all-as-read`)).status, 204);
  assert.equal((await ask('PUT', `categories/${none}/mark-all-as-read`)).status, 204);
  assert.deepEqual((await json('feeds/counters')).unreads, { [feeds[0]]: 0, [feeds[1]]: 10, [feeds[2]]: 0 });
  const me = await json('me');
  assert.equal((await ask('PUT', `users/${me.id}/mark-all-as-read`)).status, 204);
  assert.deepEqual(await titles('entries?status=unread'), []);
});

test('feeds and categories are found, added, changed and removed', async t => {
  const { ask, json, ctx, feeds } = await miniflux(t);
  const server = await feedServer(t, {
    '/': {
      headers: { 'content-type': 'text/html' },
      body: '<link rel="alternate" type="application/rss+xml" href="/my-feed">',
    },
    '/my-feed': { body: rss(['1'], { title: 'Found' }) },
  });
  const found = await (await ask('POST', 'discover', { url: server.origin })).json();
  assert.deepEqual(found, [{ url: `${server.origin}/my-feed`, title: 'Found', type: 'rss' }]);
  const { category } = await json(`feeds/${feeds[1]}`);
  const categories = (await (await ask('GET', 'categories')).json()) as { id: number; title: string }[];
  const news = categories.find(each => each.title === category.title)!.id;
  const created = await ask('POST', 'feeds', { feed_url: `${server.origin}/my-feed`, category_id: news });
  assert.equal(created.status, 201);
  const { feed_id: id } = (await created.json()) as MinifluxAnswer;
  assert.deepEqual((await json(`feeds/${id}`)).category.title, 'news');
  const changed = await ask('PUT', `feeds/${id}`, { title: 'Mine', category_id: 1 });
  assert.equal(changed.status, 201);
  assert.equal((await ask('PUT', `categories/${news}`, { title: 'Neues' })).status, 201);
  assert.equal((await ask('PUT', `feeds/${id}/refresh`)).status, 204);
  assert.equal((await ask('DELETE', `feeds/${feeds[2]}`)).status, 204);
  const mine = (await listFeeds(ctx, { account: OWNER })).feeds.map(feed => [feed.title, feed.tags]);
  assert.deepEqual(mine, [
    ['a', ['Neues', 'tech/web']],
    ['b', ['Neues']],
    ['Mine', []],
  ]);
  const opml = await (await ask('GET', 'export')).text();
  assert.equal(
    (await ask('POST', 'import', opml.replace('https://b.example/', 'https://d.example/'))).status,
    201,
  );
  assert.equal((await listFeeds(ctx, { account: OWNER })).feeds.length, 4);
});

test('what a search finds is narrowed by the same filters as a list, and comes in pages', async t => {
  const { ask, json, titles, feeds } = await miniflux(t);
  const words = 'entries?search=about';
  assert.equal((await json(`${words}&limit=0`)).total, 30);
  const first = await titles(`${words}&feed_id=${feeds[1]}&limit=3`);
  assert.deepEqual(first, ['b9', 'b8', 'b7']);
  assert.deepEqual(await titles(`${words}&feed_id=${feeds[1]}&limit=3&offset=8`), ['b1', 'b0']);
  assert.equal((await json(`feeds/${feeds[1]}/entries?search=about&limit=1`)).total, 10);
  const [entry] = (await json(`${words}&feed_id=${feeds[2]}&limit=1`)).entries;
  await ask('PUT', 'entries', { entry_ids: [entry!.id], status: 'read' });
  await ask('PUT', `entries/${entry!.id}/bookmark`);
  assert.deepEqual(await titles(`${words}&status=read`), ['c9']);
  assert.equal((await json(`${words}&status=unread&category_id=1`)).total, 9, 'of the feeds without a tag');
  assert.deepEqual(await titles(`${words}&starred=true`), ['c9']);
  assert.equal((await json(`${words}&starred=false&limit=1`)).total, 29);
  assert.deepEqual(await titles(`${words}&before_entry_id=${entry!.id}&feed_id=${feeds[2]}&limit=1`), ['c8']);
  assert.equal((await ask('GET', `${words}&status=new`)).status, 400);
});

test('what is not right is refused, and nothing is marked by it', async t => {
  const { ask, json } = await miniflux(t);
  const wrong: [string, string, unknown?][] = [
    ['GET', 'entries?status=new'],
    ['GET', 'entries?limit=-1'],
    ['GET', 'entries?offset=x'],
    ['GET', 'entries?direction=up'],
    ['GET', 'entries?feed_id=999'],
    ['GET', 'entries?category_id=999'],
    ['GET', 'entries?after_entry_id=1e3'],
    ['GET', 'entries?before=9999999999999'],
    ['GET', 'entries/999'],
    ['GET', 'entries/x'],
    ['GET', 'feeds/999'],
    ['GET', 'feeds/1/icon'],
    ['GET', 'icons/x'],
    ['GET', 'entries/999/fetch-content'],
    ['PUT', 'enclosures/99900', { media_progression: 1 }],
    ['PUT', 'enclosures/100', { media_progression: -1 }],
    ['PUT', 'enclosures/100', { media_progression: 'x' }],
    ['PUT', 'feeds/999/mark-all-as-read'],
    ['PUT', 'feeds/0/mark-all-as-read'],
    ['PUT', 'categories/999/mark-all-as-read'],
    ['PUT', 'categories/x/mark-all-as-read'],
    ['PUT', 'users/0/mark-all-as-read'],
    ['PUT', 'entries', ''],
    ['PUT', 'entries', '[]'],
    ['PUT', 'entries', { entry_ids: [], status: 'read' }],
    ['PUT', 'entries', { entry_ids: ['1'], status: 'read' }],
    ['PUT', 'entries', { entry_ids: [1], status: 'removed' }],
    ['PUT', 'entries/999/bookmark'],
    ['DELETE', 'feeds/999'],
    ['DELETE', 'categories/1'],
    ['POST', 'feeds', {}],
    ['POST', 'feeds', { feed_url: 'https://x.example/\0' }],
    ['PUT', 'categories/1', { title: 'x' }],
    ['POST', 'discover', '{'],
    ['POST', 'import', 'x'],
  ];
  for (const [method, path, body] of wrong) {
    const answer = await ask(method, path, body);
    assert.ok(
      [400, 404].includes(answer.status),
      `${method} ${path} ${JSON.stringify(body)}: ${answer.status}`,
    );
    assert.match(await answer.text(), /^\{"error_message":/);
  }
  assert.equal((await json('entries?status=unread')).total, 30);
});
