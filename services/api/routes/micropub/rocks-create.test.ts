import assert from 'node:assert/strict';
import { test } from 'node:test';
import { JPG, made, PNG, rocks, SUNSET } from './_rocks.ts';

test('100: Create an h-entry post (form-encoded)', async t => {
  const { send, post } = await rocks(t);
  const { location } = made(await send('h=entry&content=Micropub+test+of+creating+a+basic+h-entry'));
  const { kind, status, html } = await post(location);
  assert.deepEqual(
    [kind, status, html],
    ['note', 'published', '<p>Micropub test of creating a basic h-entry</p>\n'],
  );
});

test('101: Create an h-entry post with multiple categories (form-encoded)', async t => {
  const { send, source } = await rocks(t);
  const { location } = made(
    await send(
      'h=entry&content=Micropub+test+of+creating+an+h-entry+with+categories&category[]=test1&category[]=test2',
    ),
  );
  assert.deepEqual((await source(location)).category, ['test1', 'test2']);
});

test('104: Create an h-entry with a photo referenced by URL (form-encoded)', async t => {
  const { send, post } = await rocks(t);
  const { location } = made(
    await send(
      `h=entry&content=Micropub+test+of+creating+a+photo+referenced+by+URL&photo=${encodeURIComponent(SUNSET)}`,
    ),
  );
  const { kind, photos } = await post(location);
  assert.deepEqual([kind, photos], ['photo', [{ src: SUNSET, alt: '' }]]);
});

test('107: Create an h-entry post with one category (form-encoded)', async t => {
  const { send, source } = await rocks(t);
  const { location } = made(
    await send('h=entry&content=Micropub+test+of+creating+an+h-entry+with+one+category&category=test1'),
  );
  assert.deepEqual((await source(location)).category, ['test1']);
});

test('200: Create an h-entry post (JSON)', async t => {
  const { sendJson, post } = await rocks(t);
  const properties = { content: ['Micropub test of creating an h-entry with a JSON request'] };
  const { location } = made(await sendJson({ type: ['h-entry'], properties }));
  assert.match((await post(location)).html, /with a JSON request/);
});

test('201: Create an h-entry post with multiple categories (JSON)', async t => {
  const { sendJson, source } = await rocks(t);
  const properties = { content: ['Micropub test'], category: ['test1', 'test2'] };
  const { location } = made(await sendJson({ type: ['h-entry'], properties }));
  assert.deepEqual((await source(location)).category, ['test1', 'test2']);
});

test('202: Create an h-entry with HTML content (JSON)', async t => {
  const { sendJson, post } = await rocks(t);
  const html = '<p>This post has <b>bold</b> and <i>italic</i> text.</p>';
  const { location } = made(await sendJson({ type: ['h-entry'], properties: { content: [{ html }] } }));
  assert.equal(
    (await post(location)).html,
    '<p>This post has <strong>bold</strong> and <em>italic</em> text.</p>\n',
  );
});

test('203: Create an h-entry with a photo referenced by URL (JSON)', async t => {
  const { sendJson, post } = await rocks(t);
  const properties = { content: ['Micropub test'], photo: [SUNSET] };
  const { location } = made(await sendJson({ type: ['h-entry'], properties }));
  assert.deepEqual((await post(location)).photos, [{ src: SUNSET, alt: '' }]);
});

test('204: Create an h-entry post with a nested object (JSON)', async t => {
  const { sendJson, source } = await rocks(t);
  const checkin = {
    type: ['h-card'],
    properties: { name: ['Los Gorditos'], url: ['https://foursquare.com/v/502c4bbde4b06e61e06d1ebf'] },
  };
  const properties = {
    published: ['2017-05-31T12:03:36-07:00'],
    content: ['Lunch meeting'],
    checkin: [checkin],
  };
  const { location } = made(await sendJson({ type: ['h-entry'], properties }));
  const stored = await source(location);
  assert.deepEqual(stored.checkin, [checkin]);
  assert.deepEqual(stored.published, ['2017-05-31T19:03:36.000Z']);
});

test('205: Create an h-entry post with a photo with alt text (JSON)', async t => {
  const { sendJson, post, source } = await rocks(t);
  const photo = { value: SUNSET, alt: 'Photo of a sunset' };
  const { location } = made(
    await sendJson({ type: ['h-entry'], properties: { content: ['Micropub test'], photo: [photo] } }),
  );
  assert.deepEqual((await post(location)).photos, [{ src: SUNSET, alt: 'Photo of a sunset' }]);
  assert.deepEqual((await source(location)).photo, [photo]);
});

test('206: Create an h-entry with multiple photos referenced by URL (JSON)', async t => {
  const { sendJson, post } = await rocks(t);
  const photo = [SUNSET, 'https://micropub.rocks/media/city-at-night.jpg'];
  const { location } = made(
    await sendJson({ type: ['h-entry'], properties: { content: ['Micropub test'], photo } }),
  );
  assert.deepEqual(
    (await post(location)).photos.map(one => one.src),
    photo,
  );
});

for (const [number, name, files] of [
  [300, 'Create an h-entry with a photo (multipart)', ['photo']],
  [301, 'Create an h-entry with two photos (multipart)', ['photo[]', 'photo[]']],
] as const)
  test(`${number}: ${name}`, async t => {
    const { ask, token, post } = await rocks(t);
    const parts = new FormData();
    parts.set('h', 'entry');
    parts.set('content', 'Nice sunset tonight');
    files.forEach((field, index) => {
      parts.append(field, new Blob([index === 0 ? JPG : PNG]), `picture${index}`);
    });
    const { location } = made(await ask('/micropub', { token, parts }));
    const { kind, photos } = await post(location);
    assert.deepEqual([kind, photos.length], ['photo', files.length]);
    for (const { src } of photos) assert.equal((await ask(src)).status, 200);
  });
