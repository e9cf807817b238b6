import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { apiContract } from '../../services/api/contract.ts';
import { type Network, startNetwork } from '../support/network.ts';
import { addAuthenticator } from './support/authenticator.ts';
import { launch, noChromium } from './support/chromium.ts';
import { inspect } from './support/inspect.ts';
import { type Look, looks } from './support/looks.ts';

const skip = noChromium;

/** Opens the setup link and takes the site over, as Ann. */
async function setUp(page: Page, { origin, setupCode }: Network): Promise<void> {
  await page.goto(`${origin}/setup/${setupCode}`);
  await page.getByLabel('Your name').fill('Ann');
  await page.getByRole('button', { name: 'Take it over' }).click();
  await page.getByRole('heading', { name: 'It is yours' }).waitFor();
}

async function signedIn(browser: Browser, network: Network, options: BrowserContextOptions = {}) {
  const { url } = await network.host.clients.of(apiContract).createSignInLink({});
  const context = await browser.newContext(options);
  const page = await context.newPage();
  await page.goto(url);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Your account' }).waitFor();
  return { context, page };
}

test('a passkey added at set-up signs in again, and the last one is not removed by accident', {
  skip,
}, async t => {
  const network = await startNetwork(t);
  const page = await (await launch(t)).newPage();
  await addAuthenticator(page);
  await setUp(page, network);
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await page.getByText('from now on it signs you in').waitFor();

  await page.goto(`${network.origin}/admin/account`);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.waitForURL(`${network.origin}/`);
  await page.goto(`${network.origin}/admin/tokens`);
  assert.equal(new URL(page.url()).pathname, '/sign-in');
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await page.waitForURL(`${network.origin}/admin/tokens`);
  assert.equal(await page.locator('h1').textContent(), 'Tokens');

  await page.goto(`${network.origin}/admin/account`);
  await page.getByText('last used').waitFor();
  await page.locator('.ways summary', { hasText: 'Change' }).click();
  await page.locator('summary', { hasText: 'Remove…' }).click();
  await page.getByRole('button', { name: 'Remove this passkey' }).click();
  await page.getByRole('heading', { name: 'Remove your only way in?' }).waitFor();
  await page.getByLabel('I know').check();
  await page.getByRole('button', { name: 'Remove it' }).click();
  await page.getByText('You could not come back yet').waitFor();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.waitForURL(`${network.origin}/`);
  await page.goto(`${network.origin}/sign-in`);
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await page.getByText('not known here').waitFor();
});

test('without JavaScript one gets in by a recovery code, once, and by a token', { skip }, async t => {
  const network = await startNetwork(t);
  const browser = await launch(t);
  const first = await browser.newContext({ javaScriptEnabled: false });
  const page = await first.newPage();
  await setUp(page, network);
  const token = await page.locator('.token').textContent();
  await page.goto(`${network.origin}/admin/account`);
  assert.equal(await page.getByRole('button', { name: 'Add a passkey' }).isVisible(), false);
  await page.getByRole('button', { name: 'Make recovery codes' }).click();
  const codes = await page.locator('.codes code').allTextContents();
  assert.equal(codes.length, 10);

  const enter = async (secret: string) => {
    const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
    await page.goto(`${network.origin}/sign-in?next=//evil.example`);
    await page.getByText('Sign in another way').click();
    await page.getByLabel('Recovery code or token').fill(secret);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    return page;
  };
  assert.equal((await enter(codes[0]!)).url(), `${network.origin}/admin`);
  const again = await enter(codes[0]!);
  assert.match((await again.getByRole('alert').textContent()) ?? '', /was used before/);
  assert.equal((await enter(token!)).url(), `${network.origin}/admin`);
});

test('an invited person joins, and sees what their role allows and no more', { skip }, async t => {
  const network = await startNetwork(t);
  const browser = await launch(t);
  const owner = await (await browser.newContext()).newPage();
  await setUp(owner, network);
  await owner.goto(`${network.origin}/admin/people`);
  await owner.getByLabel('As').selectOption('member');
  await owner.getByLabel('For').fill('ben@example.org');
  await owner.getByRole('button', { name: 'Make an invitation' }).click();
  const link = (await owner.locator('code.secret').textContent()) ?? '';

  const page = await (await browser.newContext()).newPage();
  await addAuthenticator(page);
  await page.goto(link);
  await page.getByLabel('Your name').fill('Ben');
  await page.getByRole('button', { name: 'Accept' }).click();
  await page.getByText('You could not come back yet').waitFor();
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await page.getByText('was added').waitFor();
  assert.deepEqual(await page.locator('.admin-side .admin-menu a').allTextContents(), [
    'Reader',
    'Sessions',
    'Your account',
  ]);
  for (const path of ['', '/people', '/tokens', '/audit'])
    assert.equal((await page.goto(`${network.origin}/admin${path}`))?.status(), 403, path);
  assert.equal((await page.goto(link))?.status(), 403, 'the invitation is used up');

  await owner.goto(`${network.origin}/admin/people`);
  await owner.locator('.table summary', { hasText: 'Change' }).click();
  await owner.locator('.table select').selectOption('editor');
  await owner.getByRole('button', { name: 'Change the role' }).click();
  await owner.getByText('Ben is an editor now').waitFor();
  await page.goto(`${network.origin}/admin`);
  const menu = await page.locator('.admin-side .admin-menu a').allTextContents();
  assert.deepEqual(
    ['Posts', 'Media', 'Conversation', 'Settings', 'People'].filter(label => menu.includes(label)),
    ['Posts', 'Media', 'Conversation'],
  );
  await page.goto(`${network.origin}/admin/posts/new`);
  await page.getByLabel('Title', { exact: true }).fill('By Ben');
  await page.getByLabel('Text, in Markdown').fill('Good <b>bread</b>.');
  await page.getByRole('button', { name: 'Publish' }).click();
  await page.getByText('Only the owner writes HTML in posts').waitFor();
  await page.getByLabel('Text, in Markdown').fill('Good **bread**.');
  await page.getByRole('button', { name: 'Publish' }).click();
  await page.getByRole('status').filter({ hasText: 'Published.' }).waitFor();
  assert.equal((await page.goto(`${network.origin}/posts/by-ben`))?.status(), 200);

  await owner.goto(`${network.origin}/admin/people`);
  await owner.locator('.table summary', { hasText: 'Change' }).click();
  await owner.getByRole('button', { name: 'Close the account' }).click();
  await owner.getByText('The account of Ben is closed.').waitFor();
  await page.goto(`${network.origin}/admin/account`);
  assert.equal(new URL(page.url()).pathname, '/sign-in');
  assert.deepEqual(
    (await page.context().cookies()).filter(cookie => cookie.name === 'croft'),
    [],
    'the cookie of the session that ended is gone',
  );
});

for (const [name, look] of Object.entries<Look>(looks)) {
  test(`every screen of people is accessible and whole: ${name}`, { skip }, async t => {
    const network = await startNetwork(t);
    const browser = await launch(t);
    const api = network.host.clients.of(apiContract);
    await setUp(await browser.newPage(), network);
    const { context } = await signedIn(browser, network, look.context);
    await api.createToken({
      name: 'A program with a rather long name for one',
      scopes: ['read', 'moderate'],
    });
    const { url } = await api.createInvitation({ role: 'moderator', note: 'ben@example.org' });
    const { url: other } = await api.createInvitation({ role: 'member', note: '' });
    await api.acceptInvitation({
      code: other.split('/').at(-1)!,
      name: 'Somebody With A Long Name',
      from: { address: '192.0.2.1' },
    });
    const link = (await api.createSignInLink({})).url.replace(network.origin, '');
    const screens = [
      'people',
      'tokens',
      'sessions',
      'audit',
      'audit?area=token',
      'audit?area=site',
      'account',
    ];
    const pages: [path: string, status: number][] = [
      ...screens.map(path => [`/admin/${path}`, 200] as [string, number]),
      [link, 200],
      ['/sign-in/link/wrong', 403],
      [url.replace(network.origin, ''), 200],
      ['/invite/wrong', 403],
    ];
    const found: Record<string, string[]> = {};
    for (const [path, status] of pages) {
      const options = { status, look, cookies: true };
      const problems = await inspect(context, network.origin + path, options);
      if (problems.length > 0) found[path] = problems;
    }
    assert.deepEqual(found, {});
  });
}
