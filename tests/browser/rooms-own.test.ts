import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { BrowserContextOptions } from 'playwright-core';
import { chatContract } from '../../services/chat/contract.ts';
import { startNetwork } from '../support/network.ts';
import { ownerContext } from '../support/signed-in.ts';
import { launch, noChromium } from './support/chromium.ts';
import { inspect } from './support/inspect.ts';
import { until } from './support/until.ts';

const PHONE: BrowserContextOptions = {
  viewport: { width: 320, height: 640 },
  colorScheme: 'dark',
  hasTouch: true,
  isMobile: true,
};

/** The hall, guests in it and their browsers. What is notified in a page is kept in its `notified`. */
async function hall(t: TestContext, change: object = {}) {
  const network = await startNetwork(t);
  const chat = network.host.clients.of(chatContract);
  await chat.createRoom({ name: 'hall', title: 'The hall', topic: 'Anything', ...change });
  const browser = await launch(t);
  let people = 0;
  let nonces = 0;
  const guest = async (name: string) => {
    const address = `198.51.100.${++people}`;
    const { person, secret } = await chat.takeName({ from: { address }, name });
    const from = { address, guest: secret };
    const say = (markdown: string, replyTo?: number) =>
      chat.sayInRoom({ room: 'hall', from, markdown, nonce: `${++nonces}`, ...(replyTo && { replyTo }) });
    const open = async (options: BrowserContextOptions = {}) => {
      const context = await browser.newContext(options);
      await context.addCookies([{ name: 'croft-guest', value: secret, url: network.origin }]);
      await context.addInitScript(WATCH);
      return context;
    };
    return { person, from, say, open };
  };
  return { network, chat, browser, guest, url: `${network.origin}/rooms/hall` };
}

/** Runs in the page: notifications are noted instead of shown, and a tab is hidden by `hide()`. */
const WATCH = `
  window.notified = [];
  window.asked = 0;
  window.allowed = 'default';
  window.Notification = class extends EventTarget {
    static get permission() { return window.allowed; }
    static async requestPermission() { window.asked++; return window.allowed = window.answer ?? 'granted'; }
    constructor(title, options) {
      super();
      if (window.allowed === 'granted') window.notified.push({ title, body: options.body, click: () => this.dispatchEvent(new Event('click')) });
    }
    close() {}
  };
  window.focused = 0;
  window.focus = () => window.focused++;
  window.hide = hidden => {
    Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  };
`;

test('who asked for it is notified of what is said to them while they look elsewhere, and nobody else', {
  skip: noChromium,
}, async t => {
  const { guest, url } = await hall(t);
  const [ann, bob, eve] = [await guest('Ann'), await guest('Bob'), await guest('Eve')];
  const mine = await ann.say('I am here');
  const context = await ann.open();
  const page = await context.newPage();
  await page.goto(url);
  await page.getByText('1 here').waitFor();
  assert.equal(await page.evaluate('asked'), 0);
  const told = () => page.evaluate<string[]>('notified.map(({ title, body }) => title + ": " + body)');
  const said = async (words: string) => {
    await page.locator('.message').getByText(words).waitFor();
    return told();
  };
  await page.evaluate('hide(true)');
  await bob.say('@Ann not yet');
  assert.deepEqual(await said('@Ann not yet'), []);
  await page.evaluate('hide(false)');

  // Refused by the browser, it stays off and says why; allowed, it is on, also after the page was loaded anew.
  const box = page.getByRole('switch', { name: 'Notify me when I am named or answered' });
  const options = page.locator('summary[aria-label="Options"]');
  await options.press('Enter');
  await page.evaluate('answer = "denied"');
  await box.press('Space');
  await page.getByRole('status').getByText('Allow it in its settings').waitFor();
  assert.equal(await box.isChecked(), false);
  await page.evaluate('answer = "granted"');
  await box.press('Space');
  await until(page, 'Notification.permission === "granted"');
  assert.equal(await box.isChecked(), true);
  await page.keyboard.press('Escape');
  assert.equal(await box.isVisible(), false);
  assert.equal(await page.evaluate('document.activeElement.ariaLabel'), 'Options');

  await bob.say('@Ann while you look');
  assert.deepEqual(await said('@Ann while you look'), []);
  await page.evaluate('hide(true)');
  await bob.say('Nothing to you');
  await eve.say('*Hello* @Ann & <b>you</b>');
  await bob.say('/me nods', mine.number);
  assert.deepEqual(await said('nods'), [
    'Eve in The hall: Hello @Ann & <b>you</b>',
    'Bob in The hall: Bob nods',
  ]);
  assert.match(await page.title(), /^\(2\) /);
  await page.evaluate('notified[0].click()');
  assert.equal(await page.evaluate('focused'), 1);
  assert.match(page.url(), /#m5$/);
  await page.evaluate('hide(false)');
  await until(page, '!document.title.startsWith("(")');
});

test('whom somebody ignores is folded to a line that opens, on this page and the next, until they are shown again', {
  skip: noChromium,
}, async t => {
  const { guest, url } = await hall(t);
  const [ann, eve] = [await guest('Ann'), await guest('Eve Adams')];
  await eve.say('Spam one');
  await ann.say('Good morning');
  const context = await ann.open(PHONE);
  const page = await context.newPage();
  await page.goto(url);
  const field = page.getByRole('textbox', { name: 'Message' });
  const give = async (command: string) => {
    await field.fill(command);
    await page.getByRole('button', { name: 'Send' }).click();
  };
  await give('/ignore nobody');
  await page.getByRole('status').getByText('Nobody here is called nobody.').waitFor();
  await give('/ignore @eveadams');
  await page.getByRole('status').getByText('You ignore Eve Adams now').waitFor();
  assert.equal(await field.inputValue(), '');
  assert.equal(await page.getByText('Spam one').isVisible(), false);
  assert.equal(await page.getByText('Good morning').isVisible(), true);
  await eve.say('Spam two @Ann');
  await page.getByText('Eve Adams is ignored').nth(1).waitFor();
  assert.equal(await page.getByText('Spam two').isVisible(), false);
  assert.doesNotMatch((await page.locator('#heard').textContent())!, /Spam/);
  const folded = page.locator('.folded summary').first();
  await folded.press('Enter');
  assert.equal(await page.getByText('Spam one').isVisible(), true);

  assert.deepEqual(await inspect(context, url, { cookies: true }), []);
  await page.goto(url);
  await page.getByText('Eve Adams is ignored').first().waitFor();
  assert.equal(await page.getByText('Spam one').isVisible(), false);
  await page.locator('summary[aria-label="Options"]').click();
  await page.getByRole('button', { name: 'Show again: Eve Adams' }).click();
  await page.getByText('Spam one').waitFor();
  assert.equal(await page.locator('.folded').count(), 0);
  await page.getByRole('button', { name: 'More for the message of Eve Adams' }).first().click();
  await page.getByRole('button', { name: 'Ignore Eve Adams' }).click();
  await page.getByText('Spam one').waitFor({ state: 'hidden' });
  await give('/unignore Eve Adams');
  await page.getByText('Spam one').waitFor();
});

test('a guest is called otherwise by the control and by /nick, and tells what they do', {
  skip: noChromium,
}, async t => {
  const { guest, url, browser } = await hall(t);
  const [ann, eve] = [await guest('Ann'), await guest('Zoë')];
  const [context, theirs] = [await ann.open(), await eve.open(PHONE)];
  const [page, other] = [await context.newPage(), await theirs.newPage()];
  await Promise.all([page.goto(url), other.goto(url)]);
  await page.getByText('2 here').waitFor();
  const control = page.locator('#rename summary');
  await control.press('Enter');
  await page.getByLabel('Be called').fill('zoe');
  await page.keyboard.press('Enter');
  await page
    .getByRole('alert')
    .getByText('That name looks like Zoë, who is here already. Take another.')
    .waitFor();
  await page.getByLabel('Be called').fill('Annabel');
  await page.keyboard.press('Enter');
  await page.getByRole('status').getByText('You are called Annabel now.').waitFor();
  await page.locator('#rename').getByText('You are Annabel').waitFor();
  await page.keyboard.type('/nick Bella');
  await page.keyboard.press('Enter');
  await page.locator('#rename').getByText('You are Bella').waitFor();
  await page.keyboard.type('/me waves & <b>smiles</b>');
  await page.keyboard.press('Enter');
  const deed = other.locator('.message.deed');
  await deed.getByText('waves & <b>smiles</b>').waitFor();
  assert.match((await deed.textContent())!, /^Bella\s*waves & <b>smiles<\/b>\s*\d/);
  await other.locator('#here summary').click();
  await other.locator('#here li').getByText('Bella').waitFor();
  await deed.getByRole('button', { name: 'More for' }).click();
  await other.getByRole('button', { name: 'React with 👍' }).click();
  await page.locator('.deed .reactions').getByText('👍 1').waitFor();
  assert.deepEqual(await inspect(theirs, url, { cookies: true }), []);

  // Who has no name yet takes one as before, and may change it then.
  const fresh = await (await browser.newContext()).newPage();
  await fresh.goto(url);
  assert.equal(await fresh.locator('#rename').isVisible(), false);
  await fresh.getByLabel('Your name').fill('Ida');
  await fresh.getByRole('textbox', { name: 'Message' }).fill('Hello');
  await fresh.keyboard.press('Enter');
  await fresh.locator('#rename').getByText('You are Ida').waitFor();
});

test('who comes back is led to the first message to them, wherever it stands', {
  skip: noChromium,
}, async t => {
  const { guest, url, network, browser, chat } = await hall(t);
  const [ann, bob] = [await guest('Ann'), await guest('Bob')];
  await ann.say('I am here');
  const owner = await ownerContext(network, browser);
  const from = { address: '127.0.0.1', token: owner.token };
  await chat.sayInRoom({ room: 'hall', from, markdown: 'So am I', nonce: 'o' });
  const context = await ann.open(PHONE);
  const [page, ours] = [await context.newPage(), await owner.newPage()];
  for (const one of [page, ours]) {
    await one.goto(url);
    await one.getByText('So am I').waitFor();
    await until(one, 'Number(localStorage.getItem("croft room hall")) === 2');
    await one.goto('about:blank');
  }
  const { number } = await bob.say('Dear @Ann and @Owner');
  for (let n = 0; n < 3; n++) {
    const talker = await guest(`Talker ${n}`);
    for (let line = 0; line < 8; line++) await talker.say(`Talk ${n} ${line}`);
  }
  await ours.goto(url);
  await ours.getByRole('link', { name: 'A message to you' }).press('Enter');
  assert.match(ours.url(), new RegExp(`hall#m${number}$`));
  assert.equal(await ours.getByRole('link', { name: 'A message to you' }).isVisible(), false);
  assert.equal(await ours.locator(`#m${number}:target`).isVisible(), true);
  for (let n = 3; n < 8; n++) {
    const talker = await guest(`Talker ${n}`);
    for (let line = 0; line < 8; line++) await talker.say(`Talk ${n} ${line}`);
  }
  assert.deepEqual(await inspect(context, url, { cookies: true }), []);
  await page.goto(url);
  // The page that was looked at just now has read all of it.
  await page.evaluate('localStorage.setItem("croft room hall", "2")');
  await page.reload();
  await page.getByRole('link', { name: 'A message to you' }).click();
  await page.getByText('Dear @Ann and @Owner').waitFor();
  assert.match(page.url(), new RegExp(`before=${number + 30}#m${number}$`));
});

test('search leads to where something was said, and what a room does not take is said in words', {
  skip: noChromium,
}, async t => {
  const { guest, url, network, browser, chat } = await hall(t, { slowSeconds: 600, filters: ['heck'] });
  const ann = await guest('Ann');
  const { number } = await ann.say('The soup is hot');
  const owner = await ownerContext(network, browser);
  const from = { address: '127.0.0.1', token: owner.token };
  for (const nonce of ['a', 'b']) await chat.sayInRoom({ room: 'hall', from, markdown: 'Bread', nonce });
  const context = await ann.open(PHONE);
  const page = await context.newPage();
  await page.goto(url);
  const field = page.getByRole('textbox', { name: 'Message' });
  const send = async (text: string) => {
    await field.fill(text);
    await page.getByRole('button', { name: 'Send' }).press('Enter');
  };
  await send('More soup');
  await page
    .getByRole('alert')
    .getByText(/^This room is in slow mode: write again in \d+ s\.$/)
    .waitFor();
  assert.equal(await field.inputValue(), 'More soup');
  await send('What the HЕCК');
  await page.getByRole('alert').getByText('There is a word in it that is not taken in this room.').waitFor();
  await chat.moderateRoom({ room: 'hall', from, writers: 'members', slowSeconds: 0 });
  await page.locator('#slow').waitFor({ state: 'hidden' });
  await send('More soup');
  await page.getByRole('alert').getByText('Only people with an account may write in this room.').waitFor();
  await page.getByRole('searchbox', { name: 'Search this room' }).fill('soup');
  await page.keyboard.press('Enter');
  await page.getByText('Found 1.').waitFor();
  assert.deepEqual(await inspect(context, page.url(), { cookies: true }), []);
  await page.locator('.message .at').press('Enter');
  await page.getByRole('link', { name: 'To the newest messages' }).waitFor();
  assert.equal(await page.locator(`#m${number}:target`).isVisible(), true);
  await page.getByText('People with an account write here.').waitFor();
});
