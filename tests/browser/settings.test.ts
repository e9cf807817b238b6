import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startNetwork } from '../support/network.ts';
import { ownerContext, signIn } from '../support/signed-in.ts';
import { launch, noChromium } from './support/chromium.ts';
import { inspect } from './support/inspect.ts';
import { type Look, looks } from './support/looks.ts';

const SCREENS = ['', '/author', '/links', '/colour', '/visitors'].map(path => `/admin/settings${path}`);

test('without JavaScript the owner sets the site, is told what cannot be, and takes a setting back', {
  skip: noChromium,
}, async t => {
  const network = await startNetwork(t);
  const { origin } = network;
  const context = await ownerContext(network, await launch(t), { javaScriptEnabled: false });
  const page = await context.newPage();
  const save = () => page.getByRole('button', { name: 'Save', exact: true }).click();

  await page.goto(`${origin}/admin/settings`);
  await page.getByLabel('Title').fill('Field Notes');
  await page.getByLabel('Language').fill('English');
  await save();
  await page.getByText('Give the tag of a language').waitFor();
  assert.equal(await page.getByLabel('Title').inputValue(), 'Field Notes');
  await page.getByLabel('Language').fill('en-GB');
  await save();
  await page.getByText('Saved. Every page shows it now.').waitFor();

  await page.goto(`${origin}/admin/settings/links`);
  await page.getByLabel('Words, ways to support you 1').fill('Buy a stone');
  await page.getByLabel('Address, ways to support you 1').fill('https://stones.example/');
  await page.getByLabel('Place, menu 5').fill('1');
  await save();
  await page.goto(`${origin}/admin/settings/author`);
  await page.getByLabel('About you').fill('Writes about stone.');
  await save();
  await page.goto(`${origin}/admin/settings/colour`);
  await page.getByRole('button', { name: 'Sea' }).click();

  await page.goto(`${origin}/about`);
  const seen = await page.content();
  assert.match(seen, /<html lang="en-GB">/);
  for (const part of ['Field Notes', 'Writes about stone.', 'https://stones.example/', '/assets/accent-200-'])
    assert.ok(seen.includes(part), part);
  assert.equal(await page.locator('nav.menu a').first().textContent(), 'Search');

  await page.goto(`${origin}/admin/settings`);
  await page.getByRole('button', { name: /Back to default.*Title/ }).click();
  await page.getByText('Title is at its default again.').waitFor();
  assert.equal(await page.getByLabel('Title').inputValue(), 'Croft');

  await page.goto(`${origin}/admin/settings/visitors`);
  await page.getByLabel('Days for comments').fill('30');
  await save();
  await page.getByRole('button', { name: 'Write the terms' }).click();
  assert.match(await page.locator('textarea[name=markdown]').inputValue(), /posts of the last 30 days/);
});

test('the owner leads old paths elsewhere, and is told of a loop', { skip: noChromium }, async t => {
  const network = await startNetwork(t);
  const { origin } = network;
  const context = await ownerContext(network, await launch(t), { javaScriptEnabled: false });
  const page = await context.newPage();
  const make = async (path: string, target: string) => {
    await page.goto(`${origin}/admin/redirects`);
    await page.getByLabel('Path').fill(path);
    await page.getByLabel('Leads to').fill(target);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
  };
  await make('/old.html', '/new.html');
  await page.getByText('/old.html leads to /new.html.').waitFor();
  const answer = await fetch(`${origin}/old.html`, { redirect: 'manual' });
  assert.deepEqual([answer.status, answer.headers.get('location')], [301, '/new.html']);
  await make('/new.html', '/old.html');
  await page.locator('.problem').first().waitFor();
  assert.equal(await page.getByLabel('Path').inputValue(), '/new.html');
  await page.goto(`${origin}/admin/redirects`);
  await page.getByRole('button', { name: 'Delete /old.html' }).click();
  await page.getByText('/old.html leads nowhere now.').waitFor();
  assert.equal((await fetch(`${origin}/old.html`)).status, 404);
  for (const path of ['/a.html', '/b.html', '/c.html']) await make(path, '/');
  await page.getByLabel('Choose /a.html').check();
  await page.getByLabel('Choose /c.html').check();
  await page.getByRole('button', { name: 'Delete the ticked ones' }).click();
  await page.getByText('2 redirects deleted.').waitFor();
  assert.deepEqual(await page.locator('.table .main a').allTextContents(), ['/b.html']);
});

test('every screen of the settings is accessible and fits, wide, on a phone and in the dark', {
  skip: noChromium,
}, async t => {
  const network = await startNetwork(t);
  const browser = await launch(t);
  const { token } = await ownerContext(network, browser);
  const found: Record<string, string[]> = {};
  for (const [name, look] of Object.entries<Look>(looks)) {
    const context = await browser.newContext(look.context);
    await signIn(network, context, token);
    for (const path of [...SCREENS, '/admin/redirects']) {
      const problems = await inspect(context, network.origin + path, { look, cookies: true });
      if (problems.length > 0) found[`${name} ${path}`] = problems;
    }
    await context.close();
  }
  assert.deepEqual(found, {});
});
