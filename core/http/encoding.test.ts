import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chooseEncoding } from './encoding.ts';

test('Brotli is chosen where it is accepted, then gzip, then none', () => {
  const expected: Record<string, string> = {
    'gzip, deflate, br, zstd': 'br',
    'gzip, deflate': 'gzip',
    'br;q=0.1, gzip': 'br',
    'br;q=0, gzip;q=0.5': 'gzip',
    'br; q=0, gzip; q=0': 'identity',
    '*': 'gzip',
    '*;q=0.5': 'br',
    '*;q=0': 'identity',
    'gzip;q=0, *': 'br',
    'x-gzip': 'gzip',
    brotli: 'identity',
    'zebra, abr': 'identity',
    '': 'identity',
  };
  for (const [header, encoding] of Object.entries(expected))
    assert.equal(chooseEncoding(header), encoding, header);
  assert.equal(chooseEncoding(undefined), 'identity');
});
