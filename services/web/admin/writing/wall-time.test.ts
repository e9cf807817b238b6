import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromWallTime, knownZone, toWallTime } from './wall-time.ts';

test('a time on the wall is the instant at which the clocks there show it, and back', () => {
  for (const [wall, zone, instant] of [
    ['2026-11-24T09:30', 'UTC', '2026-11-24T09:30:00.000Z'],
    ['2026-11-24T09:30', 'Europe/Oslo', '2026-11-24T08:30:00.000Z'],
    ['2026-07-01T00:15', 'Europe/Oslo', '2026-06-30T22:15:00.000Z'],
    ['2026-01-01T00:00', 'Pacific/Kiritimati', '2025-12-31T10:00:00.000Z'],
    ['2026-03-01T12:00', 'Asia/Kathmandu', '2026-03-01T06:15:00.000Z'],
  ] as const) {
    assert.equal(fromWallTime(wall, zone), instant);
    assert.equal(toWallTime(instant, zone), wall);
  }
});

test('a time that comes twice is the first, and one that is left out goes on as the clock before', () => {
  assert.equal(fromWallTime('2026-10-25T02:30', 'Europe/Oslo'), '2026-10-25T00:30:00.000Z');
  assert.equal(fromWallTime('2026-03-29T02:30', 'Europe/Oslo'), '2026-03-29T01:30:00.000Z');
  assert.equal(fromWallTime('2026-11-01T01:30', 'America/New_York'), '2026-11-01T05:30:00.000Z');
});

test('what is no time is none, and a zone that does not exist is UTC', () => {
  for (const wall of ['', 'soon', '2026-13-01T00:00', '2026-02-30T10:00', '2026-01-01T25:00'])
    assert.equal(fromWallTime(wall, 'UTC'), undefined);
  assert.equal(knownZone('Mars/Base'), 'UTC');
  assert.equal(knownZone(undefined), 'UTC');
});
