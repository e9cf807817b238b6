import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { apiContract } from '../../services/api/contract.ts';
import { serveApp } from '../support/indieauth.ts';
import { startNetwork } from '../support/network.ts';
import { launch, noChromium } from './support/chromium.ts';
import { inspect } from './support/inspect.ts';

async function signIn(page: Page, site: string): Promise<void> {
  await page.getByRole('link', { name: 'Sign in with it' }).click();
  await page.getByLabel('Address of your site').fill(site);
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByText('You write as').waitFor();
}

test('a comment is signed with a site of one’s own, with and without scripts', {
  skip: noChromium,
  timeout: 240_000,
}, async t => {
  const { host, origin } = await startNetwork(t);
  await host.clients
    .of(apiContract)
    .savePost({ title: 'Walls', slug: 'walls', markdown: 'Stone.', status: 'published' });
  // Says yes at once to whoever is sent there.
  const site: string = await serveApp(t, (request, response) => {
    const { pathname, searchParams } = new URL(request.url!, 'http://localhost');
    if (request.method === 'POST')
      response
        .setHeader('content-type', 'application/json')
        .end(JSON.stringify({ me: `${site}/`, profile: { name: 'Ann' } }));
    else if (pathname === '/auth') {
      const query = new URLSearchParams({ code: 'a', state: searchParams.get('state')! });
      response.writeHead(302, { location: `${searchParams.get('redirect_uri')}?${query}` }).end();
    } else
      response
        .setHeader('content-type', 'text/html')
        .end(`<link rel="authorization_endpoint" href="${site}/auth">`);
  });
  const browser = await launch(t);

  const lively = await browser.newContext({ viewport: { width: 360, height: 740 } });
  const page = await lively.newPage();
  const asked: string[] = [];
  page.on('request', request => asked.push(new URL(request.url()).pathname));
  await page.goto(`${origin}/posts/walls`);
  await page.getByLabel('Comment').fill('Typed before I signed in');
  assert.deepEqual(
    [asked.some(path => path.endsWith('/signer')), (await lively.cookies()).length],
    [false, 0],
  );
  await signIn(page, site);
  assert.equal(await page.getByLabel('Comment').inputValue(), 'Typed before I signed in');
  assert.equal(new URL(page.url()).pathname, '/posts/walls/comments/write');
  assert.deepEqual(await inspect(lively, page.url(), { cookies: true }), []);
  await page.goto(`${origin}/posts/walls`);
  await page.getByText('You write as Ann').waitFor();
  assert.equal(await page.getByLabel('Name').count(), 0);
  assert.equal(await page.getByRole('link', { name: 'Sign in with it' }).count(), 0);
  await page.getByLabel('Comment').fill('Signed, from the page for all');
  await page.getByRole('button', { name: 'Post comment' }).click();
  await page.getByText('waits for approval').waitFor();
  await page.getByRole('link', { name: 'change or delete it' }).click();
  assert.equal(await page.getByLabel('Comment').inputValue(), 'Signed, from the page for all');
  assert.deepEqual(await inspect(lively, page.url(), { cookies: true }), []);
  await page.goto(`${origin}/posts/walls`);
  await page.getByLabel('Comment').fill('Kept');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByLabel('Name').waitFor();
  assert.equal(await page.getByLabel('Comment').inputValue(), 'Kept');
  assert.deepEqual(await lively.cookies(), []);

  const plain = await browser.newContext({ javaScriptEnabled: false });
  const bare = await plain.newPage();
  await bare.goto(`${origin}/posts/walls`);
  await signIn(bare, site);
  await bare.getByLabel('Comment').fill('Without a script');
  await bare.getByRole('button', { name: 'Post comment' }).click();
  await bare.getByRole('link', { name: 'change or delete it' }).click();
  await bare.getByLabel('Comment').fill('Changed without a script');
  await bare.getByRole('button', { name: 'Save' }).click();
  await bare.getByText('waits for approval').waitFor();
  const { responses } = await host.clients.of(apiContract).listResponses({ status: 'pending' });
  assert.deepEqual(
    responses.map(({ markdown, author }) => [markdown, author.site]),
    [
      ['Changed without a script', `${site}/`],
      ['Signed, from the page for all', `${site}/`],
    ],
  );
});
