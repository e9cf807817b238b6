import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { test } from 'node:test';
import sharp from 'sharp';
import { saveMedia } from '../../methods/media/save-media.ts';
import { reasonOf, testApi } from '../../testing/context.ts';
import { bomb, photograph } from '../../testing/pictures.ts';
import { mediaFile } from '../paths.ts';
import { measure } from './measure.ts';
import { pictureOf } from './picture.ts';
import { variantPath, variantWidths } from './variants.ts';

test('sizes are as a picture is shown: turned, and one frame high', async () => {
  const turned = await sharp(await photograph(300, 200))
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
  assert.deepEqual(await measure('a', 'jpg', turned), { width: 200, height: 300, responsive: true });
  const frames = await Promise.all([0, 1].map(() => photograph(300, 200)));
  const moving = await sharp(frames, { join: { animated: true } })
    .webp()
    .toBuffer();
  assert.deepEqual(await measure('a', 'webp', moving), { width: 300, height: 200, responsive: false });
  assert.equal((await measure('a', 'jpg', await photograph(100, 80)))?.responsive, false);
});

test('what is no picture, is damaged, or lies about its format has no size', async () => {
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script/></svg>');
  assert.equal(await measure('a', 'svg', svg), undefined);
  assert.equal(await measure('a', 'png', svg), undefined);
  assert.equal(await measure('a', 'jpg', Buffer.from('\xff\xd8\xff', 'latin1')), undefined);
});

test('a few bytes that stand for more pixels than memory should hold are refused', async () => {
  assert.equal(await reasonOf(measure('bomb.png', 'png', await bomb(60_000, 60_000))), 'too_many_pixels');
});

test('widths are those of screens, none above the original', () => {
  assert.deepEqual(variantWidths(4000), [480, 960, 1600]);
  assert.deepEqual(variantWidths(1000), [480, 1000]);
  assert.deepEqual(variantWidths(1200), [480, 960, 1200]);
  assert.deepEqual(variantWidths(300), [300]);
});

test('a picture is offered in smaller sizes, and as it is when none can be made', () => {
  const row = { path: '/media/ab/abc.jpg', width: 1000, height: 500, responsive: true, alt: 'x' };
  assert.deepEqual(pictureOf(row), {
    width: 1000,
    height: 500,
    alt: 'x',
    src: '/media/ab/abc-1000.webp',
    sources: [
      { type: 'image/avif', srcset: '/media/ab/abc-480.avif 480w, /media/ab/abc-1000.avif 1000w' },
      { type: 'image/webp', srcset: '/media/ab/abc-480.webp 480w, /media/ab/abc-1000.webp 1000w' },
    ],
  });
  assert.deepEqual(pictureOf({ ...row, responsive: false }), {
    width: 1000,
    height: 500,
    alt: 'x',
    sources: [],
  });
  assert.equal(pictureOf({ ...row, width: null }), undefined);
});

test('a size is made once, turned and without metadata, however many ask at once', async t => {
  const api = await testApi(t);
  const data = await sharp(await photograph(900, 600))
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
  const { path } = await saveMedia(api, { name: 'a.jpg', data });
  assert.deepEqual(api.variants, [path]);
  await Promise.all(Array.from({ length: 20 }, () => api.makeVariant({ path, width: 480, format: 'webp' })));
  await api.makeVariant({ path, width: 480, format: 'avif' });
  const file = (format: 'webp' | 'avif') => mediaFile(api.media, variantPath(path, 480, format));
  for (const format of ['webp', 'avif'] as const) {
    const { width, height, exif, icc, orientation } = await sharp(file(format)).metadata();
    assert.deepEqual(
      { width, height, exif, icc, orientation: orientation ?? 1 },
      { width: 480, height: 720, exif: undefined, icc: undefined, orientation: 1 },
    );
  }
  assert.equal((await readdir(dirname(file('webp')))).length, 3);
});

test('what cannot be decoded or is gone is said so and leaves nothing', async t => {
  const api = await testApi(t);
  const { path } = await saveMedia(api, { name: 'a.png', data: await bomb(500, 500) });
  assert.equal(
    await reasonOf(api.makeVariant({ path: path.replace(/..\./, 'zz.'), width: 480, format: 'webp' })),
    'not_found',
  );
  await api.makeVariant({ path, width: 480, format: 'webp' });
  const broken = Buffer.from((await photograph(400, 300)).subarray(0, 300));
  const { path: cut } = await saveMedia(api, { name: 'a.jpg', data: broken });
  assert.equal(await reasonOf(api.makeVariant({ path: cut, width: 480, format: 'webp' })), 'undecodable');
  // Another file's hash may begin with the same two letters, so that they share a folder.
  const own = basename(cut).replace(/\..*/, '');
  const kept = await readdir(dirname(mediaFile(api.media, cut)));
  assert.deepEqual(
    kept.filter(name => name.startsWith(own)),
    [basename(cut)],
  );
});
