import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SESSION_COOKIE } from '../../core/http/cookies.ts';
import { apiContract } from '../../services/api/contract.ts';
import { signIn } from '../support/signed-in.ts';
import { noChromium } from './support/chromium.ts';
import { reading } from './support/offline-reading.ts';
import { until } from './support/until.ts';

test('what is kept and what waits outlasts a session that ended by itself, unseen, and goes with another person', {
  skip: noChromium,
}, async t => {
  const { network, context, page, starred, open } = await reading(t);
  await open(3);
  const api = network.host.clients.of(apiContract);
  const endSession = async () => {
    const cookies = await context.cookies();
    await api.signOut({ session: cookies.find(({ name }) => name === SESSION_COOKIE)!.value });
  };
  const star = async (title: string) => {
    await context.setOffline(true);
    await page.getByRole('button', { name: `Star: ${title}` }).click();
    await endSession();
    await context.setOffline(false);
    await page.getByText('You are signed out. What you mark is kept here until you are back').waitFor();
    await page.goto(`${network.origin}/reader`);
    await page.waitForURL(/sign-in/);
  };
  await star('Rain 2');
  await context.setOffline(true);
  await page.goto(`${network.origin}/reader`);
  await page.getByText('You are signed out. Sign in when the network is back').waitFor();
  await page.getByText(/and until .*\d{4} at the longest/).waitFor();
  assert.doesNotMatch(await page.content(), /Rain/);
  assert.deepEqual(await starred(), []);

  await context.setOffline(false);
  await signIn(network, context, context.token);
  await page.goto(`${network.origin}/reader`);
  await until(page, `localStorage.length === 0`);
  assert.deepEqual(await starred(), ['Rain 2']);
  await context.setOffline(true);
  await page.reload();
  await page.getByText('Offline: as of').waitFor();
  assert.equal(await page.locator('.entry').count(), 3);

  await context.setOffline(false);
  await page.reload();
  await star('Rain 1');
  assert.equal(await page.evaluate(`localStorage.length`), 1);
  const { url } = await api.createInvitation({ role: 'member', note: '' });
  await page.goto(url);
  await page.getByLabel('Your name').fill('Ben');
  await page.getByRole('button', { name: 'Accept' }).click();
  await page.goto(`${network.origin}/reader`);
  await page.getByRole('heading', { name: 'Nothing to read yet' }).waitFor();
  await until(page, `document.body.dataset.ahead === '0'`);
  assert.equal(await page.evaluate(`localStorage.length`), 0);
  const kept = await page.evaluate<string>(`(async () => {
    const texts = [];
    for (const name of await caches.keys())
      for (const key of await (await caches.open(name)).keys())
        texts.push(key.url, await (await (await caches.open(name)).match(key)).text());
    return texts.filter(text => text.includes('<title>') || text.startsWith('{')).join();
  })()`);
  assert.match(kept, /Nothing to read yet/);
  assert.doesNotMatch(kept, /Rain/);
  assert.deepEqual(await starred(), ['Rain 2'], 'nothing is sent for another');

  await endSession();
  await page.goto(`${network.origin}/reader`);
  await page.getByText(/it goes on .*\d{4}\./).waitFor();
  const caches = `caches.keys().then(names => names.filter(name => !name.includes('files')).sort().join())`;
  assert.equal(await page.evaluate(caches), 'reader-images,reader-pages,reader-sealed');
  const days = (count: number) =>
    page.evaluate(`caches.open('reader-sealed')
      .then(cache => cache.put('/reader/sealed', new Response(String(Date.now() - ${count} * 86_400_000))))`);
  await days(29);
  await page.reload();
  await page.getByRole('button', { name: 'Delete it now' }).waitFor();
  await page.evaluate(`localStorage.setItem('croft-reader-queue:x', '[]')`);
  await days(31);
  await page.reload();
  await until(page, `localStorage.length === 0`);
  assert.equal(await page.evaluate(caches), '');
  assert.equal(await page.getByText('what was last read here').count(), 0);
});

test('a page that is open while another signs in takes in nothing of theirs, and shows nothing of the one before', {
  skip: noChromium,
}, async t => {
  const { network, context, page, open } = await reading(t);
  await open(3);
  const api = network.host.clients.of(apiContract);
  const { url } = await api.createInvitation({ role: 'member', note: '' });
  const other = await context.newPage();
  // The page of an invitation is enough: it is not known who is there.
  await other.goto(url);
  await until(other, `caches.has('reader-sealed')`);
  await context.setOffline(true);
  await other.goto(`${network.origin}/reader`);
  await other.getByText('You are signed out.').waitFor();
  await context.setOffline(false);
  await other.goto(url);
  await other.getByLabel('Your name').fill('Ben');
  await other.getByRole('button', { name: 'Accept' }).click();
  await other.waitForURL(address => !address.pathname.startsWith('/invite'));

  await page.bringToFront();
  await page.evaluate(`document.dispatchEvent(new Event('visibilitychange'))`);
  await page.getByRole('heading', { name: 'Nothing to read yet' }).waitFor();
  assert.equal(await page.locator('.entry').count(), 0);
});
