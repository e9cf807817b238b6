import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explain } from './explain.ts';

const CASES: [string, unknown, string, RegExp][] = [
  ['a full disk', { code: 'ENOSPC' }, '', /disk that holds \/data is full/],
  [
    'a full disk that the server met',
    undefined,
    'FATAL: could not write: No space left on device',
    /is full/,
  ],
  ['a read-only file system', { code: 'EROFS' }, '', /read-only file system/],
  ['a folder that cannot be made', { code: 'ENOENT' }, '', /cannot be made\. Is its file system read-only\?/],
  ['a folder of another user', { code: 'EACCES' }, '', /cannot be written by this user/],
  [
    'a folder of another user that the server met',
    undefined,
    'FATAL: data directory "/data" has wrong ownership',
    /Give/,
  ],
  ['a mount point', { code: 'EBUSY' }, '', /mount point/],
  [
    'a missing library',
    undefined,
    'libstdc++.so.6: cannot open shared object file',
    /lacks a system library/,
  ],
  [
    'anything else',
    undefined,
    'FATAL: stars misaligned',
    /did not start\.\nPostgreSQL said:\n {2}FATAL: stars misaligned/,
  ],
];

for (const [name, cause, output, expected] of CASES) {
  test(`${name} is explained in words that say what to do`, () => {
    const error = explain(cause, '/data', output);
    assert.equal(error.code, 'unavailable');
    assert.match(error.message, expected);
  });
}
