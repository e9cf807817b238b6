import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { Page } from 'playwright-core';
import { apiContract } from '../../services/api/contract.ts';
import { OWNER, readerContract } from '../../services/reader/contract.ts';
import { feedServer } from '../../services/reader/testing/feed-server.ts';
import { startNetwork } from '../support/network.ts';
import { ownerContext, signIn } from '../support/signed-in.ts';
import { launch, noChromium } from './support/chromium.ts';
import { inspect } from './support/inspect.ts';
import { type Look, looks } from './support/looks.ts';
import { until } from './support/until.ts';

const skip = noChromium;

/** A feed with so many items, an hour between them; the first has an episode. */
function feed(origin: string, title: string, items: number): string {
  const time = (n: number) => new Date(Date.now() - (n + 1) * 3_600_000).toUTCString();
  const episode = `<enclosure url="${origin}/episode.wav" type="audio/wav" length="1"/>
    <enclosure url="${origin}/film.mp4" type="video/mp4" length="1"/><enclosure url="${origin}/small.mp4" type="video/mp4" length="1"/>`;
  const entries = Array.from(
    { length: items },
    (_, n) => `<item><guid isPermaLink="false">${title}-${n}</guid><title>${title} ${n}</title>
      <link>https://blog.example/${n}</link><pubDate>${time(n)}</pubDate>${n === 0 ? episode : ''}
      <description>&lt;p&gt;The text of ${n}, &lt;a href="/x"&gt;with a link&lt;/a&gt;.&lt;/p&gt;</description></item>`,
  );
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>${title}</title>
    <link>https://blog.example/</link>${entries.join('')}</channel></rss>`;
}

/** A site whose owner reads these feeds of a server of the test, each with its number of items. */
async function reading(t: TestContext, feeds: Readonly<Record<string, number>>) {
  const server = await feedServer(t);
  for (const [title, items] of Object.entries(feeds))
    server.pages[`/${title}`] = { body: feed(server.origin, title, items) };
  const network = await startNetwork(t);
  const reader = network.host.clients.of(readerContract);
  const ids: string[] = [];
  for (const title of Object.keys(feeds)) {
    const added = await reader.subscribe({ account: OWNER, url: `${server.origin}/${title}`, tags: ['tea'] });
    ids.push(added.feed.id);
  }
  const unread = async () => {
    const found = await reader.listFeeds({ account: OWNER });
    return found.feeds.reduce((sum, one) => sum + one.unread, 0);
  };
  return { server, network, reader, ids, unread };
}

const AUDIO = `document.querySelector('audio')`;
const VIDEO = `document.querySelector('video')`;

const titles = (page: Page) => page.locator('.entry .title a').allTextContents();

test('without JavaScript one subscribes, reads, takes back and leaves', { skip }, async t => {
  const { server, network, unread } = await reading(t, { Rain: 5 });
  server.pages['/Fog'] = { body: feed(server.origin, 'Fog', 2) };
  const context = await ownerContext(network, await launch(t), { javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${network.origin}/reader/subscribe`);
  await page.getByLabel('Address of a site').fill(`${server.origin}/Fog`);
  await page.getByLabel('Tags').fill('tea, mornings');
  await page.getByRole('button', { name: 'Subscribe' }).click();
  await page.getByText('You are subscribed to Fog.').waitFor();
  await page.goto(`${network.origin}/reader/tag/mornings`);
  assert.deepEqual(await titles(page), ['Unread: Fog 0', 'Unread: Fog 1']);

  await page.goto(`${network.origin}/reader`);
  await page.getByRole('button', { name: 'Star: Rain 1' }).click();
  await page.locator('.entry', { hasText: 'Rain 2' }).locator('summary').click();
  await page.locator('.entry', { hasText: 'Rain 2' }).getByRole('button', { name: 'Mark all above' }).click();
  await page.getByText('4 items marked as read.').waitFor();
  assert.equal(await unread(), 3);
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('4 items unread again.').waitFor();
  await page.locator('.menu summary[aria-label="Mark as read"]').click();
  await page.getByRole('button', { name: 'Mark all as read' }).click();
  await page.getByRole('heading', { name: 'All read' }).waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('7 items unread again.').waitFor();

  await page.getByRole('link', { name: 'Rain 0' }).click();
  await page.getByText('The text of 0, with a link.').waitFor();
  assert.equal(await unread(), 6);
  await page.getByRole('textbox', { name: 'Your tags' }).fill('keep');
  await page.getByRole('button', { name: 'Add' }).click();
  await page.getByRole('button', { name: 'Like' }).click();
  await page.getByRole('link', { name: 'See the post' }).click();
  await page.locator('.u-like-of, [class*="like"]').first().waitFor();
  const api = network.host.clients.of(apiContract);
  assert.equal((await api.listPosts({})).posts[0]?.target?.url, 'https://blog.example/0');

  await page.goto(`${network.origin}/reader/starred`);
  assert.deepEqual(await titles(page), ['Unread: Rain 1']);
  await page.goto(`${network.origin}/reader/search?q=fog`);
  assert.equal((await titles(page)).length, 2);
  await page.getByRole('link', { name: 'Fog', exact: true }).first().click();
  await page.getByRole('link', { name: 'Change' }).click();
  await page.getByText('Unsubscribe…').click();
  await page.getByRole('button', { name: 'Unsubscribe from Fog' }).click();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('You are subscribed to Fog.').waitFor();
});

test('keys go through a list without end, of which the document holds a part', { skip }, async t => {
  const { network, unread } = await reading(t, { Rain: 500, Fog: 500, Hail: 500, Snow: 500 });
  const context = await ownerContext(network, await launch(t));
  const page = await context.newPage();
  await page.goto(`${network.origin}/reader?view=all`);
  const before = await unread();
  await page.keyboard.press('j');
  await page.locator('.entry.open .content').getByText('The text of 0').waitFor();
  await page.keyboard.press('n');
  await page.keyboard.press('s');
  await page.keyboard.press('o');
  await page.locator('.entry.open.at.starred .content').waitFor();
  assert.equal(await page.locator('.entry.open').count(), 1);
  await page
    .locator('[data-count=all]')
    .first()
    .getByText(String(before - 2))
    .waitFor();
  await page.keyboard.press('k');
  await page.keyboard.press('m');
  await page.locator('.entry.at.unread').waitFor();

  // What is marked while the network is away arrives when it is back, also after the page was left.
  await context.setOffline(true);
  await page.keyboard.press('m');
  await page.keyboard.press('n');
  await page.keyboard.press('n');
  await page.keyboard.press('m');
  assert.equal(await page.locator('.entry:not(.unread)').count(), 3);
  await context.setOffline(false);
  await page.goto(`${network.origin}/reader?view=all`);
  await until(page, `localStorage.length === 0`);
  assert.equal(await unread(), before - 3);

  const nodes = () => page.evaluate<number>(`document.querySelectorAll('*').length`);
  const read = () => page.evaluate<string>(`document.querySelector('.page-read').textContent`);
  let most = 0;
  await page.mouse.move(800, 400);
  while (!/ 2000 /.test(await read())) {
    await page.mouse.wheel(0, 6_000);
    await page.waitForTimeout(40);
    most = Math.max(most, await nodes());
  }
  assert.ok(most < 4_000, `${most} nodes`);
  await until(page, `document.querySelectorAll('.entry').length < 500`);
  await page.evaluate('scrollTo(0, 0)');
  await page.locator('.entry.starred').first().waitFor();

  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keys' }).getByText('Next, previous, opened').waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('3');
  await page.locator('.entries.magazine').waitFor();
  await page.waitForLoadState();
  await page.keyboard.press('Shift+A');
  await page.getByRole('button', { name: 'Undo' }).waitFor();
  assert.equal(await unread(), 0);
  await page.keyboard.press('g');
  await page.keyboard.press('u');
  await page.getByRole('combobox', { name: 'Feed' }).fill('hail');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Hail', level: 1 }).waitFor();
});

test('each key does what the list of keys says of it, and a switch turns them off', { skip }, async t => {
  const { network, reader, unread } = await reading(t, { Rain: 6 });
  const { items } = await reader.listItems({ account: OWNER });
  await reader.markItems({ account: OWNER, ids: [items[5]!.id], starred: true, addTags: ['keep'] });
  const context = await ownerContext(network, await launch(t));
  await context.route('https://blog.example/**', route => route.fulfill({ body: 'The original.' }));
  const page = await context.newPage();
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const goes = async (path: string, ...keys: string[]) => {
    await press(...keys);
    await page.waitForURL(network.origin + path);
  };
  const at = page.locator('.entry.at .title a');
  await page.goto(`${network.origin}/reader?view=all`);
  await press('n', 'n', 'p');
  assert.match((await at.textContent()) ?? '', /Rain 0/);
  await press('Enter');
  await page.locator('.entry.at.open').waitFor();
  await press('Enter');
  await page.locator('.entry.at:not(.open)').waitFor();
  const [original] = await Promise.all([context.waitForEvent('page'), press('v')]);
  await original.getByText('The original.').waitFor();
  assert.equal(original.url(), 'https://blog.example/0');
  await press('u');
  await page.locator('body.no-side').waitFor();
  await press('u');
  await page.locator('body:not(.no-side)').waitFor();
  await press('/');
  await until(page, `document.activeElement.id === 'find'`);
  await page.evaluate('document.activeElement.blur()');
  for (const [key, layout] of [
    ['2', 'card'],
    ['1', 'list'],
  ] as const) {
    await press(key);
    await page.locator(`.entries.${layout}`).waitFor();
    await page.waitForLoadState();
  }
  await Promise.all([page.waitForEvent('load'), press('r')]);

  await goes('/reader/starred', 'g', 's');
  await goes('/reader?view=unread', 'g', 'h');
  await goes('/reader?view=all', 'g', 'a');
  await press('g', 't');
  await page.getByRole('combobox', { name: 'Tag' }).fill('keep');
  await goes('/reader/tag/keep?of=items', 'Enter');

  const letters = page.getByRole('checkbox', { name: 'Single letters are keys' });
  await press('?');
  await letters.uncheck();
  await press('Escape');
  await letters.waitFor({ state: 'detached' });
  await press('n', 'g', 's');
  assert.equal(await at.count(), 0);
  await press('?');
  await letters.check();
  await press('Escape');
  await letters.waitFor({ state: 'detached' });
  await press('n');
  await at.waitFor();
  assert.match(page.url(), /keep/);

  await goes('/reader?view=all', 'g', 'a');
  const left = await unread();
  await page.locator('.entry', { hasText: 'Rain 3' }).locator('summary').click();
  await page.locator('.entry', { hasText: 'Rain 3' }).getByRole('button', { name: 'Mark all above' }).click();
  await page.getByText('items marked as read.').waitFor();
  assert.equal(await unread(), left - 2, 'the first was read before');
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('2 items unread again.').waitFor();
});

test('what is bookmarked or reposted from an item is a post, which can be taken back, and a reply begins with what it answers', {
  skip,
}, async t => {
  const { network } = await reading(t, { Rain: 1 });
  const api = network.host.clients.of(apiContract);
  const context = await ownerContext(network, await launch(t));
  const page = await context.newPage();
  await page.goto(`${network.origin}/reader`);
  await page.keyboard.press('j');
  for (const [kind, said] of [
    ['Bookmark', 'Bookmarked on your site.'],
    ['Repost', 'Reposted on your site.'],
  ] as const) {
    await page.getByRole('button', { name: kind, exact: true }).click();
    await page.getByText(said).waitFor();
    assert.equal((await api.listPosts({})).posts[0]?.kind, kind.toLowerCase());
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('The post is deleted.').waitFor();
    assert.deepEqual((await api.listPosts({})).posts, []);
  }
  await page.getByRole('link', { name: 'Reply' }).click();
  await page.waitForURL(/\/admin\/posts\/new\?kind=reply/);
  const about = page.getByLabel('Address that it is about');
  assert.equal(await about.inputValue(), 'https://blog.example/0');
});

test('a finger marks by a swipe and scrolls by going down, and an episode and a film go on where they were', {
  skip,
}, async t => {
  const { server, network, reader } = await reading(t, { Rain: 30 });
  server.pages['/episode.wav'] = { body: wav(40), headers: { 'content-type': 'audio/wav' } };
  server.pages['/film.mp4'] = server.pages['/episode.wav'];
  const context = await ownerContext(network, await launch(t), looks.phone.context);
  const page = await context.newPage();
  await page.goto(`${network.origin}/reader?view=all`);
  const devtools = await context.newCDPSession(page);
  const drag = async (text: string, by: { x: number; y: number }) => {
    const box = (await page.locator('.entry', { hasText: text }).first().locator('.row').boundingBox())!;
    const at = { x: box.x + box.width / 2, y: box.y + box.height - 14 };
    const touch = (type: string, part: number) =>
      devtools.send('Input.dispatchTouchEvent', {
        type: type as 'touchMove',
        touchPoints: type === 'touchEnd' ? [] : [{ x: at.x + by.x * part, y: at.y + by.y * part }],
      });
    await touch('touchStart', 0);
    for (let step = 1; step <= 8; step++) await touch('touchMove', step / 8);
    await touch('touchEnd', 1);
  };
  const entry = (text: string) => page.locator('.entry', { hasText: text }).first();
  await drag('Rain 1', { x: 140, y: 6 });
  await until(page, `!document.querySelectorAll('.entry')[1].classList.contains('unread')`);
  await drag('Rain 2', { x: -140, y: 6 });
  await page.locator('.entry.starred', { hasText: 'Rain 2' }).waitFor();
  await drag('Rain 3', { x: 40, y: 0 });
  await drag('Rain 4', { x: 60, y: -300 });
  await until(page, 'scrollY > 100');
  assert.match((await entry('Rain 3').getAttribute('class')) ?? '', /unread/);
  assert.match((await entry('Rain 4').getAttribute('class')) ?? '', /unread/);
  assert.equal(await page.locator('.swipe-hint').count(), 0);

  // A tap while the list still glides only stops it.
  await page.evaluate(
    'new Promise(done => { let last = -1; const look = () => { if (scrollY === last) done(); last = scrollY; setTimeout(look, 200); }; look(); })',
  );
  await page.evaluate('scrollTo(0, 0)');
  await entry('Rain 0').getByRole('link', { name: 'Rain 0' }).tap();
  await page.locator('.entry.open audio').waitFor();
  const id = (await page.locator('.entry.open').getAttribute('data-id'))!;
  await page.evaluate(`${AUDIO}.muted = true, ${AUDIO}.play()`);
  await page.evaluate(`${AUDIO}.currentTime = 21`);
  await until(page, `${AUDIO}.currentTime > 21`);
  await page.evaluate(`${AUDIO}.pause()`);
  await until(page, 'localStorage.length === 0');
  await page.evaluate(`${VIDEO}.muted = true, ${VIDEO}.play()`);
  await page.evaluate(`${VIDEO}.currentTime = 31`);
  await until(page, `${VIDEO}.currentTime > 31`);
  await page.evaluate(`${VIDEO}.pause()`);
  await until(page, 'localStorage.length === 0');
  assert.equal(await page.locator('.entry.open video').count(), 1, 'one of the sizes of a film');
  const { enclosures } = await reader.getItem({ account: OWNER, id });
  assert.deepEqual(
    enclosures.map(({ position = 0 }) => Math.floor(position / 10)),
    [2, 3, 0],
  );
  await page.goto(`${network.origin}/reader/item/${id}`);
  const heard = Math.floor(enclosures[0]!.position!);
  assert.equal(await page.locator('audio').getAttribute('src'), `${server.origin}/episode.wav#t=${heard}`);
  await page.evaluate(`${AUDIO}.muted = true, ${AUDIO}.play()`);
  assert.ok((await page.evaluate<number>(`${AUDIO}.currentTime`)) >= 21);
});

test('every page of the reader is accessible and fits, wide, on a phone and in the dark', {
  skip,
}, async t => {
  const { server, network, reader, ids } = await reading(t, { Rain: 8, Fog: 3 });
  const browser = await launch(t);
  const { token } = await ownerContext(network, browser);
  server.pages['/Fog'] = { status: 500 };
  await reader.pollNow({ account: OWNER, id: ids[1]! });
  const { items } = await reader.listItems({ account: OWNER });
  // Not one with an episode: the browser's own player moves its parts about.
  const item = items.find(({ enclosures }) => enclosures.length === 0)!;
  const found: Record<string, string[]> = {};
  for (const [name, look] of Object.entries<Look>(looks)) {
    const context = await browser.newContext(look.context);
    await signIn(network, context, token);
    for (const path of [
      '?view=all',
      '?view=all&layout=card',
      '?view=all&layout=magazine',
      `/item/${item.id}`,
      '/health',
      `/feed/${ids[1]}/health`,
      `/feed/${ids[0]}/edit`,
      `/feed/${ids[0]}/options`,
      '/feeds',
      '/save',
      '/rules/new',
    ]) {
      const problems = await inspect(context, `${network.origin}/reader${path}`, {
        look,
        cookies: true,
      });
      if (problems.length > 0) found[`${name} ${path}`] = problems;
    }
    await context.close();
  }
  assert.deepEqual(found, {});
});

/** A silent recording of so many seconds (RIFF WAVE, 8 bits, 8 kHz). */
function wav(seconds: number): Buffer {
  const size = seconds * 8_000;
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + size, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(8_000, 24);
  head.writeUInt32LE(8_000, 28);
  head.writeUInt16LE(1, 32);
  head.writeUInt16LE(8, 34);
  head.write('data', 36);
  head.writeUInt32LE(size, 40);
  return Buffer.concat([head, Buffer.alloc(size, 128)]);
}
