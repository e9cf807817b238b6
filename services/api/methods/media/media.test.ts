import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { test } from 'node:test';
import { sql } from 'kysely';
import { hashOf, mediaFile } from '../../media/paths.ts';
import { reasonOf, testApi } from '../../testing/context.ts';
import { photograph } from '../../testing/pictures.ts';
import { deletePost } from '../posts/delete-post.ts';
import { savePost } from '../posts/save-post.ts';
import { updatePost } from '../posts/update-post.ts';
import { deleteMedia } from './delete-media.ts';
import { getMedia } from './get-media.ts';
import { listMedia } from './list-media.ts';
import { saveMedia } from './save-media.ts';
import { setMediaAlt } from './set-media-alt.ts';

const text = (content: string) => Buffer.from(content);

test('files are listed newest first with all that is known of them, page by page', async t => {
  const api = await testApi(t);
  const { media: picture } = await saveMedia(api, {
    name: 'hedge.jpg',
    data: await photograph(400, 300),
    alt: 'A hedge',
  });
  assert.deepEqual(
    [picture.name, picture.type, picture.width, picture.height, picture.alt],
    ['hedge.jpg', 'image/jpeg', 400, 300, 'A hedge'],
  );
  const notes = [];
  for (const name of ['a.txt', 'b.txt', 'c.txt'])
    notes.push((await saveMedia(api, { name, data: text(name) })).media);
  const first = await listMedia(api, { limit: 3 });
  const second = await listMedia(api, { limit: 3, cursor: first.next });
  assert.deepEqual(
    [...first.media, ...second.media].map(({ name }) => name),
    ['c.txt', 'b.txt', 'a.txt', 'hedge.jpg'],
  );
  assert.equal(second.next, undefined);
  assert.deepEqual((await listMedia(api, { limit: 9, kind: 'image' })).media, [picture]);
});

test('files are found by their name and text, whatever the accents, the last word unfinished', async t => {
  const api = await testApi(t);
  const { media } = await saveMedia(api, { name: 'Été_2026-hedge.txt', data: text('x') });
  await saveMedia(api, { name: 'other.txt', data: text('y') });
  await setMediaAlt(api, { id: media.id, alt: 'The long wall' });
  for (const query of ['ete hed', '2026', 'long wall', 'WAL'])
    assert.deepEqual(
      (await listMedia(api, { limit: 9, query })).media.map(({ id }) => id),
      [media.id],
      query,
    );
  assert.deepEqual((await listMedia(api, { limit: 9, query: 'hedge tree' })).media, []);
});

test('the same file again is one file, which keeps its name and gets a text that it had not', async t => {
  const api = await testApi(t);
  const { media: first } = await saveMedia(api, { name: 'a.txt', data: text('x') });
  const { media: second } = await saveMedia(api, { name: 'b.txt', data: text('x'), alt: 'An x' });
  assert.deepEqual(second, { ...first, alt: 'An x' });
  assert.equal((await saveMedia(api, { name: 'c.txt', data: text('x'), alt: 'Else' })).media.alt, 'An x');
});

test('a file that posts use is deleted only when that is insisted on, with all its sizes', async t => {
  const api = await testApi(t);
  const { path, media } = await saveMedia(api, { name: 'a.jpg', data: await photograph(400, 300) });
  await api.makeVariant({ path, width: 400, format: 'webp' });
  const { post } = await savePost(api, { title: 'Uses it', markdown: `![](${path})` });
  const photo = await savePost(api, { markdown: 'x', photos: [{ src: path, alt: '' }] });
  assert.deepEqual((await getMedia(api, { id: media.id })).usedBy.map(({ title }) => title).sort(), [
    '',
    'Uses it',
  ]);
  assert.equal(await reasonOf(deleteMedia(api, { id: media.id })), 'media_used');
  await deletePost(api, { id: photo.post.id });
  await updatePost(api, { id: post.id, changes: { markdown: 'nothing' } });
  assert.deepEqual((await getMedia(api, { id: media.id })).usedBy, []);
  await updatePost(api, { id: post.id, changes: { markdown: `<img src="https://croft.example${path}">` } });
  assert.equal(await reasonOf(deleteMedia(api, { id: media.id })), 'media_used');

  await deleteMedia(api, { id: media.id, force: true });
  assert.deepEqual(await readdir(dirname(mediaFile(api.media, path))), []);
  assert.deepEqual(api.renderings, [hashOf(path)]);
  const gone = [
    deleteMedia(api, { id: media.id }),
    getMedia(api, { id: media.id }),
    setMediaAlt(api, { id: media.id, alt: '' }),
  ].map(reasonOf);
  assert.deepEqual(await Promise.all(gone), ['not_found', 'not_found', 'not_found']);
});

test('a picture in a post has its size, its other widths and the text that is kept with it', async t => {
  const api = await testApi(t);
  const { path } = await saveMedia(api, { name: 'a.jpg', data: await photograph(700, 350), alt: 'A wall' });
  const { post } = await savePost(api, { markdown: `![](${path})\n\n![mine](${path})` });
  const base = path.replace('.jpg', '');
  assert.match(
    post.html,
    new RegExp(
      `<source type="image/avif" srcset="${base}-480.avif 480w, ${base}-700.avif 700w" sizes="[^"]+">`,
    ),
  );
  assert.match(
    post.html,
    new RegExp(
      `<img src="${base}-700.webp" alt="A wall" decoding="async" width="700" height="350"></picture>`,
    ),
  );
  assert.match(post.html, /alt="mine" decoding="async" loading="lazy"/);
});

test('a new text asks for the posts that use the picture to be rendered again, the same text does not', async t => {
  const api = await testApi(t);
  const { media } = await saveMedia(api, { name: 'a.txt', data: text('x') });
  assert.equal((await setMediaAlt(api, { id: media.id, alt: '  A \n wall ' })).alt, 'A wall');
  await setMediaAlt(api, { id: media.id, alt: 'A wall' });
  assert.deepEqual(api.renderings, [hashOf(media.path)]);
});

test('lists of files are carried by indexes', async t => {
  const api = await testApi(t);
  await sql`insert into media (path, name, type, bytes, search, created_at)
    select 'x' || n, 'n', case when n % 50 = 0 then 'image/png' else 'text/plain' end, 1, to_tsvector('simple', 'n' || n), now() - n * interval '1 s'
    from generate_series(1, 5000) n`.execute(api.db);
  await sql`analyze media`.execute(api.db);
  const plan = async (where: ReturnType<typeof sql>) => {
    const { rows } = await sql<{
      'QUERY PLAN': string;
    }>`explain select * from media where ${where} order by created_at desc, id desc limit 20`.execute(api.db);
    return rows.map(row => row['QUERY PLAN']).join('\n');
  };
  assert.match(await plan(sql`true`), /Index Scan using media_newest/);
  assert.match(await plan(sql`split_part(type, '/', 1) = 'image'`), /Index Scan using media_by_type/);
  assert.match(await plan(sql`search @@ to_tsquery('simple', 'n77')`), /media_search/);
});
