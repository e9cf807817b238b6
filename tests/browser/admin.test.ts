import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apiContract } from '../../services/api/contract.ts';
import { startNetwork } from '../support/network.ts';
import { beginSession, ownerContext, signIn } from '../support/signed-in.ts';
import { launch, noChromium } from './support/chromium.ts';
import { inspect } from './support/inspect.ts';
import { type Look, looks } from './support/looks.ts';

test('every screen for posts and media is accessible and fits, wide, on a phone and in the dark', {
  skip: noChromium,
}, async t => {
  const network = await startNetwork(t);
  const api = network.host.clients.of(apiContract);
  const browser = await launch(t);
  const first = await ownerContext(network, browser);
  const { post } = await api.savePost({
    title: 'A wall without mortar and a title that is long enough to need a second line on a phone',
    markdown: 'One.\n\nTwo.',
    status: 'published',
    tags: ['Stone'],
  });
  await api.savePost({ kind: 'rsvp', markdown: '', target: { url: 'https://example.org/' }, rsvp: 'yes' });
  await api.updatePost({ id: post.id, changes: { markdown: 'One.\n\nTwo and a half.', tags: [] } });
  for (const title of ['One', 'Two'])
    await api.savePost({ title, markdown: 'x', series: 'Walls', tags: ['Wood'], status: 'published' });
  const { post: gone } = await api.savePost({ title: 'A gate that is gone', markdown: 'Three.' });
  await api.deletePost({ id: gone.id });
  const data = new TextEncoder().encode('Plain words.\n'.repeat(20));
  const { media } = await api.saveMedia({ name: 'words.txt', data });
  const paths = [
    '/admin',
    '/admin/posts',
    '/admin/posts?q=nothing',
    '/admin/posts/new',
    '/admin/posts/trash',
    `/admin/posts/${post.id}`,
    `/admin/posts/${post.id}/delete`,
    `/admin/posts/${post.id}/revisions`,
    `/admin/posts/${post.id}/revisions/1`,
    '/admin/tags',
    '/admin/tags/stone',
    '/admin/series',
    '/admin/series/walls',
    '/admin/media',
    `/admin/media/${media?.id}`,
  ];
  const found: Record<string, string[]> = {};
  for (const [name, look] of Object.entries<Look>(looks)) {
    const context = await browser.newContext(look.context);
    await signIn(network, context, first.token);
    for (const path of paths) {
      const problems = await inspect(context, network.origin + path, { look, cookies: true });
      if (problems.length > 0) found[`${name} ${path}`] = problems;
    }
    await context.close();
  }
  assert.deepEqual(found, {});
});

test('without JavaScript many posts are changed at once, and deletion is asked for twice', {
  skip: noChromium,
}, async t => {
  const network = await startNetwork(t);
  const api = network.host.clients.of(apiContract);
  for (const title of ['Alpha', 'Beta', 'Gamma']) await api.savePost({ title, markdown: `About ${title}.` });
  const context = await ownerContext(network, await launch(t), { javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${network.origin}/admin/posts`);
  await page.getByLabel('Search').fill('beta');
  await page.getByRole('button', { name: 'Show' }).click();
  assert.deepEqual(await page.locator('.table .main a').allTextContents(), ['Beta']);
  await page.goto(`${network.origin}/admin/posts?sort=title`);
  assert.deepEqual(await page.locator('.table .main a').allTextContents(), ['Alpha', 'Beta', 'Gamma']);
  await page.getByLabel('Choose Alpha').check();
  await page.getByLabel('Choose Gamma').check();
  await page.getByLabel('With the ticked posts').selectOption('addTag');
  await page.getByLabel('Tag').last().fill('Letters');
  await page.getByRole('button', { name: 'Do it' }).click();
  await page.getByText('2 posts changed.').waitFor();
  assert.equal(await page.getByText('Letters').count(), 2);
  await page.getByLabel('Choose Beta').check();
  await page.getByLabel('With the ticked posts').selectOption('delete');
  await page.getByRole('button', { name: 'Do it' }).click();
  await page.getByRole('heading', { name: 'Delete 1 post?' }).waitFor();
  assert.equal((await api.listOwnPosts({})).posts.length, 3);
  await page.getByRole('button', { name: 'Delete' }).click();
  await page.getByText('1 post deleted, and kept for 30 days.').waitFor();
  assert.deepEqual(await page.locator('.table .main a').allTextContents(), ['Alpha', 'Gamma']);
  await page.getByRole('link', { name: 'Deleted' }).click();
  await page.getByRole('button', { name: 'Bring back Beta' }).click();
  await page.getByText('The post is back').waitFor();
  assert.equal((await api.getOwnPost({ key: 'beta' })).markdown, 'About Beta.');
});

test('without JavaScript tags are renamed and merged, and a series is put in order', {
  skip: noChromium,
}, async t => {
  const network = await startNetwork(t);
  const api = network.host.clients.of(apiContract);
  for (const [title, tag] of [
    ['Alpha', 'Letter'],
    ['Beta', 'Letters'],
  ] as const)
    await api.savePost({ title, markdown: 'x', tags: [tag], series: 'Greek', status: 'published' });
  const context = await ownerContext(network, await launch(t), { javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${network.origin}/admin/tags`);
  await page.getByRole('link', { name: 'Letter', exact: true }).click();
  await page.getByLabel('Name').fill('Letters');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('There is a tag of that name already: merge the two.').waitFor();
  await page.getByLabel('The other tag').selectOption('letters');
  await page.getByRole('button', { name: 'Merge' }).click();
  await page.getByText('They are one now: Letters.').waitFor();
  await page.getByLabel('Description').fill('From a to z.');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved.').waitFor();
  await page.goto(`${network.origin}/tags/letter`);
  assert.equal(new URL(page.url()).pathname, '/tags/letters');
  await page.getByText('From a to z.').waitFor();

  await page.goto(`${network.origin}/admin/series/greek`);
  await page.getByLabel('Alpha').fill('2.5');
  await page.getByRole('button', { name: 'Save the order' }).click();
  await page.getByText('The order is saved.').waitFor();
  await page.getByLabel('Name').fill('Greek letters');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('Saved.').waitFor();
  const { posts } = await api.getSeries({ slug: 'greek-letters' });
  assert.deepEqual(
    posts.map(({ title }) => title),
    ['Beta', 'Alpha'],
  );
});

test('a post gets back what it was, and files come by a plain form', { skip: noChromium }, async t => {
  const network = await startNetwork(t);
  const api = network.host.clients.of(apiContract);
  const { post } = await api.savePost({ title: 'Rain', markdown: 'Old words.', status: 'published' });
  await api.updatePost({ id: post.id, changes: { markdown: 'New words.' } });
  const context = await ownerContext(network, await launch(t), { javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${network.origin}/admin/posts/${post.id}`);
  await page.getByRole('link', { name: 'History' }).click();
  await page.locator('.table .main a').last().click();
  assert.deepEqual(await page.locator('.diff del').allTextContents(), ['Old']);
  assert.deepEqual(await page.locator('.diff ins').allTextContents(), ['New']);
  await page.getByRole('button', { name: 'Restore this version' }).click();
  await page.getByText('has the content of that version again').waitFor();
  assert.equal((await api.getPost({ slug: 'rain' })).markdown, 'Old words.');

  await page.goto(`${network.origin}/admin/media`);
  const file = (name: string, text: string) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(text) });
  await page
    .getByLabel('Bring files here')
    .setInputFiles([file('a.txt', 'Words of a.'), file('b.exe', 'MZ\0\0')]);
  await page.getByRole('button', { name: 'Upload' }).click();
  await page.getByText('1 file kept. b.exe is not a kind of file').waitFor();
  await page.getByRole('link', { name: 'a.txt' }).waitFor();
  await page.getByLabel('Choose a.txt').check();
  await page.getByRole('button', { name: 'Delete the ticked files' }).click();
  await page.getByRole('heading', { name: 'Delete 1 file?' }).waitFor();
  assert.equal((await api.listMedia({})).media.length, 1);
  await page.getByRole('button', { name: 'Delete' }).click();
  await page.getByText('1 file deleted.').waitFor();
  assert.equal((await api.listMedia({})).media.length, 0);

  await page.goto(`${network.origin}/admin/posts/${post.id}`);
  await page.getByRole('link', { name: 'Delete' }).click();
  await page.getByRole('button', { name: 'Delete' }).click();
  await page.getByText('1 post deleted, and kept for 30 days.').waitFor();
  assert.equal((await api.listDeletedPosts({})).posts[0]?.title, 'Rain');
});

test('a note is written in one field, letters go to sections, and they can be turned off', {
  skip: noChromium,
}, async t => {
  const network = await startNetwork(t);
  const context = await ownerContext(network, await launch(t));
  const page = await context.newPage();
  await page.goto(`${network.origin}/admin`);
  await page.getByLabel('A quick note').fill('First frost. gp');
  await page.getByRole('button', { name: 'Publish' }).click();
  await page.getByText('The note is published.').waitFor();
  await page.keyboard.press('g');
  await page.keyboard.press('p');
  await page.getByRole('heading', { name: 'Posts' }).waitFor();
  await page.keyboard.press('?');
  await page.getByRole('dialog').getByText('G, then M').waitFor();
  await page.getByLabel('Single letters are keys').uncheck();
  await page.getByRole('button', { name: 'Close' }).click();
  await page.keyboard.press('n');
  await page.keyboard.press('?');
  await page.getByRole('dialog').waitFor();
  assert.equal(new URL(page.url()).pathname, '/admin/posts');
});

test('who may not write, or sends a form of another session, changes nothing', async t => {
  const network = await startNetwork(t);
  const { host, origin } = network;
  const api = host.clients.of(apiContract);
  const context = { token: (await api.claimOwner({ code: network.setupCode, name: 'Ann' })).token };
  const cookie = `croft=${await beginSession(network, context.token)}`;
  const send = (headers: Record<string, string>, body: Record<string, string>) =>
    fetch(`${origin}/admin/posts/save`, {
      method: 'POST',
      redirect: 'manual',
      headers: { accept: 'application/json', origin, ...headers },
      body: new URLSearchParams({ title: 'Taken', markdown: 'over', do: 'publish', ...body }),
    });
  assert.equal((await send({}, {})).status, 401);
  assert.equal((await send({ cookie }, {})).status, 403);
  assert.equal((await send({ cookie }, { form_token: 'x'.repeat(32) })).status, 403);
  const page = await (
    await fetch(`${origin}/admin/posts/new`, { headers: { cookie, accept: 'text/html' } })
  ).text();
  const form_token = /name="form_token" value="([^"]+)"/.exec(page)?.[1] ?? '';
  assert.equal((await send({ cookie, origin: 'https://elsewhere.example' }, { form_token })).status, 403);
  assert.equal((await send({ cookie }, { form_token, id: 'not-an-id' })).status, 400);
  assert.equal((await send({ cookie }, { form_token, canonical: 'javascript:alert(1)' })).status, 400);
  assert.equal((await api.listOwnPosts({})).posts.length, 0);
  assert.equal((await send({ cookie }, { form_token })).status, 200);
  assert.equal((await api.listOwnPosts({})).posts.length, 1);
});
