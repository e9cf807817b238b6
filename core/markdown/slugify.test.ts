import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { firstFree, isSlug, slugify } from './slugify.ts';

test('titles become words for addresses, in ASCII where that is easy', () => {
  const expected: Record<string, string> = {
    'Hello, World!': 'hello-world',
    'Café & Crème brûlée': 'cafe-creme-brulee',
    'Straße nach Łódź': 'strasse-nach-lodz',
    'Привет, мир': 'privet-mir',
    'Київ і Ґанок': 'kiyiv-i-ganok',
    Ελλάδα: 'ellada',
    '日本語 の 本': '日本語-の-本',
    "It's Alice’s": 'its-alices',
    'C++ and C#': 'c-plus-plus-and-c-sharp',
    'Node.js 26.10': 'node-js-26-10',
    'ﬁne ①': 'fine-1',
    '🎉': '',
    '../../etc/passwd': 'etc-passwd',
  };
  for (const [title, slug] of Object.entries(expected)) assert.equal(slugify(title), slug, title);
});

test('German umlauts are written with two letters in German only', () => {
  assert.equal(slugify('Über Öl', 'de-AT'), 'ueber-oel');
  assert.equal(slugify('Über Öl', 'sv'), 'uber-ol');
});

test('long titles are cut between words', () => {
  const slug = slugify('word '.repeat(50));
  assert.ok(slug.length <= 80 && slug.endsWith('-word'));
  assert.equal([...slugify('字'.repeat(200))].length, 80);
});

test('any text gives a slug that is one and stays itself, or nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), text => {
      const slug = slugify(text);
      if (slug === '') return;
      assert.ok(isSlug(slug), slug);
      assert.equal(slugify(slug), slug);
      assert.ok([...slug].length <= 80);
    }),
    { numRuns: 2000 },
  );
});

test('a chosen slug may hold single separators and no capitals, spaces or slashes', () => {
  for (const good of ['a', 'a-b', 'a_b', 'v1.2', '2024', '日本']) assert.ok(isSlug(good), good);
  for (const bad of ['', '-a', 'a-', 'a--b', 'A', 'a b', 'a/b', '..', '.', 'a\n', 'e\u0301'])
    assert.ok(!isSlug(bad), bad);
});

test('a taken slug gets the first free number', () => {
  assert.equal(firstFree('a', new Set()), 'a');
  assert.equal(firstFree('a', new Set(['a', 'a-2', 'a-4'])), 'a-3');
});
