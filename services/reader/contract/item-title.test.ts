import assert from 'node:assert/strict';
import { test } from 'node:test';
import { titleOf } from './item-title.ts';

test('an item without a title is named by the beginning of its text, to a whole word, and a picture alone by its address', () => {
  const url = 'https://www.a.example/2026/hedge.jpg';
  assert.equal(titleOf({ title: 'A hedge', summary: 'Laid in winter.', url }), 'A hedge');
  assert.equal(titleOf({ title: '', summary: 'Laid\nin winter.', url }), 'Laid in winter.');
  const long = titleOf({ title: '', summary: 'hazel and thorn '.repeat(30), url });
  assert.match(long, /^hazel and thorn .*(?:hazel|and|thorn)…$/);
  assert.ok(long.length <= 140);
  assert.equal(titleOf({ title: '', summary: '', url }), 'a.example/2026/hedge.jpg');
  assert.equal(titleOf({ title: '', summary: null }), 'Untitled');
});
