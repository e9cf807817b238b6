import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { wireKey } from './wire-key.ts';

/** The bytes that memcached files a key under. */
function filed(key: string): string {
  const { name, flag } = wireKey(key);
  return Buffer.from(name, flag === '' ? 'latin1' : 'base64').toString('hex');
}

const strings = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc.string({ maxLength: 600 }),
  fc.constantFrom(
    '',
    ' ',
    '\r\n',
    'a b',
    '\ud800',
    '\udc00',
    'é'.repeat(200),
    'x'.repeat(250),
    'x'.repeat(251),
  ),
);

test('any string becomes a name that the protocol can carry', () => {
  fc.assert(fc.property(strings, key => assert.match(wireKey(key).name, /^[!-~]{1,250}$/)));
});

test('different strings are filed under different keys', () => {
  fc.assert(fc.property(strings, strings, (a, b) => a === b || assert.notEqual(filed(a), filed(b))));
  assert.notEqual(filed('\ud800'), filed('\udbff'));
});

test('an ordinary key stays readable', () => {
  assert.deepEqual(wireKey('page:/2026/hello@7'), { name: 'page:/2026/hello@7', flag: '' });
});
