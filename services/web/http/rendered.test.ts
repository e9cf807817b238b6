import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bytesOf, INSET } from './rendered.ts';

test('the inset stands at its place, in the bytes that it was written out in', () => {
  const inset = Buffer.from('<li>ä');
  assert.equal(String(bytesOf({ body: `<ol>é${INSET}</ol>ö`, inset })), '<ol>é<li>ä</ol>ö');
});

test('a body without an inset is as it is', () => {
  assert.equal(String(bytesOf({ body: 'é' })), 'é');
  assert.equal(String(bytesOf({ body: 'é', inset: Buffer.from('never') })), 'é');
});
