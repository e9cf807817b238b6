import assert from 'node:assert/strict';
import { test } from 'node:test';
import { getOwnPost } from '../../methods/posts/get-own-post.ts';
import { servedApi } from '../../testing/served-api.ts';
import { JPG, made, PNG } from './_rocks.ts';

/** What programs that people write with send, as they send it. */

const slugOf = (location: string) => location.split('/posts/')[1]!;

test('iA Writer: asks for the configuration, uploads a picture, and makes a draft in JSON without lists', async t => {
  const { api, ask, tokenFor } = await servedApi(t);
  const token = await tokenFor('write');
  const headers = { 'user-agent': 'iA%20Writer/30011 CFNetwork/1498.700.2 Darwin/23.6.0' };
  const config = await ask('/micropub?q=config', { token, headers });
  const parts = new FormData();
  parts.set('file', new Blob([JPG], { type: 'image/jpeg' }), 'IMG_0042.jpeg');
  const upload = await ask(config.json['media-endpoint'], { token, headers, parts });
  assert.equal(upload.status, 201);
  const { location } = made(
    await ask('/micropub', {
      token,
      headers,
      json: {
        type: ['h-entry'],
        properties: {
          name: 'Blog post title',
          content: `Markdown of *post*\n\n![A hedge](${upload.location})\n`,
          'post-status': 'draft',
        },
      },
    }),
  );
  const post = await getOwnPost(api, { key: slugOf(location) });
  assert.deepEqual([post.kind, post.status, post.title], ['article', 'draft', 'Blog post title']);
  assert.match(post.html, /<em>post<\/em>/);
});

test('Quill: a note as a form with the token in header and body', async t => {
  const { api, ask, tokenFor } = await servedApi(t);
  const token = await tokenFor('create', 'update', 'media', 'profile');
  const form = `h=entry&access_token=${token}&content=Walked+the+north+side&category%5B%5D=walks&category%5B%5D=north&in-reply-to=&mp-slug=north-side&visibility=public`;
  const { location } = made(await ask('/micropub', { token, form, headers: { accept: 'application/json' } }));
  assert.equal(location, 'https://croft.example/posts/north-side');
  const post = await getOwnPost(api, { key: 'north-side' });
  assert.deepEqual([post.kind, post.tags.map(tag => tag.name)], ['note', ['walks', 'north']]);
});

test('Quill: an article of its editor in HTML, with a picture that it uploaded first', async t => {
  const { api, ask, tokenFor } = await servedApi(t);
  const token = await tokenFor('create', 'media');
  const parts = new FormData();
  parts.set('file', new Blob([PNG], { type: 'image/png' }), 'php8Xk2aQ');
  const { location: picture } = await ask('/micropub/media', { token, parts });
  const html = `<p>First &amp; last <b>words</b></p><h3>Under it</h3><p><img src="${picture}" alt="A gate"></p><ul><li>one</li><li>two</li></ul><p><a href="/posts/x" onclick="steal()">here</a></p>`;
  const { location } = made(
    await ask('/micropub', {
      token,
      json: {
        type: ['h-entry'],
        properties: {
          name: ['An article'],
          content: [{ html }],
          category: ['stone'],
          'mp-slug': ['an-article'],
        },
      },
    }),
  );
  const { markdown } = await getOwnPost(api, { key: slugOf(location) });
  assert.equal(
    markdown,
    `First & last **words**\n\n### Under it\n\n![A gate](${picture})\n\n- one\n- two\n\n[here](https://croft.example/posts/x)`,
  );
});

test('Quill: a like, a repost, a bookmark, a reply and an RSVP as forms', async t => {
  const { api, ask, tokenFor } = await servedApi(t);
  const token = await tokenFor('create');
  for (const [form, kind] of [
    ['like-of=https%3A%2F%2Fexample.org%2Fa', 'like'],
    ['repost-of=https%3A%2F%2Fexample.org%2Fb', 'repost'],
    ['bookmark-of=https%3A%2F%2Fexample.org%2Fc&name=A+page&content=Worth+it', 'bookmark'],
    ['in-reply-to=https%3A%2F%2Fexample.org%2Fd&content=Quite+so', 'reply'],
    ['in-reply-to=https%3A%2F%2Fexample.org%2Fe&rsvp=yes', 'rsvp'],
  ] as const) {
    const { location } = made(await ask('/micropub', { token, form: `h=entry&${form}` }));
    const post = await getOwnPost(api, { key: slugOf(location) });
    assert.equal(post.kind, kind);
    assert.match(post.target?.url ?? '', /^https:\/\/example\.org\/[a-e]$/);
  }
});

test('micropub-helper 2: form with brackets, multipart with a file and lists, queries with properties[]', async t => {
  const { api, ask, tokenFor } = await servedApi(t);
  const token = await tokenFor('create', 'update', 'delete', 'undelete', 'media');
  assert.equal((await ask('/micropub', { token })).status, 200, 'verifyToken asks without q');
  const form = made(
    await ask('/micropub', {
      token,
      form: 'h=entry&content=form&category%5B%5D=x&category%5B%5D=y',
      headers: { accept: 'application/json, application/x-www-form-urlencoded' },
    }),
  );
  const parts = new FormData();
  for (const [name, value] of [
    ['h', 'entry'],
    ['content', 'with a picture'],
    ['category[]', 'p'],
    ['category[]', 'q'],
  ] as const)
    parts.append(name, value);
  parts.append('photo', new Blob([PNG], { type: 'image/png' }), 'blob');
  const multipart = made(await ask('/micropub', { token, parts }));
  const post = await getOwnPost(api, { key: slugOf(multipart.location) });
  assert.deepEqual([post.kind, post.tags.map(tag => tag.name)], ['photo', ['p', 'q']]);
  const url = encodeURIComponent(form.location);
  const source = await ask(`/micropub?q=source&url=${url}&properties[]=content&properties[]=category`, {
    token,
  });
  assert.deepEqual(source.json, { properties: { content: ['form'], category: ['x', 'y'] } });
  const update = { replace: { content: ['changed'] }, add: { category: ['z'] }, delete: ['name'] };
  const updated = await ask('/micropub', {
    token,
    json: { ...update, action: 'update', url: form.location },
  });
  assert.equal(updated.status, 204);
});

test('Indigenous and others: a photo with mp-photo-alt, and photo objects as form fields', async t => {
  const { api, ask, tokenFor } = await servedApi(t);
  const token = await tokenFor('create');
  for (const form of [
    'h=entry&photo[]=https://example.org/1.jpg&photo[]=https://example.org/2.jpg&mp-photo-alt[]=One&mp-photo-alt[]=Two',
    'h=entry&photo[0][value]=https://example.org/1.jpg&photo[0][alt]=One&photo[1][value]=https://example.org/2.jpg&photo[1][alt]=Two',
    'h=entry&photo[][value]=https://example.org/1.jpg&photo[][alt]=One&photo[][value]=https://example.org/2.jpg&photo[][alt]=Two',
  ]) {
    const { location } = made(await ask('/micropub', { token, form }));
    assert.deepEqual((await getOwnPost(api, { key: slugOf(location) })).photos, [
      { src: 'https://example.org/1.jpg', alt: 'One' },
      { src: 'https://example.org/2.jpg', alt: 'Two' },
    ]);
  }
});

test('a script of another site may call with a token, and is told where the post is', async t => {
  const { ask } = await servedApi(t);
  const preflight = await ask('/micropub', {
    method: 'OPTIONS',
    headers: { origin: 'https://app.example', 'access-control-request-headers': 'authorization' },
  });
  assert.equal(preflight.status, 204);
  assert.equal(preflight.headers['access-control-allow-origin'], '*');
  assert.match(String(preflight.headers['access-control-allow-headers']), /Authorization/);
  assert.match(String(preflight.headers['access-control-expose-headers']), /Location/);
  assert.equal(preflight.headers['access-control-allow-credentials'], undefined);
});
