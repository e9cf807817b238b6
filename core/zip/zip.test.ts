import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { after, test } from 'node:test';
import fc from 'fast-check';
import { ZipFile } from 'yazl';
import { AppError } from '../errors.ts';
import { isZip, isZipFile, openZip, readWhole, readZip } from './open-zip.ts';
import { zip } from './testing.ts';

const directory = await mkdtemp(join(tmpdir(), 'croft-zip-'));
after(() => rm(directory, { recursive: true }));
const path = join(directory, 'archive.zip');

/** What comes out of an archive, by name. */
async function contents(bytes: Uint8Array, most = 100): Promise<Record<string, string>> {
  await writeFile(path, bytes);
  await using archive = await openZip(path, most);
  const found: Record<string, string> = {};
  for (const entry of archive.entries)
    if (!entry.isFolder)
      found[entry.name] = Buffer.concat(await Array.fromAsync(archive.read(entry))).toString();
  return found;
}

test('files come out as they went in, stored or deflated, small or large, and links are told apart', async () => {
  const long = Array.from({ length: 90_000 }, (_, n) => `${n * 7919}`).join(' ');
  const archive = zip([
    { name: 'dir/', text: '' },
    { name: 'dir/ünïcode.md', text: 'hello' },
    { name: 'dir\\windows.md', text: '' },
    { name: 'long', text: long },
    { name: 'stored', text: long, stored: true },
    { name: 'link', text: '/etc/passwd', link: true },
  ]);
  assert.deepEqual(await contents(archive), {
    'dir/ünïcode.md': 'hello',
    'dir/windows.md': '',
    long,
    stored: long,
    link: '/etc/passwd',
  });
  assert.equal(await isZipFile(path), true);
  await using opened = await openZip(path, 100);
  assert.deepEqual(
    opened.entries.filter(entry => entry.isSpecial).map(({ name }) => name),
    ['link'],
  );
  await assert.rejects(openZip(path, 5), /more than 5 files/);
});

test('an archive in memory is read as one on the disk, and a file of it that is too large is not unpacked', async () => {
  const bytes = zip([
    { name: 'feeds.opml', text: '<opml/>' },
    { name: 'bomb', text: 'a'.repeat(3_000_000) },
    { name: 'liar', text: 'a'.repeat(3_000_000), size: 10 },
    { name: 'secret', text: 'x', flags: 1 },
  ]);
  assert.ok(isZip(bytes) && !isZip(Buffer.from('PK')));
  const archive = await readZip(bytes, 100);
  const read = (n: number) => readWhole(archive, archive.entries[n]!, 1_000_000);
  assert.equal((await read(0)).toString(), '<opml/>');
  await assert.rejects(read(1), { code: 'invalid', message: 'bomb has more than 1 MB.' });
  await assert.rejects(read(2), { code: 'invalid' });
  await assert.rejects(read(3), { code: 'invalid', message: 'secret is encrypted.' });
  await assert.rejects(readZip(bytes, 2), /more than 2 files/);
});

test('ZIP64 and names of old Windows are read', async () => {
  const file = new ZipFile();
  file.addBuffer(Buffer.from('large in name'), 'a.txt', { forceZip64Format: true });
  file.end({ forceZip64Format: true, comment: '' });
  assert.deepEqual(await contents(await buffer(file.outputStream as unknown as AsyncIterable<Buffer>)), {
    'a.txt': 'large in name',
  });
  const old = zip([{ name: 'Xber.md', text: 'x' }]);
  for (let at = old.indexOf('Xber'); at >= 0; at = old.indexOf('Xber', at)) old[at] = 0x9a;
  assert.deepEqual(await contents(old), { 'Über.md': 'x' });
});

test('what says less than it unpacks to, another sum, or is encrypted, is refused', async () => {
  const bomb = 'a'.repeat(3_000_000);
  await assert.rejects(contents(zip([{ name: 'bomb', text: bomb, size: 10 }])), /is damaged/);
  await assert.rejects(contents(zip([{ name: 'bomb', text: bomb, size: 1_000_000 }])), /is damaged/);
  await assert.rejects(contents(zip([{ name: 's', text: 'x', flags: 1 }])), /s is encrypted/);
  const changed = zip([{ name: 'a', text: 'abc', stored: true }]);
  changed[changed.indexOf('abc')] = 0x41;
  await assert.rejects(contents(changed), /is damaged/);
  await assert.rejects(contents(Buffer.alloc(0)), /is damaged/);
  await assert.rejects(contents(Buffer.from('no archive at all')), /is damaged/);
  assert.equal(await isZipFile(path), false);
});

test('whatever the bytes, it is an archive or an error with words', async () => {
  const archive = zip([
    { name: 'a', text: 'text of a file' },
    { name: 'b/c', text: 'x', stored: true },
  ]);
  const damage = fc.record({
    at: fc.nat(archive.length - 1),
    byte: fc.nat(255),
    end: fc.nat(archive.length),
  });
  await fc.assert(
    fc.asyncProperty(damage, async ({ at, byte, end }) => {
      const broken = Buffer.from(archive);
      broken[at] = byte;
      try {
        await contents(broken.subarray(0, end < archive.length / 2 ? end : undefined));
      } catch (error) {
        assert.ok(error instanceof AppError && error.code === 'invalid', String(error));
      }
    }),
    { numRuns: 300 },
  );
});
