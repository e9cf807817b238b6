import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { AppError } from './errors.ts';
import { isZip, unzip } from './unzip.ts';
import { zip } from './zip-testing.ts';

test('files come out as they went in, stored or deflated', () => {
  const files = [
    { name: 'feeds.opml.xml', text: '<opml/>' },
    { name: 'dir/', text: '' },
    { name: 'dir/ünïcode.json', text: 'x'.repeat(5000), stored: true },
  ];
  const archive = zip(files);
  assert.ok(isZip(archive));
  assert.deepEqual(
    unzip(archive, 10_000).map(entry => [entry.name, entry.read().toString()]),
    [
      ['feeds.opml.xml', '<opml/>'],
      ['dir/ünïcode.json', 'x'.repeat(5000)],
    ],
  );
});

test('a bomb is not unpacked beyond the limit, also when it lies about its size', () => {
  const bomb = 'a'.repeat(3_000_000);
  for (const size of [bomb.length, 10]) {
    const [entry] = unzip(zip([{ name: 'bomb', text: bomb, size }]), 1_000_000);
    assert.throws(() => entry!.read(), { code: 'invalid', message: 'bomb has more than 1 MB.' });
  }
  const [secret] = unzip(zip([{ name: 's', text: 'x', flags: 1 }]), 100);
  assert.throws(() => secret!.read(), { message: 's is encrypted.' });
});

test('whatever the bytes, it is an archive or an error with words', () => {
  const archive = zip([{ name: 'a', text: 'text of a file' }]);
  const damage = fc.record({
    at: fc.nat(archive.length - 1),
    byte: fc.nat(255),
    end: fc.nat(archive.length),
  });
  fc.assert(
    fc.property(damage, ({ at, byte, end }) => {
      const broken = Buffer.from(archive);
      broken[at] = byte;
      try {
        for (const entry of unzip(broken.subarray(0, end), 1000)) entry.read();
      } catch (error) {
        assert.ok(error instanceof AppError && error.code === 'invalid', String(error));
      }
    }),
    { numRuns: 500 },
  );
});
