import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { AppError } from '../../../core/errors.ts';
import { signedIn } from '../testing/signed-in.ts';
import { ORIGIN, testSite } from '../testing/test-site.ts';

async function talk(t: TestContext) {
  const site = await testSite(t);
  const say = (form: Record<string, string>) =>
    site.app.inject({
      method: 'POST',
      url: '/bot',
      headers: { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded', origin: ORIGIN },
      payload: new URLSearchParams(form).toString(),
    });
  return { ...site, say };
}

const hidden = (body: string, name: string) =>
  body.match(new RegExp(`name="${name}" value="([^"]*)"`))?.[1]?.replaceAll('&quot;', '"') ?? '';

test('the page lists what the bot can do and begins no room', async t => {
  const { get } = await talk(t);
  const { body } = await get('/bot');
  assert.match(body, /roll \[DICE\]/);
  assert.equal(hidden(body, 'room'), '');
});

test('a talk goes on without a script: room and earlier lines travel in the form', async t => {
  const { say } = await talk(t);
  const first = (await say({ text: 'hello' })).body;
  assert.match(first, /You said: hello/);
  const room = hidden(first, 'room');
  assert.match(room, /^web\/[\w-]+$/);
  const second = (await say({ text: 'again', room, talk: hidden(first, 'talk') })).body;
  assert.equal(hidden(second, 'room'), room);
  assert.match(second, /You said: hello[\s\S]*You said: again/);
});

test('lines that come back in the form are text: no markup, and only web addresses become links', async t => {
  const { say } = await talk(t);
  const forged = JSON.stringify([
    { said: '<b>x', answers: ['<script>1</script> javascript:alert(1) see https://a.example/x?y="z, ok'] },
  ]);
  const { body } = await say({ text: 'hi', talk: forged });
  assert.doesNotMatch(body, /<script>1|<b>x|href="javascript/);
  assert.match(
    body,
    /<a href="https:\/\/a\.example\/x\?y=" rel="nofollow noopener">|<a href="https:\/\/a\.example\/x\?y"/,
  );
  assert.equal((await say({ text: 'hi', talk: 'not json', room: 'irc/net/#chan' })).statusCode, 200);
});

test('a refusal of the bot is told in place and keeps the message', async t => {
  const { say, bot } = await talk(t);
  bot.refuse('ask', new AppError('rate_limited', 'Too many messages at once.'));
  const page = await say({ text: 'flood' });
  assert.equal(page.statusCode, 200);
  assert.match(page.body, /Too many messages at once/);
  assert.match(page.body, /value="flood"/);
});

test('who is signed in speaks as their account, on a page of the site alone', async t => {
  const site = await signedIn(t, 'owner');
  const { body } = await site.post('/bot', { text: 'hello' });
  assert.match(body, /You said: hello, as the account owner \(owner\)/);
  const elsewhere = await site.app.inject({
    ...{ method: 'POST', url: '/bot', payload: 'text=hello' },
    headers: {
      ...{ cookie: '__Host-croft=owner', origin: 'https://evil.example' },
      'content-type': 'application/x-www-form-urlencoded',
    },
  });
  assert.equal(elsewhere.statusCode, 403);
  assert.equal(site.bot.calls.filter(call => call === 'ask').length, 1);
});

test('an empty or endless message is refused in words', async t => {
  const { say } = await talk(t);
  assert.equal((await say({ text: ' ' })).statusCode, 400);
  assert.equal((await say({ text: 'x'.repeat(1001) })).statusCode, 400);
});
