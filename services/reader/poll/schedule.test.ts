import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Circumstances, nextPoll } from './schedule.ts';

const PAUSES = { shortestPause: 1800, longestPause: 43_200 };
const HOUR = 3600;
const NOW = new Date('2026-03-02T10:00:00Z'); // a Monday

function next(changes: Partial<Circumstances>, random = 0) {
  const at: Circumstances = {
    now: NOW,
    newestAt: undefined,
    rhythm: undefined,
    failures: 0,
    lost: undefined,
    pushed: false,
    restSeconds: 0,
    retryAfter: undefined,
    skipHours: [],
    skipDays: [],
    ...changes,
  };
  return nextPoll(at, PAUSES, random);
}

const pause = (changes: Partial<Circumstances>, random = 0) => next(changes, random).pause;
const why = (changes: Partial<Circumstances>) => next(changes).reason;

const ago = (hours: number) => new Date(NOW.getTime() - hours * HOUR * 1000);

test('a feed is polled after a twenty-fourth of the time since its newest item, within the limits', () => {
  assert.equal(pause({ newestAt: ago(1) }), 1800);
  assert.equal(pause({ newestAt: ago(24) }), HOUR);
  assert.equal(pause({ newestAt: ago(24 * 7) }), 7 * HOUR);
  assert.equal(pause({ newestAt: ago(24 * 365) }), 43_200);
  assert.equal(pause({}), HOUR);
});

test('the rhythm of a feed counts where it is slower than the time since its newest item', () => {
  assert.equal(pause({ newestAt: ago(1), rhythm: 7 * 24 * HOUR }), 7 * HOUR);
  assert.equal(pause({ newestAt: ago(1), rhythm: 3 * HOUR }), 1800);
  assert.equal(pause({ newestAt: ago(24 * 7), rhythm: HOUR }), 7 * HOUR);
  assert.equal(why({ newestAt: ago(1), rhythm: 3 * HOUR }), 'rhythm');
  assert.equal(why({ newestAt: ago(24 * 7), rhythm: HOUR }), 'quiet');
  assert.equal(why({ newestAt: ago(1) }), 'quiet');
  assert.equal(why({}), 'undated');
});

test('while a hub pushes a feed it is asked once a day, but not when it fails', () => {
  assert.deepEqual(next({ pushed: true, newestAt: ago(1) }), { pause: 24 * HOUR, reason: 'push' });
  assert.deepEqual(next({ pushed: true, failures: 1 }), { pause: 1800, reason: 'backoff' });
});

test('what is gone for good is asked once a week, and what is not there for long once a day, never less', () => {
  assert.deepEqual(next({ failures: 1, lost: 'gone' }), { pause: 7 * 24 * HOUR, reason: 'gone' });
  assert.deepEqual(next({ failures: 100_000, lost: 'gone' }), { pause: 7 * 24 * HOUR, reason: 'gone' });
  assert.deepEqual(next({ failures: 9, lost: 'missing' }), { pause: 43_200, reason: 'backoff' });
  assert.deepEqual(next({ failures: 10_000, lost: 'missing' }), { pause: 24 * HOUR, reason: 'missing' });
});

test('a failing feed is polled less and less often, and never given up', () => {
  assert.deepEqual(
    [1, 2, 3, 10, 100_000].map(failures => pause({ failures })),
    [1800, 3600, 7200, 43_200, 43_200],
  );
});

test('the rest that a feed asks for is kept up to a day, and Retry-After up to a week', () => {
  assert.equal(pause({ newestAt: ago(1), restSeconds: 3 * HOUR }), 3 * HOUR);
  assert.equal(pause({ restSeconds: 365 * 24 * HOUR }), 24 * HOUR);
  assert.equal(pause({ failures: 1, retryAfter: 2 * HOUR }), 2 * HOUR);
  assert.equal(pause({ failures: 1, retryAfter: 1 }), 1800);
  assert.equal(why({ newestAt: ago(1), restSeconds: 3 * HOUR }), 'rest');
  assert.equal(why({ failures: 1, retryAfter: 2 * HOUR }), 'retry_after');
  assert.equal(pause({ failures: 1, retryAfter: 10 ** 9 }), 7 * 24 * HOUR);
});

test('polls are spread by up to a tenth', () => assert.equal(pause({}, 1), 3960));

test('hours and days that a feed excludes are passed over, unless it excludes them all', () => {
  assert.equal(pause({ skipHours: [11, 12] }), 3 * HOUR);
  assert.equal(pause({ skipDays: [1] }), 14 * HOUR);
  assert.equal(why({ skipDays: [1] }), 'excluded');
  assert.equal(pause({ skipDays: [0, 1, 2, 3, 4, 5, 6] }), HOUR);
});
