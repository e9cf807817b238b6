import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { canonicalUrl, withoutTrackers } from './canonical-url.ts';

test('trackers are taken out of an address and everything else stays', () => {
  const clean = {
    'https://a.example/p?utm_source=rss&utm_medium=feed': 'https://a.example/p',
    'https://a.example/p?id=7&fbclid=x#part': 'https://a.example/p?id=7#part',
    'https://a.example/p#xtor=RSS-3': 'https://a.example/p',
    'https://a.example/p?a=%20b&c': 'https://a.example/p?a=%20b&c',
    'not an address?utm_source=x': 'not an address?utm_source=x',
  };
  for (const [address, expected] of Object.entries(clean)) assert.equal(withoutTrackers(address), expected);
});

test('every way to write one address is the same', () => {
  const same = [
    'https://a.example/post',
    'http://www.a.example/post/',
    'https://A.example/post?utm_campaign=x',
    'https://a.example/post/index.html',
  ];
  assert.deepEqual(new Set(same.map(canonicalUrl)), new Set(['a.example/post']));
  assert.equal(canonicalUrl('https://a.example/?b=2&a=1'), canonicalUrl('https://a.example/?a=1&b=2'));
});

test('different pages stay different', () => {
  const different = [
    'https://a.example/log#v1',
    'https://a.example/log#v2',
    'https://a.example/Log',
    'https://a.example:8080/log',
    'https://b.example/log',
    'https://a.example/?p=1',
    'https://a.example/?p=2',
  ];
  assert.equal(new Set(different.map(canonicalUrl)).size, different.length);
});

test('a start page is no address of one thing, and neither is nonsense', () => {
  for (const address of ['https://a.example', 'http://www.a.example/?utm_source=x', 'nonsense', ''])
    assert.equal(canonicalUrl(address), undefined);
});

test('it never throws, and a clean address stays clean', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.webUrl({ withQueryParameters: true, withFragments: true }), fc.string()),
      address => {
        canonicalUrl(address);
        assert.equal(withoutTrackers(withoutTrackers(address)), withoutTrackers(address));
      },
    ),
  );
});
