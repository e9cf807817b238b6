import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { AppError } from '../../../core/errors.ts';
import { parseFeed } from './parse-feed.ts';

const SEEDS = [
  `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "b">]><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
   <title>T</title><item><title><![CDATA[a]]></title><guid>1</guid><dc:date>2020-01-01</dc:date><description>&lt;p&gt;</description></item></channel></rss>`,
  `<feed xmlns="http://www.w3.org/2005/Atom" xml:base="http://a/"><title type="html">t</title><entry><id>1</id>
   <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>x</p></div></content><link href="y"/></entry></feed>`,
  `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel><title>c</title></channel>
   <item rdf:about="u"><title>i</title></item></rdf:RDF>`,
  '{"version":"https://jsonfeed.org/version/1.1","title":"t","items":[{"id":"1","url":"u","content_html":"<p>"}]}',
];

const piece = fc.oneof(
  fc.string({ maxLength: 6 }),
  fc.constantFrom(
    '<',
    '>',
    '</item>',
    '<item>',
    ']]>',
    '<![CDATA[',
    '<!--',
    '&',
    '"',
    '{',
    '}',
    '<a b=',
    '?>',
    '\0',
  ),
);
const edits = fc.array(fc.record({ at: fc.nat(600), cut: fc.nat(20), piece }), { maxLength: 6 });

function assertBounded(text: string): void {
  try {
    const feed = parseFeed(text, { url: 'https://a.example/feed' });
    for (const item of feed.items) {
      assert.notEqual(item.guid, '');
      assert.ok(item.url === undefined || /^https?:/.test(item.url));
      assert.ok(!`${item.title}${item.html}`.includes('\0'));
    }
  } catch (error) {
    assert.ok(error instanceof AppError, String(error));
  }
}

test('a feed changed at random is read or refused with an AppError, and its items keep their promises', () => {
  fc.assert(
    fc.property(fc.constantFrom(...SEEDS), edits, (seed, changes) => {
      let text = seed;
      for (const { at, cut, piece } of changes)
        text = text.slice(0, at) + piece + text.slice(Math.min(text.length, at + cut));
      assertBounded(text);
    }),
    { numRuns: 600 },
  );
});

test('arbitrary text is read or refused with an AppError', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 400 }), assertBounded), { numRuns: 300 });
});
