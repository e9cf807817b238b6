import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { AppError } from './errors.ts';
import { isZip, unzip } from './unzip.ts';

/** An archive as a zip program writes it. */
function zip(
  files: readonly { name: string; text: string; stored?: boolean; size?: number; flags?: number }[],
) {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, text, stored = false, size, flags = 0 } of files) {
    const data = Buffer.from(text);
    const packed = stored ? data : deflateRawSync(data);
    const head = Buffer.alloc(26);
    head.writeUInt16LE(flags, 2);
    head.writeUInt16LE(stored ? 0 : 8, 4);
    head.writeUInt32LE(packed.length, 14);
    head.writeUInt32LE(size ?? data.length, 18);
    head.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), head, Buffer.from(name), packed]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\0\0'), head, place, Buffer.from(name)]));
    parts.push(local);
    offset += local.length;
  }
  const end = Buffer.alloc(18);
  end.writeUInt16LE(files.length, 6);
  end.writeUInt32LE(Buffer.concat(directory).length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...parts, ...directory, Buffer.from('PK\x05\x06'), end]);
}

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
