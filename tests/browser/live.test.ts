import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apiContract } from '../../services/api/contract.ts';
import { startNetwork } from '../support/network.ts';
import { launch, noChromium } from './support/chromium.ts';
import { inspect } from './support/inspect.ts';

test('with every service there: a post appears on the site, and the bot answers live', {
  skip: noChromium,
}, async t => {
  const { host, origin } = await startNetwork(t);
  const context = await (await launch(t)).newContext();
  const page = await context.newPage();

  await page.goto(origin);
  assert.match((await page.locator('h1').textContent()) ?? '', /croft/i);
  await host.clients.of(apiContract).savePost({
    title: 'A first *post*',
    markdown:
      '# Part\n\nText with `code`[^1].\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n\n- [x] done\n\n[^1]: A note.',
    status: 'published',
    tags: ['Small Things'],
  });
  await page.reload();
  await page.getByRole('link', { name: 'A first *post*' }).click();
  await page.getByRole('link', { name: 'Small Things' }).click();
  assert.equal(await page.locator('h1').textContent(), 'Small Things');
  for (const path of ['/', '/posts/a-first-post', '/tags/small-things', '/archive', '/reading', '/bot'])
    assert.deepEqual(await inspect(context, origin + path), [], path);

  await page.goto(`${origin}/bot`);
  const loads: string[] = [];
  page.on('request', request => request.isNavigationRequest() && loads.push(request.url()));
  await page.getByLabel('Say something').fill('roll 1d1');
  await page.keyboard.press('Enter');
  await page.locator('.theirs:not(.waiting)').waitFor();
  assert.match((await page.locator('.theirs').textContent()) ?? '', /1/);
  assert.deepEqual(loads, []);
});
