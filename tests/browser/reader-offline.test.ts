import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { apiContract } from '../../services/api/contract.ts';
import { OWNER } from '../../services/reader/contract.ts';
import { noChromium } from './support/chromium.ts';
import { inspect } from './support/inspect.ts';
import { reading } from './support/offline-reading.ts';
import { until } from './support/until.ts';

test('the reader reads and marks without a network, and leaves nothing after signing out', {
  skip: noChromium,
}, async t => {
  const { network, reader, context, page, starred, open } = await reading(t);
  await open(3);
  assert.equal((await reader.listFeeds({ account: OWNER })).feeds[0]!.unread, 3);

  await context.setOffline(true);
  await page.reload();
  await page.getByText('Offline: as of').waitFor();
  await page.getByRole('link', { name: 'Rain 1' }).click();
  await page.locator('.entry.open .content').getByText('The text of 1.').waitFor();
  await page.getByRole('button', { name: 'Star: Rain 2' }).click();
  await page.getByText('2 to be sent.').waitFor();
  await page.goto(`${network.origin}/reader/health`);
  await page.getByRole('heading', { name: 'Offline' }).waitFor();
  await page.getByRole('link', { name: 'All items' }).click();
  await page.getByText('2 to be sent.').waitFor();

  assert.equal(await page.locator('.entry.starred').count(), 1);
  assert.equal(await page.locator('.entry.unread').count(), 2);
  const missing = `${network.origin}/reader/health`;
  assert.deepEqual(await inspect(context, missing, { status: 503, cookies: true }), []);

  await context.setOffline(false);
  await page.getByText(/^As of/).waitFor();
  await until(page, `localStorage.length === 0`);
  assert.equal((await reader.listFeeds({ account: OWNER })).feeds[0]!.unread, 2);
  assert.deepEqual(await starred(), ['Rain 2']);

  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.waitForURL(`${network.origin}/`);
  assert.deepEqual(await page.evaluate(`caches.keys()`), []);
  assert.equal(await page.evaluate(`localStorage.length`), 0);
});

test('what is done without a network is done when it is back, also where the browser thinks it is there', {
  skip: noChromium,
}, async t => {
  const { network, reader, context, page, open } = await reading(t);
  const counts = async () => (await reader.listFeeds({ account: OWNER })).feeds[0]!.unread;
  const sent = () => until(page, `localStorage.length === 0`);
  await open(3);
  await page.goto(`${network.origin}/reader/save`);
  await until(
    page,
    `caches.open('reader-pages').then(cache => cache.match(location.href, { ignoreVary: true })).then(Boolean)`,
  );
  await context.setOffline(true);
  await page.getByLabel('Address').fill(`${network.origin}/about`);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Kept here.').waitFor();
  await page.goto(`${network.origin}/reader`);
  await page.keyboard.press('j');
  await page.getByRole('button', { name: 'Like' }).click();
  await page.getByText('Kept here.').waitFor();
  await page.getByText('3 to be sent.').waitFor();
  await page.keyboard.press('Shift+A');
  await page.getByText('4 to be sent.').waitFor();
  assert.equal(await page.locator('.entry.unread').count(), 0);
  await page.reload();
  await page.getByText('4 to be sent.').waitFor();
  assert.equal(await page.locator('.entry.unread').count(), 0);
  assert.equal(await counts(), 3);

  await context.setOffline(false);
  await sent();
  assert.equal(await counts(), 0);
  const { items } = await reader.listItems({ account: OWNER, view: 'saved' });
  assert.deepEqual(
    items.map(({ url }) => url),
    [`${network.origin}/about`],
  );
  const { posts } = await network.host.clients.of(apiContract).listPosts({});
  assert.deepEqual(
    posts.map(({ kind, target }) => [kind, target?.url]),
    [['like', 'https://blog.example/0']],
  );

  const { items: all } = await reader.listItems({ account: OWNER });
  await reader.markItems({ account: OWNER, ids: all.map(({ id }) => id), read: false });
  await page.addInitScript(`Object.defineProperty(navigator, 'onLine', { value: true })`);
  await open(3);
  await context.setOffline(true);
  await page.locator('.menu summary[aria-label="Mark as read"]').click();
  await page.getByRole('button', { name: 'Mark all as read' }).click();
  await page.getByText('Kept here.').waitFor();
  assert.equal(await page.locator('.entry.unread').count(), 0);
  assert.equal(await counts(), 3);
  await context.setOffline(false);
  await sent();
  assert.equal(await counts(), 0);
});

test('what comes while the page is open is fetched ahead too, unless data is to be saved', {
  skip: noChromium,
}, async t => {
  const { context, page, poll, open } = await reading(t);
  await open(3);
  await poll([3, 0, 1, 2]);
  await page.evaluate(`document.dispatchEvent(new Event('visibilitychange'))`);
  await until(page, `document.body.dataset.ahead === '4'`);
  await context.setOffline(true);
  await page.reload();
  await page.getByRole('link', { name: 'Rain 3' }).click();
  await page.locator('.entry.open .content').getByText('The text of 3.').waitFor();
  await context.setOffline(false);

  await page.addInitScript(`Object.defineProperty(navigator, 'connection', { value: { saveData: true } })`);
  await poll([4, 3, 0, 1, 2]);
  await page.reload();
  await poll([5, 4, 3, 0, 1, 2]);
  const counted = page.waitForResponse(/\/reader\/counts/);
  await page.evaluate(`document.dispatchEvent(new Event('visibilitychange'))`);
  await counted;
  await page.locator('.bar .count', { hasText: '5' }).waitFor();
  await page.waitForTimeout(500);
  assert.equal(await page.evaluate(`document.body.dataset.ahead`), undefined);
});

/** The beginning of a PNG, and a megabyte of what cannot be packed. */
const picture = () => Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), randomBytes(1_000_000)]);
const PICTURES = `caches.open('reader-images').then(cache => cache.keys()).then(keys => keys.map(({ url }) => url))`;

test('where there is no more room the oldest pictures go, which is said once, and reading goes on', {
  skip: noChromium,
}, async t => {
  const { network, reader, context, page, poll, open } = await reading(t, picture);
  await open(3);
  const before = await page.evaluate<string[]>(PICTURES);
  assert.equal(before.length, 3);
  const usage = await page.evaluate<number>(`navigator.storage.estimate().then(({ usage }) => usage)`);
  const devtools = await context.newCDPSession(page);
  const quota = { origin: network.origin, quotaSize: usage + 600_000 };
  await devtools.send('Storage.overrideQuotaForOrigin', quota);
  const { items } = await reader.listItems({ account: OWNER, limit: 10 });
  await reader.markItems({ account: OWNER, ids: [items[0]!.id], read: true });
  await poll([3, 0, 1, 2]);

  await open(3);
  await page.getByText('This browser has no more room for this site.').waitFor();
  const after = await page.evaluate<string[]>(PICTURES);
  assert.equal(after.length, 3);
  assert.deepEqual(after.slice(0, 2), before.slice(1), 'the oldest has gone for the new one');
  await open(3);
  assert.equal(await page.getByText('This browser has no more room').count(), 0, 'said once');

  await poll([4, 3, 0, 1, 2]);
  await open(4);
  await context.setOffline(true);
  await page.reload();
  await page.getByRole('link', { name: 'Unread: Rain 4' }).click();
  await page.locator('.entry.open .content').getByText('The text of 4.').waitFor();
});

test('where storage is denied one reads and marks as ever, and is told once to leave the page open', {
  skip: noChromium,
}, async t => {
  const { network, context, page, starred } = await reading(t);
  const denied = `get() { throw new DOMException('Denied.', 'SecurityError'); }`;
  await page.addInitScript(
    `for (const name of ['localStorage', 'sessionStorage', 'caches']) Object.defineProperty(window, name, { ${denied} });
    Object.defineProperty(navigator, 'serviceWorker', { ${denied} });`,
  );
  const errors: string[] = [];
  page.on('pageerror', error => errors.push(error.message));
  await page.goto(`${network.origin}/reader`);
  await page.keyboard.press('j');
  await page.locator('.entry.open .content').getByText('The text of 0.').waitFor();
  await context.setOffline(true);
  await page.getByRole('button', { name: 'Star: Rain 1' }).click();
  await page.getByText('Leave this page open until what you marked is sent.').waitFor();
  await page.getByRole('button', { name: 'Star: Rain 2' }).click();
  await page.getByText('2 to be sent.').waitFor();
  await context.setOffline(false);
  await page.locator('.offline').waitFor({ state: 'hidden' });
  while ((await starred()).length < 2) await page.waitForTimeout(50);
  assert.deepEqual(await starred(), ['Rain 1', 'Rain 2']);
  assert.deepEqual(errors, []);
});
