import assert from 'node:assert/strict';
import { test } from 'node:test';
import { botContract } from '../../services/bot/contract.ts';
import { chatContract } from '../../services/chat/contract.ts';
import { startNetwork } from '../support/network.ts';
import { ownerContext } from '../support/signed-in.ts';
import { launch, noChromium } from './support/chromium.ts';
import { inspect } from './support/inspect.ts';

test('rules are set, what they did is taken back, and what is kept is told, without a script', {
  skip: noChromium,
}, async t => {
  const network = await startNetwork(t);
  const chat = network.host.clients.of(chatContract);
  const bot = network.host.clients.of(botContract);
  const room = 'chat/hall';
  await chat.createRoom({ name: 'hall', title: 'The hall' });
  const { secret } = await chat.takeName({ from: { address: '192.0.2.2' }, name: 'Eve' });
  const browser = await launch(t);
  const phone = {
    viewport: { width: 360, height: 740 },
    colorScheme: 'dark' as const,
    javaScriptEnabled: false,
  };
  const owner = await ownerContext(network, browser, phone);
  const url = (path: string) => `${network.origin}${path}`;
  const page = await owner.newPage();

  await page.goto(url('/admin/bot/rules?id=chat/hall'));
  await page.getByLabel('Moderate this room by these rules').check();
  await page.getByLabel('Words that are not said').fill('heck\n/(/');
  await page.getByLabel('The first breach brings').selectOption('timeout');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('alert').getByText('cannot be read').waitFor();
  await page.getByLabel('Words that are not said').fill('heck\nspam*');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved.').waitFor();
  await page.goto(url('/admin/bot/room?id=chat/hall'));
  await page.getByLabel('Keep what is said here').check();
  await page.getByLabel('ping', { exact: true }).uncheck();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved.').waitFor();
  const [options] = (await bot.listRoomOptions({})).rooms;
  assert.deepEqual([options?.logged, options?.off], [true, ['ping']]);

  const from = { address: '192.0.2.2', guest: secret };
  await chat.sayInRoom({ room: 'hall', from, markdown: 'The bread is in the oven', nonce: '1' });
  await chat.sayInRoom({ room: 'hall', from, markdown: 'oh h.e.c.k', nonce: '2' });
  const done = async () =>
    (await bot.listDecisions({ room })).decisions.some(({ state }) => state === 'done');
  while (!(await done())) await new Promise(resolve => setTimeout(resolve, 20));
  await page.goto(url('/admin/bot/decisions'));
  await page.getByRole('button', { name: 'Undo what was done to Eve' }).click();
  await page.getByText('Taken back.').waitFor();
  await page.goto(url('/admin/bot/logs?name=eve'));
  await page.getByText('The bread is in the oven').waitFor();
  await page.goto(url('/admin/bot/rules?id=chat/hall'));
  await page.goto(url('/bot/privacy'));
  await page.getByText('One room is logged.').waitFor();
  await page.close();

  const looking = await browser.newContext({ viewport: phone.viewport, colorScheme: 'dark' });
  await looking.addCookies(await owner.cookies());
  for (const path of ['', '/room?id=chat/hall', '/rules?id=chat/hall', '/decisions', '/logs?name=eve'])
    assert.deepEqual(await inspect(looking, url(`/admin/bot${path}`), { cookies: true }), [], path);
  await looking.clearCookies();
  assert.deepEqual(await inspect(looking, url('/bot/privacy')), []);
});
