import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { keepMedia, mediaPath } from './keep.ts';
import { sniffMedia } from './sniff.ts';

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

test('a file is kept whole under the hash of its content, once', async t => {
  const directory = await mkdtemp(join(tmpdir(), 'croft-media-'));
  t.after(() => rm(directory, { recursive: true }));
  const png = bytes('\x89PNG\r\n\x1a\nrest');
  const paths = await Promise.all(['a.png', 'b.exe', 'c'].map(name => keepMedia(directory, name, png, 1000)));
  assert.equal(new Set(paths).size, 1);
  assert.equal(paths[0], mediaPath('x', png));
  assert.match(paths[0]!, /^\/media\/([0-9a-f]{2})\/\1[0-9a-f]{38}\.png$/);
  const file = join(directory, paths[0]!.slice('/media/'.length));
  assert.deepEqual(await readFile(file), png);
  assert.equal((await readdir(join(file, '..'))).length, 1);

  await truncate(file, 3);
  await keepMedia(directory, 'again', png, 1000);
  assert.deepEqual(await readFile(file), png);
});

test('what is too large, empty or of no known type is refused by name', async t => {
  const directory = await mkdtemp(join(tmpdir(), 'croft-media-'));
  t.after(() => rm(directory, { recursive: true }));
  await assert.rejects(keepMedia(directory, 'big.txt', bytes('12345'), 4), {
    code: 'invalid',
    message: /big\.txt has 5 bytes/,
  });
  await assert.rejects(keepMedia(directory, 'none.png', bytes(''), 4), {
    reason: 'media_type',
    message: /none\.png is empty/,
  });
  await assert.rejects(keepMedia(directory, 'a.png', bytes('MZ\0'), 4), {
    reason: 'media_type',
    message: /a\.png is not a kind/,
  });
  assert.deepEqual(await readdir(directory), []);
});
