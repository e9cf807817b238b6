import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rhythmOf } from './rhythm.ts';

const NOW = new Date('2026-03-02T10:00:00Z');
const HOUR = 3_600;
const ago = (hours: number) => new Date(NOW.getTime() - hours * HOUR * 1000);

test('the rhythm is the mean time between the newest items, in whatever order they stand', () => {
  assert.equal(rhythmOf([ago(1), ago(4), ago(7)], NOW), 3 * HOUR);
  assert.equal(rhythmOf([ago(7), ago(1), ago(4)], NOW), 3 * HOUR);
});

test('items at once make the rhythm no faster than a minute, and old ones beyond twenty do not count', () => {
  assert.equal(rhythmOf([ago(1), ago(1), ago(1)], NOW), 60);
  const hourly = Array.from({ length: 20 }, (_, index) => ago(index));
  assert.equal(rhythmOf([...hourly, ago(100_000)], NOW), HOUR);
});

test('too few dated items have no rhythm: none, two, or dates that have not come', () => {
  assert.equal(rhythmOf([], NOW), undefined);
  assert.equal(rhythmOf([ago(1), undefined, ago(2)], NOW), undefined);
  assert.equal(rhythmOf([ago(-1), ago(-2), ago(1), ago(2)], NOW), undefined);
});
