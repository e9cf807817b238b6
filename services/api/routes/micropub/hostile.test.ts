import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { test } from 'node:test';
import { listMedia } from '../../methods/media/list-media.ts';
import { getOwnPost } from '../../methods/posts/get-own-post.ts';
import { servedApi } from '../../testing/served-api.ts';
import { made, PNG } from './_rocks.ts';

test('files of somebody without a token are not kept', async t => {
  const { api, ask, tokenFor } = await servedApi(t);
  const profile = await tokenFor('profile');
  for (const [path, field] of [
    ['/micropub', 'photo'],
    ['/micropub/media', 'file'],
  ] as const) {
    const parts = (inForm = 'croft_guess') => {
      const form = new FormData();
      form.set(field, new Blob([PNG]), 'a.png');
      form.set('access_token', inForm);
      return form;
    };
    assert.equal((await ask(path, { parts: parts() })).status, 401);
    assert.equal((await ask(path, { parts: parts(), token: 'croft_wrong' })).status, 401);
    assert.equal((await ask(path, { parts: parts(profile), token: profile })).status, 403);
  }
  assert.deepEqual(await readdir(api.media).catch(() => []), []);
});

test('what is too large, is no media or comes under another name is refused', async t => {
  const { api, ask, tokenFor } = await servedApi(t);
  const token = await tokenFor('write');
  const upload = async (path: string, field: string, data: Uint8Array<ArrayBuffer> | string, count = 1) => {
    const parts = new FormData();
    for (let index = 0; index < count; index++) parts.append(field, new Blob([data]), `a${index}`);
    return (await ask(path, { token, parts })).status;
  };
  assert.equal(await upload('/micropub/media', 'file', new Uint8Array(api.config.mediaLimit + 1)), 413);
  assert.equal(await upload('/micropub/media', 'file', 'MZ\0\0'), 400);
  assert.equal(await upload('/micropub/media', 'other', PNG), 400);
  assert.equal(await upload('/micropub', 'avatar', PNG), 400);
  assert.equal(await upload('/micropub', 'photo[]', PNG, 21), 413);
  const none = new FormData();
  none.set('x', 'y');
  assert.equal((await ask('/micropub/media', { token, parts: none })).status, 400);
  assert.equal((await ask('/micropub/media', { token, json: {} })).status, 400);
});

test('a token in the form is heeded wherever it stands, for a form that is not too long', async t => {
  const { api, ask, tokenFor } = await servedApi(t);
  const token = await tokenFor('write');
  for (const [path, field] of [
    ['/micropub', 'photo'],
    ['/micropub/media', 'file'],
  ] as const) {
    const form = (data: Uint8Array<ArrayBuffer>) => {
      const parts = new FormData();
      parts.set(field, new Blob([data]), 'a.png');
      parts.set('access_token', token);
      return parts;
    };
    assert.equal((await ask(path, { parts: form(PNG) })).status, 201);
    const long = new Uint8Array(8_000_000);
    assert.equal((await ask(path, { parts: form(long) })).status, 413, 'nobody is known before it is read');
    assert.equal((await ask(path, { parts: form(long), token })).status, 400, 'read, and no media');
    assert.equal((await ask(path, { parts: form(PNG), token: await tokenFor('write') })).status, 400);
  }
  assert.equal((await listMedia(api, { limit: 9 })).media.length, 1);
});

test('a form with files that is broken or endless is refused', async t => {
  const { ask, tokenFor } = await servedApi(t);
  const token = await tokenFor('write');
  const post = (path: string, body: string, type: string) =>
    ask(path, { token, form: body, headers: { 'content-type': type } });
  const whole = '--x\r\ncontent-disposition: form-data; name="content"\r\n\r\nhello\r\n--x--\r\n';
  const bad: [string, string][] = [
    [whole, 'multipart/form-data'],
    [whole, 'multipart/form-data; boundary=y'],
    [whole.slice(0, -10), 'multipart/form-data; boundary=x'],
    ['', 'multipart/form-data; boundary=x'],
    ['--x\r\n\r\nhello\r\n--x--\r\n', 'multipart/form-data; boundary=x'],
  ];
  for (const path of ['/micropub', '/micropub/media'])
    for (const [body, type] of bad) {
      const { status, json } = await post(path, body, type);
      assert.deepEqual([status, json.error], [400, 'invalid_request'], `${type} ${body}`);
    }
  const fields = (count: number, length: number) => {
    const parts = new FormData();
    for (let n = 0; n < count; n++) parts.append('category[]', 'x'.repeat(length));
    return parts;
  };
  assert.equal((await ask('/micropub', { token, parts: fields(1001, 1) })).status, 413);
  assert.equal((await ask('/micropub', { token, parts: fields(2, 2_000_000) })).status, 413);
});

test('a request that is no request is answered in the words of the standard', async t => {
  const { ask, tokenFor } = await servedApi(t);
  const token = await tokenFor('write');
  const bad: unknown[] = [
    '{',
    '[]',
    'null',
    '{"__proto__":{"x":1}}',
    { type: ['h-event'], properties: { name: ['x'] } },
    { type: ['h-entry'] },
    { type: ['h-entry'], properties: {} },
    { type: ['h-entry'], properties: { content: [{ nested: true }] } },
    { type: ['h-entry'], properties: { content: ['x'], constructor: ['y'], 'Bad Name': ['z'] } },
    { type: ['h-entry'], properties: { content: ['x'], published: ['soon'] } },
    { type: ['h-entry'], properties: { content: ['x'], 'post-status': ['secret'] } },
    { type: ['h-entry'], properties: { content: ['x'], visibility: ['nobody'] } },
    { type: ['h-entry'], properties: { 'like-of': ['javascript:alert(1)'] } },
    { type: ['h-entry'], properties: { rsvp: ['yes'], content: ['x'] } },
    { type: ['h-entry'], properties: { content: ['x'], photo: ['/etc/passwd'] } },
    { type: ['h-entry'], properties: { content: ['x'], huge: ['y'.repeat(100_001)] } },
    { type: ['h-entry'], properties: { content: ['x'], category: ['!!!'] } },
    { action: 'destroy', url: 'https://croft.example/posts/x' },
    { action: 'update', url: 'https://croft.example/posts/x' },
    { action: 'update', url: 'https://croft.example/posts/none', replace: { content: ['x'] } },
    { action: 'delete', url: 'https://evil.example/posts/x' },
    { action: 'delete', url: 'https://croft.example/posts/a/../b' },
    { action: 'delete', url: 'https://croft.example/posts/%ff' },
    { action: 'delete' },
  ];
  for (const json of bad) {
    const { status, json: answer } = await ask('/micropub', { token, json });
    assert.deepEqual([status, answer.error], [400, 'invalid_request'], JSON.stringify(json).slice(0, 100));
    assert.ok(answer.error_description.length > 5);
  }
  const cookies = await ask('/micropub', { headers: { cookie: 'croft=x' }, form: 'h=entry&content=x' });
  assert.equal(cookies.status, 401);
});

test('a script in HTML content is gone, wherever it hides', async t => {
  const { api, ask, tokenFor } = await servedApi(t);
  const token = await tokenFor('create');
  const html = [
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<a href="javascript:alert(1)">a</a>',
    '<svg onload=alert(1)><script>alert(1)</script></svg>',
    '<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>',
    '<pre><code>&lt;script&gt;alert(1)&lt;/script&gt;</code></pre>',
    '<table><tr><td><iframe src="javascript:alert(1)"></iframe>cell</td></tr></table>',
    '<details ontoggle=alert(1)><summary>s</summary>d</details>',
  ].join('\n');
  const { location } = made(
    await ask('/micropub', {
      token,
      json: { type: ['h-entry'], properties: { content: [{ html }], name: ['n'] } },
    }),
  );
  const post = await getOwnPost(api, { key: location.split('/posts/')[1]! });
  assert.doesNotMatch(post.html, /<script|<svg|<iframe|\son\w+\s*=|javascript:/i);
  assert.match(post.html, /&lt;script/);
  assert.match(post.html, /cell<\/td>/);
});

test('a text of a million letters fits, and a longer one does not', async t => {
  const { ask, tokenFor } = await servedApi(t);
  const token = await tokenFor('create');
  const send = (length: number) =>
    ask('/micropub', { token, json: { type: ['h-entry'], properties: { content: ['x'.repeat(length)] } } });
  made(await send(1_000_000));
  assert.equal((await send(1_000_001)).status, 413);
});
