import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AppError } from '../../../core/errors.ts';
import { signedIn } from '../testing/signed-in.ts';

test('that a feed may not be polled now is said on the page, and to a program with its status', async t => {
  const { page, post, send, reader } = await signedIn(t, 'owner');
  reader.refuse(
    'pollNow',
    new AppError('rate_limited', 'Its server asks to be left alone.', { retryAfter: 9 }),
  );
  const answer = await post('/reader/feed/f1/poll', { back: '/reader/feeds' });
  assert.equal(answer.headers.location, '/reader/feeds');
  assert.match(await page('/reader/feeds'), /Its server asks to be left alone\./);
  assert.equal((await send('POST', '/reader/feed/f1/poll', {}, 'application/json')).statusCode, 429);
});

test('a feed is had from another address, written or named by its site, and what leads nowhere is said on the form', async t => {
  const { page, post, world } = await signedIn(t, 'member');
  assert.match(await page('/reader/feed/f1/edit'), /href="\/reader\/feed\/f1\/address"/);
  const shown = await page('/reader/feed/f1/address');
  assert.match(shown, /name="url"[^>]* value="https:\/\/a\.example\/feed\.xml"/);
  assert.doesNotMatch(shown, /cookie/, 'a member has none');
  const found = (await post('/reader/feed/f1/find', {})).body;
  assert.match(found, /News &lt;of&gt; it[\s\S]*name="url" value="https:\/\/a\.example\/new\.xml"/);
  const refused = await post('/reader/feed/f1/address', { url: 'nothing.example' });
  assert.equal(refused.statusCode, 400);
  assert.match(refused.body, /role="alert">No feed was found there\.[\s\S]*value="nothing\.example"/);
  assert.equal((await post('/reader/feed/f1/address', { url: ' ' })).statusCode, 400);
  const moved = await post('/reader/feed/f1/address', { url: 'https://a.example/new.xml' });
  assert.match(String(moved.headers.location), /^\/reader\/feed\/f2/);
  assert.deepEqual(world.read.at(-1), [
    'changeAddress',
    { account: 'member', id: 'f1', url: 'https://a.example/new.xml' },
  ]);
});
