import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { test } from 'node:test';
import sharp from 'sharp';
import { saveMedia } from '../../methods/media/save-media.ts';
import { createToken } from '../../methods/people/create-token.ts';
import { savePost } from '../../methods/posts/save-post.ts';
import { bomb, photograph } from '../../testing/pictures.ts';
import { served } from '../../testing/served.ts';

const API = '/api/v1/media';

function form(parts: Record<string, string | File>): { body: () => Promise<Buffer>; type: string } {
  const data = new FormData();
  for (const [name, value] of Object.entries(parts)) data.set(name, value);
  const response = new Response(data);
  return {
    body: async () => Buffer.from(await response.arrayBuffer()),
    type: response.headers.get('content-type')!,
  };
}

test('a file is kept from a form and from a body, whatever type they claim', async t => {
  const { ask, token } = await served(t);
  const picture = await photograph(300, 200);
  const { body, type } = form({
    alt: 'A wall',
    file: new File([new Uint8Array(picture)], 'wall.exe', { type: 'text/html' }),
  });
  const sent = await ask(API, {
    method: 'POST',
    token,
    body: await body(),
    headers: { 'content-type': type },
  });
  assert.equal(sent.status, 201);
  assert.deepEqual(
    [sent.json.name, sent.json.type, sent.json.width, sent.json.alt],
    ['wall.exe', 'image/jpeg', 300, 'A wall'],
  );
  assert.equal(sent.headers['location'], `https://croft.example${sent.json.path}`);
  for (const claimed of ['application/json', 'text/html', 'image/png', 'application/octet-stream']) {
    const again = await ask(`${API}?name=x.png`, {
      method: 'POST',
      token,
      body: picture,
      headers: { 'content-type': claimed },
    });
    assert.deepEqual([again.status, again.json], [201, sent.json], claimed);
  }
  assert.equal((await ask(sent.json.path)).headers['content-type'], 'image/jpeg');
});

test('what is no file, too large, a bomb or not allowed is refused, and nothing is left', async t => {
  const { ask, api, token } = await served(t);
  const post = (body: Buffer, type = 'image/png') =>
    ask(API, { method: 'POST', token, body, headers: { 'content-type': type } });
  const empty = form({ alt: 'x' });
  const refused = [
    [await post(Buffer.from('MZ\0')), 400, 'media_type'],
    [await post(Buffer.alloc(0)), 400, undefined],
    [await post(await bomb(60_000, 60_000)), 400, 'too_many_pixels'],
    [await post(Buffer.alloc(api.config.mediaLimit + 1)), 413, 'too_large'],
    [await post(Buffer.alloc(api.config.mediaLimit + 100_000)), 413, 'too_large'],
    [await post(await empty.body(), empty.type), 400, undefined],
    [await post(Buffer.from('--x\r\nbroken'), 'multipart/form-data; boundary=x'), 400, undefined],
    [await post(Buffer.from('x'), 'multipart/form-data'), 400, undefined],
  ] as const;
  for (const [at, [answer, status, reason]] of refused.entries())
    assert.deepEqual([answer.status, answer.json.reason], [status, reason], `case ${at}`);
  assert.deepEqual(await readdir(api.media).catch(() => []), []);
  const { token: reader } = await createToken(api, { name: 'r', scopes: ['read'] });
  assert.equal((await ask(API, { method: 'POST', body: Buffer.from('x') })).status, 401);
  assert.equal((await ask(API, { method: 'POST', token: reader, body: Buffer.from('x') })).status, 403);
  assert.equal((await ask(API)).status, 401);
});

test('files are listed, described and deleted', async t => {
  const { ask, api, token } = await served(t);
  const { media } = await saveMedia(api, { name: 'a.txt', data: Buffer.from('x') });
  assert.deepEqual((await ask(`${API}?limit=5&query=a`, { token })).json, { media: [media] });
  const changed = await ask(`${API}/${media.id}`, { method: 'PATCH', token, body: { alt: 'An x' } });
  assert.equal(changed.json.alt, 'An x');
  assert.equal(
    (await ask(`${API}/${media.id}`, { method: 'PATCH', token, body: { name: 'x' } })).status,
    400,
  );
  await savePost(api, { title: 'Uses it', markdown: `[x](${media.path})` });
  assert.equal((await ask(`${API}/${media.id}`, { token })).json.usedBy[0].title, 'Uses it');
  const used = await ask(`${API}/${media.id}`, { method: 'DELETE', token });
  assert.deepEqual(
    [used.status, used.json.reason, used.json.details.posts[0].slug],
    [409, 'media_used', 'uses-it'],
  );
  assert.equal((await ask(`${API}/${media.id}?force=true`, { method: 'DELETE', token })).status, 204);
  assert.equal((await ask(media.path)).status, 404);
  assert.equal((await ask(`${API}/${media.id}`, { token })).status, 404);
  const { paths } = (await ask('/api/v1/openapi.json')).json;
  assert.deepEqual(Object.keys(paths[API]), ['get', 'post']);
  assert.deepEqual(Object.keys(paths[`${API}/{id}`]), ['get', 'patch', 'delete']);
});

test('a player gets the part that it asks for, and the whole when the file is another', async t => {
  const { ask, api } = await served(t);
  const data = Buffer.from(`ID3${'0123456789'.repeat(10)}`);
  const { path } = await saveMedia(api, { name: 'a.mp3', data });
  const whole = await ask(path);
  assert.deepEqual(
    [whole.status, whole.headers['accept-ranges'], whole.headers['content-length']],
    [200, 'bytes', '103'],
  );
  const part = await ask(path, { headers: { range: 'bytes=3-12' } });
  assert.deepEqual(
    [part.status, part.headers['content-range'], part.headers['content-length'], part.body.toString()],
    [206, 'bytes 3-12/103', '10', '0123456789'],
  );
  const condition = (tag: string) => ask(path, { headers: { range: 'bytes=0-0', 'if-range': tag } });
  assert.equal((await condition(String(whole.headers['etag']))).status, 206);
  assert.equal((await condition('"other"')).status, 200);
  const beyond = await ask(path, { headers: { range: 'bytes=103-' } });
  assert.deepEqual([beyond.status, beyond.headers['content-range']], [416, 'bytes */103']);
  assert.equal((await ask(path, { method: 'HEAD', headers: { range: 'bytes=0-0' } })).status, 200);
});

test('a size that a page offers is made when it is first asked for, any other is not', async t => {
  const { ask, api } = await served(t);
  const { path } = await saveMedia(api, { name: 'a.jpg', data: await photograph(700, 400) });
  const base = path.replace('.jpg', '');
  const made = await ask(`${base}-480.webp`);
  assert.deepEqual([made.status, made.headers['content-type']], [200, 'image/webp']);
  assert.match(String(made.headers['cache-control']), /immutable/);
  assert.equal((await sharp(made.body).metadata()).width, 480);
  for (const no of ['-481.webp', '-960.webp', '-480.png', '-700.jpg', '-0480.webp'])
    assert.equal((await ask(base + no)).status, 404, no);
  assert.equal((await ask(`/media/aa/${'a'.repeat(40)}-480.webp`)).status, 404);
  await api.db.updateTable('media').set({ responsive: false }).execute();
  const instead = await ask(`${base}-480.avif`);
  assert.deepEqual(
    [instead.status, instead.headers['location'], instead.headers['cache-control']],
    [302, path, 'no-store'],
  );
});
