import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bytesOf, INSET } from './rendered.ts';

test('insets stand at their places, in the bytes that they were written out in', () => {
  const insets = [Buffer.from('<li>ä'), Buffer.from('<p>ö')];
  const body = `<ol>é${INSET}</ol>ö${INSET}`;
  assert.equal(String(bytesOf({ body, insets })), '<ol>é<li>ä</ol>ö<p>ö');
});

test('a body without insets is as it is', () => {
  assert.equal(String(bytesOf({ body: 'é' })), 'é');
  assert.equal(String(bytesOf({ body: 'é', insets: [] })), 'é');
});
