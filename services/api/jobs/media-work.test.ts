import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import sharp from 'sharp';
import { PostInput } from '../contract.ts';
import { FORMATS, variantPath, variantWidths } from '../media/images/variants.ts';
import { hashOf, mediaFile } from '../media/paths.ts';
import { saveMedia } from '../methods/media/save-media.ts';
import { setMediaAlt } from '../methods/media/set-media-alt.ts';
import { getOwnPost } from '../methods/posts/get-own-post.ts';
import { savePost } from '../methods/posts/save-post.ts';
import { updatePost } from '../methods/posts/update-post.ts';
import { saveSettings } from '../methods/site/save-settings.ts';
import { testApi } from '../testing/context.ts';
import { photograph } from '../testing/pictures.ts';
import { variantsJob } from './make-variants.ts';
import { renderAgainJob } from './render-again.ts';

const run = { id: 'x', retries: 0, signal: new AbortController().signal };

test('all sizes of a picture are made, and running again after a kill makes what is missing', async t => {
  const api = await testApi(t);
  const { path } = await saveMedia(api, { name: 'a.jpg', data: await photograph(700, 400) });
  const job = variantsJob(api, api.makeVariant, api.renderAgain);
  const files = variantWidths(700).flatMap(width =>
    FORMATS.map(format => mediaFile(api.media, variantPath(path, width, format))),
  );
  await job.handler({ path }, run);
  assert.deepEqual(
    files.map(file => existsSync(file)),
    [true, true, true, true],
  );
  await job.handler({ path }, run);
  await job.handler({ path: '/media/aa/gone.jpg' }, run);
});

test('a picture that cannot be decoded is shown as it is from then on', async t => {
  const api = await testApi(t);
  const whole = await sharp(await photograph(700, 400))
    .avif({ effort: 0 })
    .toBuffer();
  // Its header is whole, its picture is not.
  whole.fill(0, whole.indexOf('mdat') + 4);
  const { path } = await saveMedia(api, { name: 'a.avif', data: whole });
  const { post } = await savePost(api, { markdown: `![](${path})`, status: 'published' });
  assert.match(post.html, /<picture>/);
  await variantsJob(api, api.makeVariant, api.renderAgain).handler({ path }, run);
  assert.deepEqual(api.renderings, [hashOf(path)]);
  await renderAgainJob(api).handler({ hash: hashOf(path) }, run);
  const after = await getOwnPost(api, { key: post.id });
  assert.match(after.html, new RegExp(`^<p><img src="${path}"`));
  assert.deepEqual([after.version, after.updatedAt], [post.version, post.updatedAt]);
});

test('posts of an older renderer are made anew, once, and visitors are told of what changed', async t => {
  const api = await testApi(t);
  for (let at = 0; at < 30; at++)
    await savePost(api, { markdown: `*${at}*`, status: at === 7 ? 'published' : 'draft' });
  const { post } = await savePost(api, { markdown: 'now' });
  await api.db.updateTable('post').set({ html: 'old', renderer: 1 }).where('id', '<>', post.id).execute();
  const told = api.revisions.length;
  await renderAgainJob(api).handler({}, run);
  const rows = await api.db.selectFrom('post').select(['html', 'renderer', 'version']).execute();
  assert.ok(rows.every(row => row.renderer > 1 && row.html !== 'old' && row.version === 1));
  assert.equal(api.revisions.length, told + 1);
  await renderAgainJob(api).handler({}, run);
  assert.equal(api.revisions.length, told + 1);
});

test('posts in the language of the site are found by its words when it is another one, and those of their own language as before', async t => {
  const api = await testApi(t);
  const words = { markdown: 'Die Häuser.', status: 'published' } as const;
  const { post } = await savePost(api, { slug: 'site', ...words });
  const own = await savePost(api, { slug: 'own', language: 'en', ...words });
  const stems = async (id: string) =>
    (await api.db.selectFrom('post').select('search').where('id', '=', id).executeTakeFirstOrThrow()).search;
  const before = await stems(own.post.id);
  assert.doesNotMatch(await stems(post.id), /'haus'/);
  await saveSettings(api, { language: 'de' });
  assert.deepEqual(api.renderings, [undefined]);
  await renderAgainJob(api).handler({}, run);
  assert.match(await stems(post.id), /'haus'/);
  assert.equal(await stems(own.post.id), before);
  assert.equal((await getOwnPost(api, { key: post.id })).version, 1);
  // No other setting makes any post anew.
  await saveSettings(api, { title: 'Another' });
  const stale = await api.db.selectFrom('post').select('id').where('renderer', '=', 0).execute();
  assert.deepEqual(stale, []);
});

test('a photo is told with its size, its smaller sizes and the text it has in the list of media', async t => {
  const api = await testApi(t);
  const { path, media } = await saveMedia(api, { name: 'a.jpg', data: await photograph(700, 400) });
  const elsewhere = { src: 'https://a.example/b.jpg', alt: 'b' };
  const photos = [elsewhere, { src: path, alt: '' }];
  const { post } = await savePost(api, { markdown: '', photos, status: 'published' });
  await setMediaAlt(api, { id: media.id, alt: 'A hedge' });
  const told = api.revisions.length;
  await renderAgainJob(api).handler({ hash: hashOf(path) }, run);
  assert.equal(api.revisions.length, told + 1);
  const shown = (await getOwnPost(api, { key: post.id })).photos;
  assert.deepEqual(shown[0], elsewhere);
  const { known, ...given } = shown[1]!;
  assert.deepEqual(given, photos[1]);
  assert.deepEqual(
    [known?.width, known?.height, known?.alt, known?.sources.length],
    [700, 400, 'A hedge', 2],
  );
  // What is shown of it is no part of the post: saving it as it was told changes nothing.
  const again = await updatePost(api, {
    id: post.id,
    changes: { photos: PostInput.shape.photos.parse(shown)! },
  });
  assert.equal(again.outcome, 'unchanged');
});

test('a text of a picture comes into the posts that show it', async t => {
  const api = await testApi(t);
  const { path, media } = await saveMedia(api, { name: 'a.jpg', data: await photograph(100, 100) });
  const { post } = await savePost(api, { markdown: `![](${path})` });
  await setMediaAlt(api, { id: media.id, alt: 'A wall' });
  for (const hash of api.renderings) await renderAgainJob(api).handler({ hash }, run);
  assert.match((await getOwnPost(api, { key: post.id })).html, /alt="A wall"/);
});
