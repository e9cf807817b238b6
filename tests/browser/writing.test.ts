import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { apiContract } from '../../services/api/contract.ts';
import { startNetwork } from '../support/network.ts';
import { ownerContext, signIn } from '../support/signed-in.ts';
import { launch, noChromium } from './support/chromium.ts';
import { until } from './support/until.ts';

const text = (page: Page) => page.getByLabel('Text, in Markdown');
const title = (page: Page) => page.getByLabel('Title', { exact: true });

/** Waits until the server has what is written. */
async function saved(page: Page): Promise<void> {
  await page
    .locator('#editor-state')
    .filter({ hasText: /^(Draft saved|Kept \d)/ })
    .waitFor();
}

test('without JavaScript one writes, previews, saves and publishes by a plain form', {
  skip: noChromium,
}, async t => {
  const network = await startNetwork(t);
  const context = await ownerContext(network, await launch(t), { javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${network.origin}/admin/posts/new`);
  await title(page).fill('A wall');
  await text(page).fill('Two over *one*,\n\n![](/media/aa/x.png)');
  await page.getByLabel('Tags').fill('Stone, Dry walls');
  const opened = context.waitForEvent('page');
  await page.getByRole('button', { name: 'Preview' }).click();
  assert.equal(await (await opened).locator('.preview em').textContent(), 'one');
  await page.getByRole('button', { name: 'Save draft' }).click();
  await page.getByText('The draft is saved.').waitFor();
  await page.getByRole('button', { name: 'Publish' }).click();
  await page.getByText('1 picture in this post has no description').waitFor();
  await page.getByLabel('Publish without describing').check();
  await page.getByRole('button', { name: 'Publish' }).click();
  await page.getByRole('status').filter({ hasText: 'Published.' }).waitFor();
  const { posts } = await network.host.clients.of(apiContract).listPosts({});
  assert.deepEqual(
    posts.map(post => [post.slug, post.title, post.tags.map(tag => tag.name)]),
    [['a-wall', 'A wall', ['Stone', 'Dry walls']]],
  );
});

test('what was written before a crash is offered again, and a draft is on the server within seconds', {
  skip: noChromium,
}, async t => {
  const network = await startNetwork(t);
  const context = await ownerContext(network, await launch(t));
  const page = await context.newPage();
  await page.goto(`${network.origin}/admin/posts/new`);
  await title(page).fill('Frost');
  await text(page).fill('First line.');
  await saved(page);
  assert.match(page.url(), /\/admin\/posts\/[0-9a-f-]{36}$/);
  // The server is away while more is written, and then the page dies.
  await page.route('**/admin/posts/autosave', route => route.abort());
  await text(page).press('End');
  await page.keyboard.type(' Second line.');
  await page.locator('#editor-state').filter({ hasText: 'Kept in this browser' }).waitFor();
  const url = page.url();
  page.goto('chrome://crash').catch(() => {});
  await page.waitForEvent('crash');
  const next = await context.newPage();
  await next.goto(url);
  assert.equal(await text(next).inputValue(), 'First line.');
  await next.getByText('did not reach the server').waitFor();
  await next.getByRole('button', { name: 'Use the kept text' }).click();
  assert.equal(await text(next).inputValue(), 'First line. Second line.');
  await saved(next);
  const id = url.split('/').at(-1)!;
  const post = await network.host.clients.of(apiContract).getOwnPost({ key: id });
  assert.deepEqual([post.markdown, post.status], ['First line. Second line.', 'draft']);
  await next.reload();
  assert.equal(await next.getByText('did not reach the server').count(), 0);
});

test('offline one goes on writing, and the server has it when the network is back', {
  skip: noChromium,
}, async t => {
  const network = await startNetwork(t);
  const api = network.host.clients.of(apiContract);
  const { post } = await api.savePost({ title: 'Rain', markdown: 'Old.', status: 'published' });
  const context = await ownerContext(network, await launch(t));
  const page = await context.newPage();
  await page.goto(`${network.origin}/admin/posts/${post.id}`);
  await context.setOffline(true);
  await text(page).fill('New.');
  await page.getByText('The server cannot be reached').waitFor();
  await context.setOffline(false);
  await saved(page);
  assert.equal(await page.getByText('The server cannot be reached').count(), 0);
  // What is public stays what it was until the writer says so.
  assert.equal((await api.getPost({ slug: 'rain' })).markdown, 'Old.');
  await page.reload();
  assert.equal(await text(page).inputValue(), 'New.');
  await page.getByText('not public yet').first().waitFor();
  await page.getByRole('button', { name: 'Update' }).click();
  await page.getByText('The changes are public.').waitFor();
  assert.equal((await api.getPost({ slug: 'rain' })).markdown, 'New.');
  assert.equal(await page.getByText('not public yet').count(), 0);
});

test('a session that ends while one writes loses nothing: sign in elsewhere and go on', {
  skip: noChromium,
}, async t => {
  const network = await startNetwork(t);
  const context = await ownerContext(network, await launch(t));
  const page = await context.newPage();
  await page.goto(`${network.origin}/admin/posts/new`);
  await text(page).fill('Before.');
  await saved(page);
  await context.clearCookies();
  await text(page).fill('Before. After.');
  await page.getByText('You are signed out').waitFor();
  await signIn(network, context, context.token);
  await page.evaluate(`dispatchEvent(new Event('focus'))`);
  await saved(page);
  await page.getByRole('button', { name: 'Publish' }).click();
  await page.getByRole('status').filter({ hasText: 'Published.' }).waitFor();
  const { posts } = await network.host.clients.of(apiContract).listPosts({ full: true });
  assert.match(posts[0]?.html ?? '', /Before\. After\./);
});

test('two windows that change one draft get both versions side by side, and either or a merged one is kept', {
  skip: noChromium,
}, async t => {
  const network = await startNetwork(t);
  const api = network.host.clients.of(apiContract);
  const { post } = await api.savePost({ title: 'Gate', markdown: 'One.\n\nTwo.\n\nThree.', status: 'draft' });
  const context = await ownerContext(network, await launch(t));
  const page = await context.newPage();
  await page.goto(`${network.origin}/admin/posts/${post.id}`);
  await api.updatePost({ id: post.id, changes: { markdown: 'One.\n\nTwo of theirs.\n\nThree.' } });
  await text(page).fill('One.\n\nTwo of mine.\n\nThree.');
  await page.getByRole('button', { name: 'Compare both versions' }).click();
  await page.getByRole('heading', { name: 'Changed in two places' }).waitFor();
  assert.deepEqual(await page.locator('.sides del').allTextContents(), ['theirs']);
  assert.deepEqual(await page.locator('.sides ins').allTextContents(), ['mine']);
  await page.getByText('Merge by hand').click();
  await page.getByLabel('The text to keep').fill('One.\n\nTwo of both.\n\nThree.');
  await page.getByRole('button', { name: 'Save the merged text' }).click();
  await page.getByText('The draft is saved.').waitFor();
  assert.equal((await api.getOwnPost({ key: post.id })).markdown, 'One.\n\nTwo of both.\n\nThree.');
});

test('a picture that is pasted is kept, stands in the text, and is found under Media, where it is described and deleted', {
  skip: noChromium,
}, async t => {
  const network = await startNetwork(t);
  const context = await ownerContext(network, await launch(t));
  const page = await context.newPage();
  await page.goto(`${network.origin}/admin/posts/new`);
  await title(page).fill('Gate');
  await text(page).click();
  await page.evaluate(PASTE_PICTURE);
  // A draft may be saved before the picture is kept, so that what the screen says tells nothing.
  await until(page, `document.querySelector('[name=markdown]').value.includes('](/media/')`);
  await page.keyboard.type('The gate, open');
  const markdown = await text(page).inputValue();
  assert.match(markdown, /^!\[The gate, open\]\(\/media\/[0-9a-f]{2}\/[0-9a-f]{40}\.png\)\n$/);
  await page.getByRole('button', { name: 'Picture or file' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'gate.png' }).waitFor();
  await page.getByRole('button', { name: 'Close' }).click();
  await page.getByRole('button', { name: 'Publish' }).click();
  await page.getByRole('status').filter({ hasText: 'Published.' }).waitFor();
  await page.goto(`${network.origin}/admin/media`);
  await page.getByRole('link', { name: 'gate.png' }).click();
  await page.getByLabel('Description').fill('A gate');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('The description is saved.').waitFor();
  await page.getByRole('link', { name: 'Gate', exact: true }).waitFor();
  await page.locator('summary', { hasText: 'Delete' }).click();
  await page.getByText('1 post will show a gap').waitFor();
  await page.getByRole('button', { name: 'Delete the file' }).click();
  await page.getByText('No files yet').waitFor();
});

/** Runs in the page. What a browser does when a picture is pasted; the clipboard itself is out of a test's reach. */
test('pictures of a photo post are dropped on their fields or chosen from those that are kept, of which all can be reached', {
  skip: noChromium,
}, async t => {
  const network = await startNetwork(t);
  const api = network.host.clients.of(apiContract);
  const svg = (n: number) =>
    new TextEncoder().encode(`<svg xmlns="http://www.w3.org/2000/svg" width="${n}" height="9"></svg>`);
  for (let n = 1; n <= 61; n++)
    await api.saveMedia({ name: `kept-${n}.svg`, data: svg(n), alt: `Kept ${n}` });
  const context = await ownerContext(network, await launch(t));
  const page = await context.newPage();
  await page.goto(`${network.origin}/admin/posts/new`);
  await page.getByLabel('Kind').selectOption('photo');
  await page.evaluate(DROP_PICTURES);
  const src = (n: number) => page.getByLabel(`Picture ${n}`, { exact: true });
  const shows = (n: number) => page.getByLabel(`What picture ${n} shows`);
  for (const n of [1, 2]) {
    while (!(await src(n).inputValue()).startsWith('/media/')) await page.waitForTimeout(50);
    await shows(n).fill(`Drop ${n}`);
  }
  assert.equal(await text(page).inputValue(), '');
  await page.getByRole('button', { name: 'Add a picture' }).click();
  await page.getByRole('button', { name: 'Older files' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Kept 1 kept-1.svg', exact: true }).click();
  assert.equal(await shows(3).inputValue(), 'Kept 1');
  assert.match(await src(3).inputValue(), /^\/media\/.*\.svg$/);
  assert.equal(await text(page).inputValue(), '');
});

const DROP_PICTURES = `Promise.all([8, 9].map(async width => {
  const canvas = Object.assign(document.createElement('canvas'), { width, height: 8 });
  const blob = await new Promise(resolve => canvas.toBlob(resolve));
  return new File([blob], width + '.png', { type: 'image/png' });
})).then(files => {
  const dataTransfer = new DataTransfer();
  for (const file of files) dataTransfer.items.add(file);
  document.querySelector('.photo-fields').dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
})`;

const PASTE_PICTURE = `new Promise(resolve => {
  const canvas = Object.assign(document.createElement('canvas'), { width: 8, height: 8 });
  canvas.toBlob(blob => {
    const clipboardData = new DataTransfer();
    clipboardData.items.add(new File([blob], 'gate.png', { type: 'image/png' }));
    document.querySelector('#field-markdown').dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    resolve();
  });
})`;
