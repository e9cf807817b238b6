import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type RawEnclosure, readDuration, readEnclosures } from './enclosures.ts';

const read = (...raw: RawEnclosure[]) => readEnclosures(raw, 'https://pod.example/feed');

test('an enclosure keeps its address, media type, size, duration and title', () => {
  const raw = { url: '/1.mp3', type: 'Audio/MPEG; x=y', bytes: '123', duration: '1:02:03', title: ' One ' };
  assert.deepEqual(read(raw), [
    {
      url: 'https://pod.example/1.mp3',
      type: 'audio/mpeg',
      bytes: 123,
      seconds: 3723,
      title: 'One',
      medium: 'audio',
    },
  ]);
});

test('the medium is what the feed says, or what the media type or the ending of the address tells', () => {
  const media = (raw: RawEnclosure) => read(raw)[0]?.medium;
  assert.equal(media({ url: '/a', medium: 'Video' }), 'video');
  assert.equal(media({ url: '/a', type: 'image/png' }), 'image');
  assert.equal(media({ url: '/a.OGG?x=1' }), 'audio');
  assert.equal(media({ url: '/a.zip', type: 'application/zip' }), 'file');
  assert.equal(media({ url: '/a.mp4', type: 'application/octet-stream' }), 'video');
});

test('a file that is named twice is one, with what either mention says', () => {
  const [file, ...others] = read({ url: '/1', bytes: '7' }, { url: '/1', type: 'video/mp4', duration: 60 });
  assert.deepEqual(
    [file?.bytes, file?.type, file?.seconds, file?.medium, others.length],
    [7, 'video/mp4', 60, 'video', 0],
  );
});

test('at most 20 are kept, and none without a web address', () => {
  const many = Array.from({ length: 30 }, (_, n) => ({ url: `/${n}` }));
  assert.equal(read({ url: 'javascript:x' }, { url: undefined }, { url: '' }, ...many).length, 20);
});

test('sizes, types and durations that mean nothing are left out', () => {
  const [file] = read({ url: '/x', type: 'audio', bytes: '-1', duration: 'long' });
  assert.deepEqual([file?.type, file?.bytes, file?.seconds], [undefined, undefined, undefined]);
  assert.equal(readDuration('62:03'), 3723);
  assert.equal(readDuration('00:00'), undefined);
  assert.equal(readDuration(90.5), 90);
});
