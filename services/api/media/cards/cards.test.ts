import assert from 'node:assert/strict';
import { readdir, readFile, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { test } from 'node:test';
import sharp from 'sharp';
import { cardPath, cardText } from '../../contract.ts';
import { deletePost } from '../../methods/posts/delete-post.ts';
import { savePost } from '../../methods/posts/save-post.ts';
import { updatePost } from '../../methods/posts/update-post.ts';
import { getSite } from '../../methods/site/get-site.ts';
import { testApi } from '../../testing/context.ts';
import { served } from '../../testing/served.ts';
import { drawCard } from './draw.ts';
import { loadFonts } from './fonts.ts';
import { woffToTrueType } from './woff.ts';

const INTER = createRequire(import.meta.url).resolve('@fontsource/inter/files/inter-latin-700-normal.woff');

test('a WOFF font is unpacked to a TrueType one whose tables have their checksums', async () => {
  const font = woffToTrueType(await readFile(INTER));
  assert.equal(font.readUInt32BE(0), 0x00010000);
  for (let at = 12; at < 12 + 16 * font.readUInt16BE(4); at += 16) {
    // The header's own sum is about the whole file and is left as it was.
    if (font.toString('latin1', at, at + 4) === 'head') continue;
    const [checksum, from, length] = [4, 8, 12].map(more => font.readUInt32BE(at + more)) as [
      number,
      number,
      number,
    ];
    let sum = 0;
    for (let word = from; word < from + length; word += 4) sum = (sum + font.readUInt32BE(word)) >>> 0;
    assert.equal(sum, checksum);
  }
  assert.throws(() => woffToTrueType(Buffer.from('wOF2')), /not a WOFF/);
});

test('a card has the words in it, whatever they hold, and leaves out letters that no font has', async t => {
  const { media } = await testApi(t);
  const fonts = await loadFonts(join(media, 'fonts'));
  assert.equal(fonts.covered('Łódź, Việt, Привет, Ελλάδα 日本 🎉 & co'), 'Łódź, Việt, Привет, Ελλάδα & co');
  const inkOf = async (title: string, site = 'S') => {
    const card = await drawCard({ title, site, author: 'Ann' }, fonts);
    const { data, info } = await sharp(card).greyscale().raw().toBuffer({ resolveWithObject: true });
    assert.deepEqual([info.width, info.height], [1200, 630]);
    return data.reduce((dark, value) => dark + (value < 100 ? 1 : 0), 0);
  };
  const empty = await inkOf('日本', '日');
  assert.ok((await inkOf('A wall')) > empty + 1000);
  assert.equal(await inkOf('A wall 日本'), await inkOf('A wall'));
  for (const hostile of [
    '<span foreground="red">',
    '</span>&bogus;',
    '\u0000\u0001',
    'x'.repeat(500),
    'W'.repeat(140),
    'a '.repeat(70),
    '\ud800',
  ])
    await inkOf(hostile);
});

test('a card is drawn when asked for, replaced when the title changes, and gone with its post', async t => {
  const { api, ask } = await served(t);
  const { post } = await savePost(api, { title: 'One', markdown: 'x', status: 'published' });
  const path = cardPath(post, await getSite(api));
  const first = await ask(path);
  assert.deepEqual([first.status, first.headers['content-type']], [200, 'image/png']);
  const file = join(api.media, path.slice('/media/'.length));
  const { mtimeMs } = await stat(file);
  assert.deepEqual((await ask(path)).body, first.body);
  assert.equal((await stat(file)).mtimeMs, mtimeMs);

  const { post: renamed } = await updatePost(api, { id: post.id, changes: { title: 'Two' } });
  const next = cardPath(renamed, await getSite(api));
  const moved = await ask(path);
  assert.deepEqual([moved.status, moved.headers['location']], [302, next]);
  assert.equal((await ask(next)).status, 200);
  const cards = async () => (await readdir(join(api.media, 'cards'))).filter(name => name.endsWith('.png'));
  assert.deepEqual(await cards(), [next.split('/').at(-1)]);

  await updatePost(api, { id: post.id, changes: { visibility: 'private' } });
  assert.equal((await ask(next)).status, 404);
  await deletePost(api, { id: post.id });
  assert.equal((await ask(next)).status, 404);
  assert.deepEqual(await cards(), []);
});

test('a path that is no card, or of a draft, is not found', async t => {
  const { api, ask } = await served(t);
  const { post } = await savePost(api, { title: 'Secret', markdown: 'x' });
  const site = await getSite(api);
  for (const path of [
    cardPath(post, site),
    '/media/cards/x.png',
    '/media/cards/..%2f..%2fx.png',
    '/media/cards/fonts',
  ])
    assert.equal((await ask(path)).status, 404, path);
});

test('a note is shown by its beginning', () => {
  const site = { title: 'S', author: { name: 'Ann' } };
  const note = { id: 'x', title: '', summary: 'word '.repeat(60).trim() };
  assert.match(cardText(note, site).title, /^(?:word ){20,27}word…$/);
  assert.notEqual(cardPath(note, site), cardPath(note, { ...site, title: 'T' }));
});
