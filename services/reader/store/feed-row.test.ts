import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { toIso } from './feed-row.ts';

test('a time as PostgreSQL writes it is written as ISO 8601 has it, to the millisecond', () => {
  assert.equal(toIso('2026-11-28 20:21:08'), '2026-11-28T20:21:08.000Z');
  assert.equal(toIso('2026-11-28 20:21:08.2'), '2026-11-28T20:21:08.200Z');
  assert.equal(toIso('2026-11-28 20:21:08.259994'), '2026-11-28T20:21:08.259Z');
  assert.equal(toIso(null), undefined);
});

test('what it writes is what a Date writes', () => {
  const date = fc.date({ min: new Date('1900-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });
  fc.assert(
    fc.property(date, at => {
      const iso = at.toISOString();
      const written = iso.replace('T', ' ').replace(/\.?0*Z$/, '');
      assert.equal(toIso(written), iso);
    }),
  );
});
