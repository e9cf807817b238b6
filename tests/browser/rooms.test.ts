import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apiContract } from '../../services/api/contract.ts';
import { chatContract } from '../../services/chat/contract.ts';
import { startNetwork } from '../support/network.ts';
import { ownerContext } from '../support/signed-in.ts';
import { launch, noChromium } from './support/chromium.ts';
import { inspect } from './support/inspect.ts';

test('two people and the bot talk in a room, which all can use', { skip: noChromium }, async t => {
  const network = await startNetwork(t);
  const chat = network.host.clients.of(chatContract);
  await chat.createRoom({ name: 'hall', title: 'The hall', topic: 'Anything' });
  const browser = await launch(t);
  const url = `${network.origin}/rooms/hall`;
  const owner = await ownerContext(network, browser);
  const from = { address: '127.0.0.1', token: owner.token };
  for (const nonce of ['1', '2', '3'])
    await chat.sayInRoom({ room: 'hall', from, markdown: `Line ${nonce}`, nonce });
  const guests = await browser.newContext({ viewport: { width: 360, height: 740 }, colorScheme: 'dark' });
  assert.deepEqual(await inspect(guests, url), []);
  assert.deepEqual(await inspect(guests, `${network.origin}/rooms`), []);

  const [ours, theirs] = [await owner.newPage(), await guests.newPage()];
  await Promise.all([ours.goto(url), theirs.goto(url)]);
  await theirs.getByLabel('Your name').fill('Toke');
  await theirs.getByRole('textbox', { name: 'Message' }).fill('Hello @Owner, *you*');
  await theirs.getByRole('button', { name: 'Send' }).click();
  await ours.locator('.to-me').getByText('Hello @Owner, you').waitFor();

  await ours.getByLabel(/Message, as/).fill('!pin');
  await ours.keyboard.type('g');
  await ours.getByRole('option', { name: '!ping' }).waitFor();
  await ours.keyboard.press('Tab');
  await ours.keyboard.press('Enter');
  await theirs.locator('.of-bot').getByText('pong').waitFor();

  await ours.locator('.to-me', { hasText: 'Hello @Owner' }).hover();
  await ours.getByRole('button', { name: 'More for the message of Toke' }).click();
  await ours.getByRole('button', { name: 'React with 🎉' }).click();
  await theirs.locator('.mine .reactions').getByText('🎉 1').waitFor();
  await theirs.getByRole('button', { name: 'More for the message of Toke' }).click();
  await theirs.getByRole('button', { name: 'Edit' }).click();
  await theirs.getByText('Edit your message').waitFor();
  await theirs.getByRole('textbox', { name: 'Message' }).fill('Hello all');
  await theirs.getByRole('button', { name: 'Send' }).click();
  await ours.getByText('Hello all').waitFor();
  assert.equal(await ours.locator('.message').getByText('Hello @Owner').count(), 0);

  // A moderator commands the room from within it, and everybody sees what holds now.
  const field = ours.getByLabel(/Message, as/);
  // Of many proposals some are seen, and that which is chosen is always one of them.
  await field.press('/');
  await ours.getByRole('option', { name: '/help', selected: true }).waitFor();
  await ours.keyboard.press('ArrowUp');
  await ours.getByRole('option', { name: '/unpin', selected: true }).waitFor();
  assert.equal(await ours.getByRole('option', { name: '/help' }).count(), 0);
  await ours.keyboard.press('Escape');
  await field.fill('/sl');
  await field.press('End');
  await ours.keyboard.type('o');
  await ours.getByRole('option', { name: '/slow' }).waitFor();
  await ours.keyboard.press('Tab');
  await ours.keyboard.type('30');
  await ours.keyboard.press('Enter');
  await ours.getByRole('status').getByText('One message in 30 s.').waitFor();
  await theirs.getByText('Slow mode: one message in 30 s').waitFor();
  await ours.getByRole('button', { name: 'More for the message of Toke' }).press('Enter');
  await ours.getByRole('button', { name: 'Pin' }).click();
  await theirs.getByRole('complementary', { name: 'Pinned message' }).getByText('Hello all').waitFor();
  await field.fill('/slow off');
  await ours.keyboard.press('Enter');
  await theirs.locator('#slow').waitFor({ state: 'hidden' });

  // A line that is lost is taken up, with what was said meanwhile once.
  await guests.setOffline(true);
  await chat.sayInRoom({ room: 'hall', from, markdown: 'Meanwhile', nonce: 'meanwhile' });
  await guests.setOffline(false);
  await theirs.getByText('Meanwhile').waitFor();
  assert.equal(await theirs.getByText('Meanwhile').count(), 1);

  // In a post the room is where its link stands, and the menu leads to all rooms.
  const api = network.host.clients.of(apiContract);
  const markdown = 'Come in:\n\n[The hall](/rooms/hall)\n';
  await api.savePost({ title: 'Hall', slug: 'hall', markdown, status: 'published', source: 'hall.md' });
  assert.deepEqual(await inspect(guests, `${network.origin}/posts/hall`, { cookies: true }), []);
  await theirs.goto(`${network.origin}/posts/hall`);
  await theirs.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Rooms' }).waitFor();
  const frame = theirs.frameLocator('iframe[title="The hall"]');
  await frame.getByText('Meanwhile').waitFor();
  await frame.getByRole('textbox', { name: 'Message' }).fill('From the post');
  await frame.getByRole('button', { name: 'Send' }).click();
  await ours.getByText('From the post').waitFor();
});
