import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chooseEncoding, QUICKEST } from './encoding.ts';

test('Brotli is chosen where it is accepted, then Zstandard, then gzip, then none', () => {
  const expected: Record<string, string> = {
    'gzip, deflate, br, zstd': 'br',
    'gzip, deflate': 'gzip',
    'gzip, zstd': 'zstd',
    'zstd;q=0.5, gzip': 'zstd',
    'zstd;q=0, gzip;q=1': 'gzip',
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

test('what is made for one answer is Zstandard, and gzip for who does not know it', () => {
  const expected: Record<string, string> = {
    'gzip, deflate, br, zstd': 'zstd',
    'gzip, deflate, br': 'gzip',
    'br;q=1, zstd;q=0.1': 'zstd',
    '*;q=0.5': 'gzip',
    br: 'identity',
  };
  for (const [header, encoding] of Object.entries(expected))
    assert.equal(chooseEncoding(header, QUICKEST), encoding, header);
});
