import assert from 'node:assert/strict';
import { test } from 'node:test';
import { REASONS } from '../poll/schedule.ts';
import { span } from './span.ts';
import { type HealthFacts, nextWords, type PushFacts, pushWords, stateWords } from './words.ts';

const NOW = new Date('2026-03-02T10:00:00Z');
const ago = (hours: number) => new Date(NOW.getTime() - hours * 3_600_000);

const WELL: HealthFacts = {
  problem: null,
  problem_since: null,
  polled_at: ago(1),
  failures: 0,
  next_reason: 'rhythm',
  next_poll_at: ago(-1),
  rest_seconds: 0,
  rhythm_seconds: 3 * 3_600,
  newest_at: ago(48),
  move_url: null,
  rest_until: null,
};
const state = (changes: Partial<HealthFacts>) => stateWords({ ...WELL, ...changes });
const next = (changes: Partial<HealthFacts>) => nextWords({ ...WELL, ...changes }, NOW);

test('seconds are said in the unit that people would use', () => {
  const said = [0, 1, 59, 60, 90, 3_600, 5_400, 10_800, 86_400, 100_000, 604_800, 3e6, 7e7].map(span);
  assert.deepEqual(said, [
    ...['0 seconds', '1 second', '59 seconds', '1 minute', '90 seconds', '1 hour', '90 minutes', '3 hours'],
    ...['1 day', '28 hours', '1 week', '5 weeks', '2 years'],
  ]);
});

test('the state of a feed is a sentence', () => {
  const since = { problem: 'x', problem_since: ago(5) };
  assert.equal(state({}), 'All is well.');
  assert.equal(state({ polled_at: null }), 'It has not been polled yet.');
  assert.equal(state(since), 'It is read, but something has been wrong with it since 2026-03-02 05:00 UTC.');
  assert.equal(
    state({ ...since, failures: 1 }),
    'It has not been read since 2026-03-02 05:00 UTC; it failed once.',
  );
  assert.match(state({ ...since, failures: 7 }), /; it failed 7 times in a row\.$/);
  assert.equal(
    state({ ...since, failures: 7, next_reason: 'gone' }),
    'Its server says that it is gone for good, since 2026-03-02 05:00 UTC.',
  );
});

test('every reason for the time of the next poll has its own words', () => {
  const words = REASONS.map(next_reason => next({ next_reason, failures: 3 }));
  assert.equal(new Set(words).size, REASONS.length);
  assert.equal(next({}), 'It publishes about every 3 hours.');
  assert.equal(next({ next_reason: 'quiet' }), 'Its newest item is 2 days old.');
  assert.equal(
    next({ next_reason: 'rest', rest_seconds: 7200 }),
    'It asks not to be polled again for 2 hours, a day at the most.',
  );
  assert.equal(next({ rest_until: ago(-3) }), 'Its server asks to be left alone until 2026-03-02 13:00 UTC.');
});

test('of a hub it is said whether it tells of news, and if not why and what happens then', () => {
  const push: PushFacts = {
    hub: 'https://hub.example/x',
    state: 'verified',
    problem: null,
    missed: 0,
    lease_until: ago(-24),
    next_ask_at: ago(-2),
  };
  const said = (changes: Partial<PushFacts>) => pushWords({ ...push, ...changes }, true, 2, NOW);
  assert.equal(said({}), 'Its hub hub.example tells of news at once, as agreed until 2026-03-03 10:00 UTC.');
  assert.match(said({ lease_until: ago(1) }), /has not renewed what was agreed until 2026-03-02 09:00 UTC/);
  assert.match(said({ missed: 2 }), /did not, so the feed is polled/);
  assert.match(said({ state: 'asked' }), /has not confirmed yet/);
  assert.match(
    said({ state: 'failed', problem: 'No.' }),
    /fails: No\. It is asked again after 2026-03-02 12:00/,
  );
  assert.match(said({ state: 'denied', problem: '“no”' }), /refuses: “no”/);
  assert.match(pushWords(undefined, true, 2, NOW), /names no hub/);
  assert.match(pushWords(push, false, 2, NOW), /cannot be reached from outside\. Set CROFT_URL/);
});
