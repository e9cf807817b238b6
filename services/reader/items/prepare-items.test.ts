import assert from 'node:assert/strict';
import { test } from 'node:test';
import { entry } from '../testing/items.ts';
import { hashItems } from './hash-items.ts';
import { prepareItem } from './prepare-item.ts';
import { prepareItems } from './prepare-items.ts';

const NOW = new Date('2026-01-01T00:00:00Z');
const part = '<p onclick="x()">A long <b>text</b> with <a href="/there?utm_source=a">a link</a>.</p>';
const long = entry('long', 1, { html: part.repeat(20_000) });

test('a long item is prepared as a short one is, and comes out clean', async () => {
  const known = {
    key: (await hashItems([long]))[0]!.key,
    content_hash: Buffer.alloc(32),
    published_at: new Date(0),
  };
  const [prepared] = await prepareItems(await hashItems([long]), [known], NOW);
  const { key, content_hash } = prepared!;
  assert.deepEqual(
    prepared,
    prepareItem({ item: long, key, hash: content_hash, knownSince: known.published_at, now: NOW }),
  );
  assert.doesNotMatch(prepared!.html, /onclick|utm_source/);
  assert.equal(prepared!.published_at, '1970-01-01T00:00:00.000Z');
});

test('files, the picture and the page of comments come without trackers, and no picture only counts readers', async () => {
  const file = (url: string, medium: 'audio' | 'image') => ({
    url,
    medium,
    type: undefined,
    bytes: undefined,
    seconds: undefined,
    title: undefined,
  });
  const prepare = async (change: Parameters<typeof entry>[2]) =>
    (await prepareItems(await hashItems([entry('a', 1, change)]), [], NOW))[0]!;
  const clean = await prepare({
    image: 'https://a.example/i.png?w=2&utm_source=rss',
    commentsUrl: 'https://a.example/a?utm_medium=feed#comments',
    enclosures: [
      file('https://a.example/1.mp3?key=7&utm_campaign=x', 'audio'),
      file('https://a.example/1.mp3?key=7', 'audio'),
      file('https://pixel.wp.com/b.gif', 'image'),
    ],
  });
  assert.deepEqual(
    [clean.image, clean.comments_url, clean.enclosures.map(({ url }) => url)],
    ['https://a.example/i.png?w=2', 'https://a.example/a#comments', ['https://a.example/1.mp3?key=7']],
  );
  assert.equal((await prepare({ image: 'https://pixel.wp.com/b.gif' })).image, null);
});

test('while a long item is prepared, the process goes on with other things', async () => {
  const hashed = await hashItems([long]);
  let ticks = 0;
  const timer = setInterval(() => ticks++, 2);
  await prepareItems(hashed, [], NOW);
  clearInterval(timer);
  assert.ok(ticks > 5, `${ticks}`);
});
