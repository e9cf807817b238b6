import assert from 'node:assert/strict';
import { test } from 'node:test';
import { excerpt, htmlToText } from './text.ts';

const TEXTS: [string, string, string][] = [
  ['paragraphs', '<p>One\n two</p><p>Three</p>', 'One two\n\nThree'],
  ['line breaks', 'a<br>b<br/>c<br><br>d', 'a\nb\nc\n\nd'],
  ['inline elements', 'a <b>b</b><i>c</i> <a href=x>d</a>.', 'a bc d.'],
  ['lists', '<ul><li>a<li>b</ul>', '- a\n- b'],
  ['nested lists', '<ul><li>a<ul><li>b</ul></ul>c', '- a\n\n- b\n\nc'],
  ['list items of paragraphs, and empty ones', '<ul><li></li><li><p>a</p><p>b</p></li></ul>', '- a\n\nb'],
  ['tables', '<table><tr><td>a</td><td>b</td></tr><tr><td>c</table>', 'a b\nc'],
  ['entities', '&lt;b&gt; &amp; &eacute;&#128512;&nbsp;x', '<b> & é😀 x'],
  ['scripts and styles', 'a<script>1<b>2</script>b<style>p{}</style>c', 'abc'],
  ['svg, with svg inside', 'a<svg><svg>x</svg>y</svg>b<svg/>c', 'abc'],
  ['comments and doctypes', '<!doctype html>a<!-- b -->c<![CDATA[d]]>', 'ac'],
  ['preformatted text', '<pre>a\n  b</pre>c', 'a\n  b\n\nc'],
  ['emoji images', 'a <img src=x alt="😀"> b <img alt=":wave:"><img alt="A photograph">', 'a 😀 b :wave:'],
  ['plain text', 'just 1 < 2 text', 'just 1 < 2 text'],
  ['characters that a database refuses', 'a\0b\ud800', 'ab\ufffd'],
  ['nothing', '', ''],
];

for (const [name, html, text] of TEXTS) {
  test(`htmlToText reads ${name}`, () => assert.equal(htmlToText(html), text));
}

test('htmlToText reads 200,000 levels of nesting without a deep stack', () => {
  assert.equal(htmlToText(`${'<div><b>'.repeat(100_000)}x${'</b></div>'.repeat(100_000)}`), 'x');
});

test('a short text is its own excerpt, on one line', () => {
  assert.equal(excerpt(' a\n b ', 10), 'a b');
});

test('an excerpt ends between words, within its length', () => {
  assert.equal(excerpt('The quick brown fox, jumps', 22), 'The quick brown fox…');
  assert.equal(excerpt('The quick brown fox', 10), 'The quick…');
});

test('an excerpt of a text without spaces ends between characters as people see them', () => {
  assert.equal(excerpt('日本語の長い文章です', 6), '日本語の長…');
  assert.equal(excerpt('aaaa👩‍👩‍👧bbbb', 8), 'aaaa…');
  assert.equal(excerpt('aaa😀😀😀', 5), 'aaa…');
});
