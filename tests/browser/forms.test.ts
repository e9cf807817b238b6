import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testSite } from '../../services/web/testing/test-site.ts';
import { launch, noChromium } from './support/chromium.ts';

test('without JavaScript one can search, talk to the bot and take over the site', {
  skip: noChromium,
}, async t => {
  const { app, world } = await testSite(t);
  world.site = { ...world.site, claimed: false };
  const origin = await app.listen({ port: 0, host: '127.0.0.1' });
  const context = await (await launch(t)).newContext({ javaScriptEnabled: false });
  const page = await context.newPage();

  await page.goto(`${origin}/search`);
  await page.getByLabel('Search the posts').fill('mortar');
  await page.getByRole('button', { name: 'Search' }).click();
  await page.getByRole('link', { name: 'A wall without mortar' }).click();
  assert.equal(await page.locator('h1').textContent(), 'A wall without mortar');

  await page.goto(`${origin}/bot`);
  for (const text of ['hello', 'and again']) {
    await page.getByLabel('Say something').fill(text);
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText(`You said: ${text}`).waitFor();
  }
  assert.equal(await page.locator('.talk li').count(), 4);

  await page.goto(`${origin}/setup/right-code`);
  await page.getByLabel('Your name').fill('Ada');
  await page.getByLabel('Title of the site').fill('Ada’s place');
  await page.getByRole('button', { name: 'Take it over' }).click();
  assert.equal(await page.locator('.token').textContent(), 'croft_first-token');
  assert.equal(world.site.author.name, 'Ada');
});

test('where the WebSocket cannot be had, the script hands the talk to the form', {
  skip: noChromium,
}, async t => {
  const { app } = await testSite(t);
  const origin = await app.listen({ port: 0, host: '127.0.0.1' });
  const page = await (await launch(t)).newPage();
  await page.goto(`${origin}/bot`);
  await page.getByLabel('Say something').fill('hello');
  await page.keyboard.press('Enter');
  await page.getByText('You said: hello').waitFor();
  assert.equal(await page.locator('.talk li').count(), 2);
});

test('the keyboard reaches the content first, and then what scrolls', { skip: noChromium }, async t => {
  const { app } = await testSite(t);
  const origin = await app.listen({ port: 0, host: '127.0.0.1' });
  const page = await (await launch(t)).newPage({ viewport: { width: 360, height: 740 } });
  await page.goto(`${origin}/posts/a-wall-without-mortar`);
  await page.keyboard.press('Tab');
  assert.equal(await page.locator(':focus').textContent(), 'Skip to content');
  await page.keyboard.press('Enter');
  const reached: string[] = [];
  for (let step = 0; step < 16; step++) {
    await page.keyboard.press('Tab');
    reached.push(await page.evaluate<string>('document.activeElement.tagName'));
  }
  assert.ok(reached.includes('PRE') && reached.includes('DIV'), reached.join(' '));
  assert.ok(!reached.slice(0, 3).includes('NAV'));
});
