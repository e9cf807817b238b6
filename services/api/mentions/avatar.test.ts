import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import sharp from 'sharp';
import { testApi } from '../testing/context.ts';
import { otherSite } from '../testing/other-site.ts';
import { keepAvatar } from './avatar.ts';

test('a portrait is kept small and drawn anew, without what its file said beside the picture', async t => {
  const api = await testApi(t);
  const site = await otherSite(t);
  const portrait = await sharp({ create: { width: 800, height: 500, channels: 3, background: 'teal' } })
    .withExif({ IFD0: { Copyright: 'somewhere private' } })
    .jpeg()
    .toBuffer();
  const path = await keepAvatar(
    api,
    site.page('/me.jpg', { headers: { 'content-type': 'text/html' }, body: portrait }),
  );
  assert.match(path!, /^\/media\/[0-9a-f]{2}\/[0-9a-f]+\.webp$/);
  const kept = await readFile(join(api.media, path!.slice('/media/'.length)));
  const { width, height, exif, format } = await sharp(kept).metadata();
  assert.deepEqual([width, height, exif, format], [96, 96, undefined, 'webp']);
});

test('what is no portrait is not kept', async t => {
  const api = await testApi(t);
  const site = await otherSite(t);
  const huge = await sharp({ create: { width: 9000, height: 9000, channels: 3, background: 'red' } })
    .png()
    .toBuffer();
  const bodies = {
    '/svg': '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>',
    '/html': '<script>alert(1)</script>',
    '/bomb': huge,
    '/cut': huge.subarray(0, 2000),
    '/long': Buffer.alloc(2_100_000),
  };
  for (const [path, body] of Object.entries(bodies))
    assert.equal(await keepAvatar(api, site.page(path, { body })), undefined, path);
  assert.equal(await keepAvatar(api, site.page('/none', { status: 404 })), undefined);
  assert.equal(await keepAvatar(api, 'http://10.0.0.1/me.png'), undefined);
});
