import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { longItemId, readItemId } from './item-id.ts';

const ours = fc.integer({ min: 1, max: 999_999_999_999_999 });

test('an id is read in every form in which apps write it', () => {
  fc.assert(
    fc.property(ours, id => {
      const hex = id.toString(16);
      const forms = [
        longItemId(String(id)),
        `tag:google.com,2005:reader/item/${hex}`,
        `tag:google.com,2005:reader/item/${hex.toUpperCase()}`,
        hex.padStart(16, '0'),
        String(id),
      ];
      for (const form of forms) assert.equal(readItemId(form), id, form);
    }),
  );
});

test('the long form has sixteen hexadecimal digits', () => {
  fc.assert(
    fc.property(ours, id =>
      assert.match(longItemId(String(id)), /^tag:google\.com,2005:reader\/item\/[0-9a-f]{16}$/),
    ),
  );
  assert.equal(longItemId('26'), 'tag:google.com,2005:reader/item/000000000000001a');
});

test('any 64-bit number is an id, signed in decimal and unsigned in hexadecimal, and those that are not ours are of nothing', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), number => {
      const hex = BigInt.asUintN(64, number).toString(16).padStart(16, '0');
      const expected = number > 0n && number < 10n ** 15n ? Number(number) : undefined;
      assert.equal(readItemId(`tag:google.com,2005:reader/item/${hex}`), expected);
      // Sixteen digits alone are read as hexadecimal.
      if (String(number).length !== 16) assert.equal(readItemId(String(number)), expected);
    }),
  );
});

test('anything else is refused', () => {
  const wrong = [
    '',
    '-',
    '+1',
    '1.5',
    '1e3',
    ' 1',
    'abc',
    'tag:google.com,2005:reader/item/',
    'feed/1',
    '1\0',
  ];
  const long = [
    'tag:google.com,2005:reader/item/xyz',
    'tag:google.com,2005:reader/item/00000000000000001',
    '9'.repeat(20),
  ];
  for (const text of [...wrong, ...long]) assert.throws(() => readItemId(text), { code: 'invalid' }, text);
  fc.assert(
    fc.property(fc.string(), text => {
      try {
        const id = readItemId(text);
        assert.ok(id === undefined || Number.isSafeInteger(id));
      } catch (error) {
        assert.equal((error as { code?: string }).code, 'invalid');
      }
    }),
  );
});
