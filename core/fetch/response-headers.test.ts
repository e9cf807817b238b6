import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseCache, parseRetryAfter } from './response-headers.ts';

const NOW = Date.parse('2026-11-24T12:00:00Z');

test('Retry-After is read as seconds and as a date, never negative and never more than a day', () => {
  const cases: [number, string | undefined, number | undefined][] = [
    [429, '30', 30],
    [503, ' 0 ', 0],
    [429, 'Tue, 24 Nov 2026 12:01:30 GMT', 90],
    [503, 'Tue, 24 Nov 2026 11:00:00 GMT', 0],
    [429, '99999999999', 86_400],
    [429, 'Fri, 31 Dec 9999 23:59:59 GMT', 86_400],
    [429, 'soon', undefined],
    [429, '-5', undefined],
    [429, undefined, undefined],
    [200, '30', undefined],
  ];
  for (const [status, header, seconds] of cases)
    assert.equal(parseRetryAfter(status, header, NOW), seconds, `${header}`);
});

test('the time that an answer stays fresh is read from Cache-Control and Expires', () => {
  assert.deepEqual(parseCache({}), { maxAge: undefined, expires: undefined });
  assert.equal(parseCache({ 'cache-control': 'private,max-age=60, s-maxage=5' }).maxAge, 60);
  assert.equal(parseCache({ 'cache-control': 's-maxage=5' }).maxAge, undefined);
  assert.equal(parseCache({ 'cache-control': 'max-age=60, no-store' }).maxAge, 0);
  assert.equal(parseCache({ 'cache-control': 'Max-Age="60", no-cache="set-cookie"' }).maxAge, 60);
  const date = 'Tue, 24 Nov 2026 12:00:00 GMT';
  assert.deepEqual(parseCache({ expires: date }).expires, new Date(date));
  for (const bad of ['0', '-1', 'never'])
    assert.deepEqual(parseCache({ expires: bad }).expires, new Date(0), bad);
});
