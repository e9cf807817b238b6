import assert from 'node:assert/strict';
import { test } from 'node:test';
import { signedIn } from '../testing/signed-in.ts';

const PAGE = '/reader/feed/f1/options';

test('how a feed is read is shown, and secrets only as being set', async t => {
  const { page } = await signedIn(t, 'owner');
  assert.match(await page('/reader/feed/f1/edit'), new RegExp(`href="${PAGE}"`));
  const shown = await page(PAGE);
  assert.match(shown, /id="fullText" name="fullText" type="checkbox" checked/);
  assert.match(shown, /name="content"[^>]* value="article"/);
  assert.match(shown, /Cookie \(set; empty keeps it\)/);
  assert.match(shown, /name="cookieRemove"/);
  assert.doesNotMatch(shown, /name="proxyRemove"/);
});

test('the text of pages is switched on and off, and a selector that is none is said beside it', async t => {
  const { page, post, world } = await signedIn(t, 'member');
  assert.doesNotMatch(await page(PAGE), /User agent/, 'a member is not told how a feed is fetched');
  const off = await post('/reader/feed/f1/reading', { content: '', remove: '.ad' });
  assert.equal(off.headers.location, PAGE);
  const [method, input] = world.read.at(-1)!;
  assert.equal(method, 'setFeedReading');
  assert.partialDeepStrictEqual(input, { id: 'f1', fullText: false, content: null, remove: '.ad' });
  const refused = await post('/reader/feed/f1/reading', { fullText: 'on', content: '<', remove: '.ad' });
  assert.equal(refused.statusCode, 400);
  assert.match(
    refused.body,
    /<label for="content">[^<]*<\/label><p class="problem" id="content-problem" role="alert">“&lt;” is no CSS selector\.<\/p><input id="content"[^>]* value="&lt;"[^>]* aria-invalid="true" aria-describedby="content-problem content-hint"/,
  );
  assert.equal(refused.body.match(/role="alert"/g)?.length, 1);
});

test('secrets that are not written stay, and those that are ticked go', async t => {
  const { post, world } = await signedIn(t, 'owner');
  const sent = async (fields: Record<string, string>) => {
    await post(PAGE, fields);
    const { account, id, ...rest } = world.read.at(-1)![1] as Record<string, unknown>;
    return rest;
  };
  assert.deepEqual(await sent({ userAgent: '', cookie: '', username: '', password: '' }), {
    userAgent: null,
  });
  assert.deepEqual(
    await sent({ userAgent: 'Mozilla', cookieRemove: 'on', username: 'ann', password: ' x ' }),
    {
      userAgent: 'Mozilla',
      cookie: null,
      basicAuth: { username: 'ann', password: ' x ' },
    },
  );
  const refused = await post(PAGE, { cookie: 'a=b\r\nx: y', userAgent: 'Mozilla/5' });
  assert.equal(refused.statusCode, 400);
  assert.match(refused.body, /name="userAgent"[^>]* value="Mozilla\/5"/);
  assert.match(
    refused.body,
    /id="cookie-problem" role="alert">This must be one line of plain characters\.<\/p><input id="cookie"/,
  );
  const colon = await post(PAGE, { username: 'a:b', password: 'x' });
  assert.match(colon.body, /id="username-problem" role="alert">This may hold no colon\./);
  assert.doesNotMatch(refused.body, /a=b/, 'a secret is not shown again');
  const member = await signedIn(t, 'member');
  assert.equal((await member.post(PAGE, { userAgent: 'x' })).statusCode, 403);
});
