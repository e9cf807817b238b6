import assert from 'node:assert/strict';
import { test } from 'node:test';
import { botContract } from '../../services/bot/contract.ts';
import { startNetwork } from '../support/network.ts';
import { ownerContext, signIn } from '../support/signed-in.ts';
import { launch, noChromium } from './support/chromium.ts';
import { inspect } from './support/inspect.ts';
import { type Look, looks } from './support/looks.ts';

const ROOM = 'irc/home/#mill';

test('without JavaScript the owner gives the bot a command, a timer and a counter; all screens fit and are accessible', {
  skip: noChromium,
}, async t => {
  const network = await startNetwork(t);
  const { origin } = network;
  const browser = await launch(t);
  const context = await ownerContext(network, browser, { javaScriptEnabled: false });
  const bot = network.host.clients.of(botContract);
  await bot.setRoomOptions({ room: ROOM, moderators: ['ann'] });
  const page = await context.newPage();

  await page.goto(`${origin}/admin/bot`);
  await page.getByRole('link', { name: 'Commands' }).click();
  await page.getByLabel('Name', { exact: true }).fill('hug');
  await page.getByLabel('What it says').fill('$(usr) hugs $(touser)');
  await page.getByRole('button', { name: 'Add it' }).click();
  await page.getByText('There is no variable $(usr)').waitFor();
  assert.equal(await page.getByLabel('Name', { exact: true }).inputValue(), 'hug');
  await page.getByLabel('What it says').fill('$(user) hugs $(touser)');
  await page.getByRole('button', { name: 'Add it' }).click();
  await page.getByText('The command is there.').waitFor();
  await page.goto(`${origin}/bot`);
  await page.getByLabel('Say something').fill('hug ben');
  await page.getByRole('button', { name: 'Send' }).click();
  await page.getByText('Owner hugs ben').waitFor();
  await page.goto(`${origin}/bot/about`);
  assert.match((await page.locator('#do-hug').textContent()) ?? '', /!hug \[WORDS\].*Says: \$\(user\) hugs/s);

  await page.goto(`${origin}/admin/bot/timers`);
  await page.getByLabel('What it says').fill('Tea is at four.');
  await page.getByRole('button', { name: 'Add it' }).click();
  await page.getByRole('link', { name: 'Tea is at four.' }).click();
  await page.getByLabel('It is on').uncheck();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.locator('.table').getByText('off').waitFor();
  await page.getByRole('link', { name: 'Counters' }).click();
  await page.getByLabel('Name').fill('deaths');
  await page.getByRole('button', { name: 'Set it' }).click();
  await page.getByRole('button', { name: '+1: deaths in' }).click();
  await page.getByText('deaths is 1.').waitFor();

  const { commands } = await bot.listCommands({});
  const { timers } = await bot.listTimers({});
  const screens = [
    '',
    `/room?id=${encodeURIComponent(ROOM)}`,
    '/commands',
    `/commands/${commands[0]?.id}`,
    '/timers',
    `/timers/${timers[0]?.id}`,
    '/counters',
    '/queues',
  ];
  const found: Record<string, string[]> = {};
  for (const [name, look] of Object.entries<Look>(looks)) {
    const looking = await browser.newContext(look.context);
    await signIn(network, looking, context.token);
    for (const path of [...screens.map(screen => `/admin/bot${screen}`), '/bot/about', '/bot/privacy']) {
      const problems = await inspect(looking, origin + path, { look, cookies: true });
      if (problems.length > 0) found[`${name} ${path}`] = problems;
    }
    await looking.close();
  }
  assert.deepEqual(found, {});

  const live = await browser.newContext();
  await signIn(network, live, context.token);
  const talk = await live.newPage();
  await talk.goto(`${origin}/bot`);
  await talk.getByLabel('Say something').fill('forget me');
  await talk.getByRole('button', { name: 'Send' }).click();
  await talk.getByText('Say !yes within two minutes').waitFor();
  const queues = await live.newPage();
  await queues.goto(`${origin}/admin/bot/queues`);
  await queues.getByText('Nothing to do').waitFor();
  await bot.hear({ room: ROOM, sender: { name: 'ann' }, text: '!ping', direct: false, id: '1' });
  await queues.getByRole('rowheader', { name: ROOM }).waitFor();
});
