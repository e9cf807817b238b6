import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { checkSize, keepMedia, mediaPath, prepareMedia } from './keep.ts';
import { mediaFile } from './paths.ts';
import { sniffMedia } from './sniff.ts';
import { sweepParts } from './sweep-parts.ts';
import { writeWhole } from './write-whole.ts';

const bytes = (latin1: string) => Buffer.from(latin1, 'latin1');

test('a type is what the bytes say', () => {
  const types: Record<string, string | undefined> = {
    '\x89PNG\r\n\x1a\nrest': 'png',
    '\xff\xd8\xff\xe0..JFIF': 'jpg',
    GIF89a: 'gif',
    'RIFF....WEBPVP8 ': 'webp',
    'RIFF....WAVEfmt ': 'wav',
    '\0\0\0\x1cftypavif': 'avif',
    '\0\0\0\x1cftypheic': 'heic',
    '\0\0\0\x1cftypM4A ': 'm4a',
    '\0\0\0\x1cftypisom': 'mp4',
    '\x1aE\xdf\xa3\x01\0\0\0B\x82\x84webm': 'webm',
    'OggS\0\x02....................\x01\x1e\x01vorbis': 'ogg',
    'ID3\x03\0': 'mp3',
    '\xff\xfb\x90\x64': 'mp3',
    fLaC: 'flac',
    '%PDF-1.7': 'pdf',
    '<svg xmlns="http://www.w3.org/2000/svg"/>': 'svg',
    '<?xml version="1.0"?>\n<!-- c -->\n<svg>': 'svg',
    'WEBVTT\n': 'vtt',
    'plain text\n': 'txt',
    '<script>alert(1)</script>': 'txt',
    '<html>': 'txt',
    '': undefined,
    'MZ\x90\0\x03': undefined,
    '\x7fELF\x02\x01': undefined,
    'PK\x03\x04': undefined,
    'caf\xe9': undefined,
  };
  for (const [start, type] of Object.entries(types))
    assert.equal(sniffMedia(bytes(start)), type, JSON.stringify(start));
});

test('any bytes have a type or none, and never throw', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 600 }), data => {
      sniffMedia(data);
    }),
  );
});

const TEXT = bytes('plain text\n');

test('a file is kept whole under the hash of its content, once', async t => {
  const directory = await mkdtemp(join(tmpdir(), 'croft-media-'));
  t.after(() => rm(directory, { recursive: true }));
  const prepared = ['a.txt', 'b.exe', 'c'].map(name => prepareMedia(name, TEXT));
  await Promise.all(prepared.map(each => keepMedia(directory, each)));
  const { path } = prepared[0]!;
  assert.equal(path, mediaPath('x', TEXT));
  assert.match(path, /^\/media\/([0-9a-f]{2})\/\1[0-9a-f]{38}\.txt$/);
  const file = mediaFile(directory, path);
  assert.deepEqual(await readFile(file), TEXT);
  assert.equal((await readdir(join(file, '..'))).length, 1);

  await truncate(file, 3);
  await keepMedia(directory, prepared[1]!);
  assert.deepEqual(await readFile(file), TEXT);
});

test('what is too large, empty or of no known type is refused by name', () => {
  assert.throws(() => checkSize('big.txt', 5, 4), { reason: 'too_large', message: /big\.txt has 5 bytes/ });
  assert.throws(() => prepareMedia('none.png', bytes('')), {
    reason: 'media_type',
    message: /none\.png is empty/,
  });
  assert.throws(() => prepareMedia('a.png', bytes('MZ\0')), {
    reason: 'media_type',
    message: /a\.png is not a kind/,
  });
});

test('a file that cannot be written leaves nothing behind', async t => {
  const directory = await mkdtemp(join(tmpdir(), 'croft-media-'));
  t.after(() => rm(directory, { recursive: true }));
  // A directory in its place: the rename fails when all bytes are written.
  await mkdir(join(directory, 'x.txt'));
  await assert.rejects(writeWhole(join(directory, 'x.txt'), TEXT));
  assert.deepEqual(await readdir(directory), ['x.txt']);
});

test('what a kill left half-written is swept away when it is old', async t => {
  const directory = await mkdtemp(join(tmpdir(), 'croft-media-'));
  t.after(() => rm(directory, { recursive: true }));
  const names = ['a.png.0123456789ab.part', 'b.png.0123456789ab.part', 'c.png'];
  for (const name of names) await writeFile(join(directory, name), 'x');
  await utimes(join(directory, names[0]!), 1, 1);
  await utimes(join(directory, names[2]!), 1, 1);
  await sweepParts(directory);
  assert.deepEqual((await readdir(directory)).sort(), names.slice(1));
});
