import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readRange } from './range.ts';

test('one range of bytes is read as RFC 9110 says', () => {
  const cases: [string | undefined, ReturnType<typeof readRange>][] = [
    ['bytes=0-4', { first: 0, last: 4 }],
    ['bytes=5-', { first: 5, last: 9 }],
    ['bytes=-3', { first: 7, last: 9 }],
    ['bytes=-30', { first: 0, last: 9 }],
    ['bytes=5-500', { first: 5, last: 9 }],
    ['BYTES=9-9', { first: 9, last: 9 }],
    ['bytes=10-', 'unsatisfiable'],
    ['bytes=-0', 'unsatisfiable'],
    ['bytes=4-2', undefined],
    ['bytes=0-1,3-4', undefined],
    ['bytes=-', undefined],
    ['lines=0-1', undefined],
    ['bytes=a-b', undefined],
    [undefined, undefined],
  ];
  for (const [header, part] of cases) assert.deepEqual(readRange(header, 10), part, header ?? 'none');
  assert.equal(readRange('bytes=-1', 0), 'unsatisfiable');
});

test('whatever is asked for, a part lies within the file', () => {
  fc.assert(
    fc.property(fc.string(), fc.nat(), fc.nat(), fc.nat(), (text, first, last, size) => {
      for (const header of [text, `bytes=${first}-${last}`, `bytes=-${last}`, `bytes=${text}`]) {
        const part = readRange(header, size);
        if (part === undefined || part === 'unsatisfiable') continue;
        assert.ok(part.first >= 0 && part.first <= part.last && part.last < size);
      }
    }),
  );
});
