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
