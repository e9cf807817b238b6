import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Circumstances, nextPoll } from './schedule.ts';

const PAUSES = { shortestPause: 1800, longestPause: 43_200 };
const HOUR = 3600;
const NOW = new Date('2026-03-02T10:00:00Z'); // a Monday

function pause(changes: Partial<Circumstances>, random = 0): number {
  const at: Circumstances = {
    now: NOW,
    newestAt: undefined,
    failures: 0,
    restSeconds: 0,
    retryAfter: undefined,
    skipHours: [],
    skipDays: [],
    ...changes,
  };
  return (nextPoll(at, PAUSES, random).getTime() - NOW.getTime()) / 1000;
}

const ago = (hours: number) => new Date(NOW.getTime() - hours * HOUR * 1000);

test('a feed is polled after a twenty-fourth of the time since its newest item, within the limits', () => {
  assert.equal(pause({ newestAt: ago(1) }), 1800);
  assert.equal(pause({ newestAt: ago(24) }), HOUR);
  assert.equal(pause({ newestAt: ago(24 * 7) }), 7 * HOUR);
  assert.equal(pause({ newestAt: ago(24 * 365) }), 43_200);
  assert.equal(pause({}), HOUR);
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
  assert.equal(pause({ failures: 1, retryAfter: 10 ** 9 }), 7 * 24 * HOUR);
});

test('polls are spread by up to a tenth', () => assert.equal(pause({}, 1), 3960));

test('hours and days that a feed excludes are passed over, unless it excludes them all', () => {
  assert.equal(pause({ skipHours: [11, 12] }), 3 * HOUR);
  assert.equal(pause({ skipDays: [1] }), 14 * HOUR);
  assert.equal(pause({ skipDays: [0, 1, 2, 3, 4, 5, 6] }), HOUR);
});
