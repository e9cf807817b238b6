import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { apiContract } from '../../services/api/contract.ts';
import { otherSite } from '../../services/api/testing/other-site.ts';
import { startNetwork } from '../support/network.ts';
import { ownerContext } from '../support/signed-in.ts';
import { launch, noChromium } from './support/chromium.ts';
import { inspect } from './support/inspect.ts';
import { type Look, looks } from './support/looks.ts';

async function until(condition: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await condition())) await sleep(50);
}

test('a post tells the site it links to, its subscribers and a webhook; an answer comes back; the owner sees it all', {
  skip: noChromium,
}, async t => {
  const network = await startNetwork(t);
  const { origin, host } = network;
  const api = host.clients.of(apiContract);
  const other = await otherSite(t);
  const browser = await launch(t);
  const context = await ownerContext(network, browser, { javaScriptEnabled: false });
  const page = await context.newPage();

  other.page('/hook', 'thanks');
  await page.goto(`${origin}/admin/webhooks`);
  await page.getByLabel('Address').fill(`${other.origin}/hook`);
  await page.getByRole('button', { name: 'Make it' }).click();
  const secret = (await page.locator('code.secret').textContent())!;
  await page.getByRole('link', { name: 'Go on' }).click();
  await page.getByRole('button', { name: 'Send a test' }).click();
  await until(() => other.asked.some(({ body }) => body.includes('"test"')));

  const callback = other.page('/callback', ({ path }) => ({
    body: new URLSearchParams(path.split('?')[1]).get('hub.challenge') ?? '',
  }));
  const subscribed = await fetch(`${origin}/websub`, {
    method: 'POST',
    body: new URLSearchParams({
      'hub.mode': 'subscribe',
      'hub.topic': `${origin}/feed.xml`,
      'hub.callback': callback,
      'hub.secret': 'x',
    }),
  });
  assert.equal(subscribed.status, 202);
  await until(() => other.asked.some(({ path }) => path.startsWith('/callback')));
  await sleep(200);

  const theirs = other.page('/note', {
    headers: { link: '</mention>; rel="webmention"' },
    body: '<p>A note</p>',
  });
  other.page('/mention', { status: 202 });
  const { post } = await api.savePost({
    title: 'Walls',
    markdown: `[a note](${theirs})`,
    status: 'published',
  });
  const sent = (path: string) => other.asked.filter(one => one.method === 'POST' && one.path === path);
  await until(() => sent('/mention').length > 0 && sent('/callback').length > 0 && sent('/hook').length > 1);
  assert.deepEqual(Object.fromEntries(new URLSearchParams(sent('/mention')[0]!.body)), {
    source: `${origin}/posts/walls`,
    target: theirs,
  });
  const [feed] = sent('/callback');
  assert.match(feed!.body, /<title>Walls<\/title>/);
  assert.equal(
    feed!.headers['x-hub-signature'],
    `sha256=${createHmac('sha256', 'x').update(feed!.body).digest('hex')}`,
  );
  assert.match(secret, /^whsec_/);
  assert.equal(JSON.parse(sent('/hook')[1]!.body).data.post.id, post.id);

  const answer = other.page(
    '/answer',
    `<div class="h-entry"><a class="p-author h-card" href="${other.origin}/">Ann</a>
     <a class="u-in-reply-to" href="${origin}/posts/walls">re</a><p class="e-content">One over two.</p></div>`,
  );
  await page.goto(`${origin}/webmention?target=${encodeURIComponent(`${origin}/posts/walls`)}`);
  await page.getByLabel('Your page').fill(answer);
  await page.getByRole('button', { name: 'Send' }).click();
  await page.waitForURL(/\/webmention\/./);
  await until(async () => {
    await page.reload();
    return (await page.getByRole('heading', { level: 1 }).textContent()) === 'Taken';
  });

  await page.goto(`${origin}/admin/mentions`);
  await page.getByRole('cell', { name: 'reply, pending' }).waitFor();
  await page.getByLabel('State').selectOption('refused');
  await page.getByRole('button', { name: 'Show' }).click();
  await page.getByText('No mention is all of this').waitFor();
  await page.goto(`${origin}/admin/mentions?q=ANSWER`);
  await page.getByLabel(`Choose ${answer}`).check();
  await page.getByRole('button', { name: 'Look again at the ticked ones' }).click();
  await page.getByText('The source is being looked at again.').waitFor();
  await page.goto(`${origin}/admin/mentions/sent?state=sent`);
  await page.getByRole('button', { name: `Send again ${theirs}` }).click();
  await until(() => sent('/mention').length > 1);
  await page.goto(`${origin}/admin/mentions/sent?q=nowhere`);
  assert.equal(await page.locator('.table').count(), 0);
  await page.goto(`${origin}/admin/mentions/domains`);
  await page.getByLabel('Domain').fill('not a domain');
  await page.getByRole('button', { name: 'Add' }).click();
  await page.getByText('must be a domain such as').waitFor();
  await page.getByLabel('Domain').fill('spam.example');
  await page.getByLabel('Its mentions').selectOption('block');
  await page.getByRole('button', { name: 'Add' }).click();
  await page.getByText('Noted for spam.example.').waitFor();

  const hook = (await api.listWebhooks({})).webhooks[0]!.id;
  const screens = [
    '/webmention',
    '/admin/mentions',
    '/admin/mentions/sent',
    '/admin/mentions/domains',
    '/admin/webhooks',
    `/admin/webhooks/${hook}`,
  ];
  for (const [name, look] of Object.entries<Look>(looks)) {
    const signedIn = await ownerContext(network, browser, { ...look.context, token: context.token });
    for (const path of screens) {
      const problems = await inspect(signedIn, origin + path, { look, cookies: true });
      assert.deepEqual(problems, [], `${path}, ${name}`);
      const shots = process.env['SHOTS'];
      if (shots) {
        const shown = await signedIn.newPage();
        await shown.goto(origin + path);
        await shown.screenshot({
          path: `${shots}/${name}${path.replaceAll('/', '-').slice(0, 26)}.png`,
          fullPage: true,
        });
        await shown.close();
      }
    }
    await signedIn.close();
  }
});
