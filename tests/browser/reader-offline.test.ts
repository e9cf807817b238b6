import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { OWNER, readerContract } from '../../services/reader/contract.ts';
import { feedServer } from '../../services/reader/testing/feed-server.ts';
import { startNetwork } from '../support/network.ts';
import { ownerContext, signIn } from '../support/signed-in.ts';
import { launch, noChromium } from './support/chromium.ts';
import { inspect } from './support/inspect.ts';

const FEED = `<?xml version="1.0"?><rss version="2.0"><channel><title>Rain</title><link>https://blog.example/</link>${[
  0, 1, 2,
]
  .map(
    n =>
      `<item><guid isPermaLink="false">${n}</guid><title>Rain ${n}</title><description>The text of ${n}.</description></item>`,
  )
  .join('')}</channel></rss>`;

/** Waits until something is true in the page, whose policy forbids the browser driver's own way to wait for it. */
async function until(page: Page, expression: string): Promise<void> {
  for (let tries = 0; !(await page.evaluate<boolean>(expression)); tries++) {
    assert.ok(tries < 200, expression);
    await page.waitForTimeout(50);
  }
}

test('the reader reads and marks without a network, and leaves nothing after signing out', {
  skip: noChromium,
}, async t => {
  const server = await feedServer(t);
  server.pages['/Rain'] = { body: FEED };
  const network = await startNetwork(t);
  const reader = network.host.clients.of(readerContract);
  await reader.subscribe({ account: OWNER, url: `${server.origin}/Rain` });
  const context = await ownerContext(network, await launch(t));
  const page = await context.newPage();
  await page.goto(`${network.origin}/reader`);
  await until(page, `document.body.dataset.ahead === '3'`);
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
  const starred = await reader.listItems({ account: OWNER, view: 'starred', limit: 10 });
  assert.deepEqual(
    starred.items.map(({ title }) => title),
    ['Rain 2'],
  );

  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.waitForURL(`${network.origin}/`);
  assert.deepEqual(await page.evaluate(`caches.keys()`), []);
  assert.equal(await page.evaluate(`localStorage.length`), 0);

  // A session that ended elsewhere leaves nothing either.
  await signIn(network, context, context.token);
  await page.goto(`${network.origin}/reader`);
  await until(page, `document.body.dataset.ahead === '2'`);
  assert.notDeepEqual(await page.evaluate(`caches.keys()`), []);
  await context.clearCookies();
  await page.goto(`${network.origin}/reader`);
  await page.waitForURL(/sign-in/);
  assert.deepEqual(await page.evaluate(`caches.keys()`), []);
});
