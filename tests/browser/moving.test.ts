import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { readZip } from '../../core/zip/open-zip.ts';
import { zip } from '../../core/zip/testing.ts';
import { apiContract } from '../../services/api/contract.ts';
import { startNetwork } from '../support/network.ts';
import { ownerContext, signIn } from '../support/signed-in.ts';
import { launch, noChromium } from './support/chromium.ts';
import { inspect } from './support/inspect.ts';
import { type Look, looks } from './support/looks.ts';

const blog = zip([
  { name: 'blog/_posts/2020-01-01-wall.md', text: '---\ntitle: Wall\n---\nStones, and ![a gap](gap.gif).' },
  { name: 'blog/_posts/2020-01-02-broken.md', text: '---\ntitle: "x\n---\n' },
]);
const ghost = JSON.stringify({
  db: [{ data: { posts: [{ id: '1', title: 'G', slug: 'g', html: '<p>x</p>' }] } }],
});

const send = async (page: Page, name: string, buffer: Buffer) => {
  await page.getByLabel('File', { exact: true }).setInputFiles({ name, mimeType: 'application/zip', buffer });
  await page.getByRole('button', { name: 'Send the file' }).click();
};

test('a site is tried, brought in and taken out, with a script and without, and every screen is accessible', {
  skip: noChromium,
}, async t => {
  const network = await startNetwork(t);
  const api = network.host.clients.of(apiContract);
  const browser = await launch(t);
  const screen = `${network.origin}/admin/moving`;

  const plain = await ownerContext(network, browser, { javaScriptEnabled: false });
  const page = await plain.newPage();
  await page.goto(screen);
  await send(page, 'words.zip', Buffer.from('nothing of use'));
  await page.getByText('This file is none that can be brought in.').waitFor();
  await send(page, 'blog.zip', blog);
  await page.getByRole('heading', { name: 'What would come of it' }).waitFor();
  await page.getByText('1 post new, 1 failed.').waitFor();
  const report = page.url();
  await page.getByText('gap.gif is not there.').waitFor();
  assert.equal((await api.listOwnPosts({})).posts.length, 0);
  await page.getByRole('button', { name: 'Do it' }).click();
  await page.getByRole('heading', { name: 'What came of it' }).waitFor();
  assert.equal((await api.getPost({ slug: 'wall' })).title, 'Wall');
  await page.goto(screen);
  await send(page, 'ghost.json', Buffer.from(ghost));
  await page.getByText('Say which address the Ghost site has').waitFor();
  const ready = page.url();

  const scripted = await browser.newContext();
  await signIn(network, scripted, plain.token);
  const tab = await scripted.newPage();
  await tab.goto(screen);
  const [download] = await Promise.all([
    tab.waitForEvent('download'),
    tab.getByRole('link', { name: 'Download everything' }).click(),
  ]);
  assert.match(download.suggestedFilename(), /^localhost-\d+-\d{4}-\d\d-\d\d\.zip$/);
  const archive = await readFile(await download.path());
  const names = (await readZip(archive, 10_000)).entries.map(({ name }) => name);
  assert.ok(names.some(name => name.endsWith('/posts/wall.md')));
  await send(tab, 'broken.zip', archive.subarray(0, archive.length - 50));
  await tab.getByText('The archive is damaged').waitFor();
  await send(tab, 'export.zip', archive);
  await tab.getByRole('heading', { name: 'What would come of it' }).waitFor();
  await tab.getByText(/here already\.$/).waitFor();

  const found: Record<string, string[]> = {};
  for (const [name, look] of Object.entries<Look>(looks)) {
    const context = await browser.newContext(look.context);
    await signIn(network, context, plain.token);
    for (const path of [screen, report, ready]) {
      const problems = await inspect(context, path, { look, cookies: true });
      if (problems.length > 0) found[`${name} ${path}`] = problems;
    }
    await context.close();
  }
  assert.deepEqual(found, {});
});
