import assert from 'node:assert/strict';
import { test } from 'node:test';
import { notModified } from './conditional.ts';

const modified = Date.parse('2026-11-03T07:15:00Z');

test('an entity tag decides, weak or strong, alone or in a list', () => {
  for (const tags of ['"a"', 'W/"a"', '"x", "a"', '*'])
    assert.equal(notModified({ 'if-none-match': tags }, '"a"', [], undefined), '"a"', tags);
  for (const tags of ['"b"', 'a', '', '"a-br"'])
    assert.equal(notModified({ 'if-none-match': tags }, '"a"', [], undefined), undefined, tags);
});

test('who has it in another coding has it, and is told which', () => {
  const others = ['"a"', '"a-gzip"', '"a-zstd"'];
  const match = (tags: string) => notModified({ 'if-none-match': tags }, '"a-br"', others, undefined);
  assert.equal(match('"a-zstd"'), '"a-zstd"');
  assert.equal(match('"b-br", W/"a"'), '"a"');
  assert.equal(match('*'), '"a-br"');
  assert.equal(match('"b-br"'), undefined);
});

test('the date counts only when there is no entity tag', () => {
  const since = (time: string) => ({ 'if-modified-since': new Date(time).toUTCString() });
  assert.equal(notModified(since('2026-11-03T07:15:00Z'), '"a"', [], modified), '"a"');
  assert.equal(notModified(since('2026-11-03T07:14:59Z'), '"a"', [], modified), undefined);
  assert.equal(notModified({ 'if-modified-since': 'yesterday' }, '"a"', [], modified), undefined);
  assert.equal(
    notModified({ ...since('2027-01-01T00:00:00Z'), 'if-none-match': '"b"' }, '"a"', [], modified),
    undefined,
  );
});
