import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { apiContract } from '../../services/api/contract.ts';
import { claimOwner, startNetwork } from '../support/network.ts';
import { signIn } from '../support/signed-in.ts';
import { launch, noChromium } from './support/chromium.ts';
import { inspect } from './support/inspect.ts';

async function write(page: Page, fields: Record<string, string>): Promise<void> {
  for (const [label, value] of Object.entries(fields)) await page.getByLabel(label).fill(value);
}

test('a comment is written, approved, answered, changed and deleted, with and without scripts', {
  skip: noChromium,
}, async t => {
  const network = await startNetwork(t);
  const { host, origin } = network;
  const token = await claimOwner(network);
  await host.clients
    .of(apiContract)
    .savePost({ title: 'Walls', slug: 'walls', markdown: 'Stone.', status: 'published' });
  const browser = await launch(t);

  const plain = await browser.newContext({ javaScriptEnabled: false });
  const page = await plain.newPage();
  await page.goto(`${origin}/posts/walls`);
  await write(page, { Comment: 'First *words*', Name: 'Ann' });
  await page.getByRole('button', { name: 'Make me one' }).click();
  const code = await page.getByLabel('Code').inputValue();
  assert.match(code, /^[a-z]{6}-[a-z]{6}-[a-z]{6}$/);
  assert.equal(await page.getByLabel('Comment').inputValue(), 'First *words*');
  await page.getByRole('button', { name: 'Preview' }).click();
  assert.equal(await page.locator('.preview em').first().textContent(), 'words');
  await page.getByRole('button', { name: 'Post comment' }).click();
  await page.getByText('waits for approval').waitFor();
  assert.equal((await plain.cookies()).length, 0);

  const owners = await browser.newContext({ viewport: { width: 360, height: 740 } });
  const desk = await owners.newPage();
  await signIn(network, owners, token);
  await desk.goto(`${origin}/admin/conversation`);
  await desk.getByText('First words').waitFor();
  assert.deepEqual(await inspect(owners, `${origin}/admin/conversation`, { cookies: true }), []);
  await desk.keyboard.press('?');
  await desk.getByText('Approve, hold as spam, delete').waitFor();
  await desk.getByLabel('Single letters are keys').uncheck();
  await desk.getByRole('button', { name: 'Close' }).click();
  await desk.keyboard.press('j');
  assert.equal(await desk.locator('.queued:focus').count(), 0, 'single letters are no keys');
  await desk.keyboard.press('?');
  await desk.getByLabel('Single letters are keys').check();
  await desk.getByRole('button', { name: 'Close' }).click();
  await desk.keyboard.press('j');
  await desk.keyboard.press('x');
  assert.equal(await desk.locator('.queued:focus-within input[type="checkbox"]').isChecked(), true);
  await desk.keyboard.press('a');
  await desk.getByText('1 response approved.').waitFor();
  await desk.getByRole('button', { name: 'Undo' }).click();
  await desk.getByText('1 response put back').waitFor();
  await desk.getByRole('link', { name: 'All by this person Ann' }).click();
  await desk.getByText('Only what one name and code wrote.').waitFor();
  assert.deepEqual(await inspect(owners, desk.url(), { cookies: true }), []);
  await desk.getByRole('link', { name: 'Show everybody’s' }).click();
  await desk.waitForURL(url => !url.searchParams.has('commenter'));
  await desk.keyboard.press('j');
  await desk.keyboard.press('r');
  await desk.getByLabel('Your reply to Ann').fill('Thank *you*');
  await desk.getByRole('button', { name: 'Approve and reply' }).click();
  await desk.getByText('It is approved, and your reply is shown.').waitFor();

  const lively = await browser.newContext();
  const live = await lively.newPage();
  await live.goto(`${origin}/posts/walls`);
  assert.equal(await live.locator('.depth-1 em').textContent(), 'you');
  await live.getByRole('link', { name: 'Reply to Ann' }).click();
  await write(live, { Comment: 'An **answer**', Name: 'Ben' });
  await live.getByRole('button', { name: 'Preview' }).click();
  assert.equal(await live.locator('.preview strong').textContent(), 'answer');
  await live.getByRole('button', { name: 'Make me one' }).click();
  const proof = live.locator('[name=proof]');
  while ((await proof.inputValue()) === '') await setTimeout(50);
  await live.waitForTimeout(3_000); // The shortest time in which somebody writes a comment.
  await live.getByRole('button', { name: 'Post comment' }).click();
  await live.getByText('waits for approval').waitFor();
  const { responses } = await host.clients.of(apiContract).listResponses({ status: 'pending' });
  assert.deepEqual([responses[0]?.reasons, responses[0]?.author.name], [['first'], 'Ben']);
  await live.goto(`${origin}/posts/walls`);
  assert.equal(await live.getByLabel('Name').inputValue(), 'Ben');
  assert.deepEqual(await inspect(lively, `${origin}/posts/walls`), []);

  await page.goto(`${origin}/posts/walls`);
  await page.getByRole('link', { name: 'Edit the comment of Ann' }).click();
  await write(page, { Name: 'Ann', Code: 'wrong-wrong' });
  await page.getByRole('button', { name: 'Open it' }).click();
  await page.getByText('not the name and code').waitFor();
  await write(page, { Code: code });
  await page.getByRole('button', { name: 'Open it' }).click();
  await write(page, { Comment: 'Second words' });
  await page.getByRole('button', { name: 'Save' }).click();
  await page.locator('.response', { hasText: 'Second words' }).getByText('edited').waitFor();
  await page.getByRole('link', { name: 'Edit the comment of Ann' }).click();
  await write(page, { Name: 'Ann', Code: code });
  await page.getByRole('button', { name: 'Open it' }).click();
  await page.getByRole('button', { name: 'Delete it' }).waitFor();
  await page.getByRole('button', { name: 'All that you wrote' }).click();
  await page.getByText('1 comment of yours').waitFor();
  await page.getByRole('link', { name: 'Change or delete the comment to Walls' }).waitFor();
  await page.getByLabel('Delete all of them').check();
  await page.getByRole('button', { name: 'Delete all' }).click();
  await page.getByText('1 comment deleted').waitFor();
  await page.goto(`${origin}/posts/walls`);
  assert.deepEqual(await page.locator('.responses li:not(.gone) em').allTextContents(), ['you']);
});
