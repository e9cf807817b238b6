import assert from 'node:assert/strict';
import { test } from 'node:test';
import { publishPost } from '../testing/comments.ts';
import { type Asked, servedApi } from '../testing/served-api.ts';

const GIF = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');
const CODE = 'lavodi-metugo-bafari';

test('what somebody changed meanwhile is not written over with If-Match: site, file, webhook, redirect, comment', async t => {
  const { api, ask, tokenFor } = await servedApi(t);
  await publishPost(api);
  const token = await tokenFor('admin');
  const sent = (path: string, asked: Asked) => ask(`/api/v1${path}`, { token, ...asked });
  const parts = new FormData();
  parts.append('file', new Blob([GIF]), 'a.gif');
  const file = `/media/${(await sent('/media', { parts })).json.id}`;
  const hook = await sent('/webhooks', { json: { url: 'https://a.example/', events: ['post.published'] } });
  const webhook = `/webhooks/${hook.json.webhook.id}`;
  await sent('/redirects', { method: 'PUT', json: { path: '/a', target: '/b' } });
  const own = { name: 'Ann', code: CODE };
  const { json } = await ask('/api/v1/comments', { json: { slug: 'p', markdown: 'one', ...own } });
  const comment = `/comments/${json.id}`;
  const redirect = (target: string) => ({ path: '/a', target });

  const things = [
    ['/site', '/site', 'PATCH', { title: 'One' }, { title: 'Two' }],
    [file, file, 'PATCH', { alt: 'One' }, { alt: 'Two' }],
    [webhook, webhook, 'PATCH', { active: false }, { active: true }],
    ['/redirects/one?path=/a', '/redirects', 'PUT', redirect('/c'), redirect('/d')],
    [`${comment}/open`, comment, 'PATCH', { ...own, markdown: 'two' }, { ...own, markdown: 'three' }],
  ] as const;
  for (const [read, write, method, first, second] of things) {
    const reading = read === `${comment}/open` ? { json: own, token: undefined } : {};
    const tag = async () => String((await sent(read, reading)).headers['etag']);
    const change = (json: object, etag: string) =>
      sent(write, { ...reading, method, json, headers: { 'if-match': etag } });
    const before = await tag();
    assert.match(before, /^"[^"]+"$/, write);
    assert.equal((await change(first, before)).status, 200, write);
    const late = await change(second, before);
    assert.deepEqual([late.status, late.json.reason], [412, 'precondition_failed'], write);
    assert.equal((await change(second, 'nonsense')).status, 400, write);
    const now = await tag();
    assert.notEqual(now, before, write);
    assert.equal((await change(second, now)).status, 200, write);
    assert.equal((await change(first, '*')).status, 200, write);
  }

  const remove = (path: string, etag: string, more: Asked = {}) =>
    sent(path, { method: 'DELETE', headers: { 'if-match': etag }, ...more });
  for (const [path, read, more] of [
    [file, file, {}],
    [webhook, webhook, {}],
    ['/redirects?path=/a', '/redirects/one?path=/a', {}],
    [comment, `${comment}/open`, { json: own, token: undefined }],
  ] as const) {
    const tag = String((await sent(read, more)).headers['etag']);
    assert.equal((await remove(path, '"old"', more)).status, 412, path);
    assert.match(String((await remove(path, tag, more)).status), /^20[04]$/, path);
  }
  for (const path of [file, webhook]) assert.equal((await sent(path, {})).status, 404, path);
  assert.equal((await remove(webhook, '*')).status, 412, 'there is nothing that could be as it was');
});

test('a redirect is made only where there is none with If-None-Match, and the refusal says what is there', async t => {
  const { ask, tokenFor } = await servedApi(t);
  const token = await tokenFor('admin');
  const make = (target: string, match = '*') =>
    ask('/api/v1/redirects', {
      method: 'PUT',
      token,
      json: { path: '/a', target },
      headers: { 'if-none-match': match },
    });
  assert.equal((await make('/b')).status, 200);
  const late = await make('/c');
  assert.deepEqual([late.status, late.json.details.current.target], [412, '/b']);
  assert.equal((await make('/c', '"x"')).status, 400);
});

test('the site is told of again only when it has changed, and of two changes at once one is late', async t => {
  const { ask, tokenFor } = await servedApi(t);
  const token = await tokenFor('admin');
  const etag = String((await ask('/api/v1/site')).headers['etag']);
  const again = () => ask('/api/v1/site', { headers: { 'if-none-match': etag } });
  assert.equal((await again()).status, 304);
  const change = (title: string) =>
    ask('/api/v1/site', { method: 'PATCH', token, json: { title }, headers: { 'if-match': etag } });
  const statuses = (await Promise.all(['a', 'b', 'c'].map(change))).map(({ status }) => status);
  assert.deepEqual(statuses.toSorted(), [200, 412, 412]);
  assert.equal((await again()).status, 200);
});
