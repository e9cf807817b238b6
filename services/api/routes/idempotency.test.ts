import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { forgetKeptAnswers } from '../store/kept-answers.ts';
import { publishPost } from '../testing/comments.ts';
import { type Asked, servedApi } from '../testing/served-api.ts';

const GIF = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

function keyed(key: string, asked: Asked): Asked {
  return { ...asked, headers: { ...asked.headers, 'idempotency-key': key } };
}

test('every write takes an Idempotency-Key: its repetition gets the same answer and does nothing', async t => {
  const { api, ask, tokenFor } = await servedApi(t);
  await publishPost(api);
  const token = await tokenFor('admin');
  const webhook = { url: 'https://a.example/', events: ['post.published'] };
  const comment = { slug: 'p', name: 'Ben', markdown: 'Hello' };
  const block = { kind: 'word', value: 'casino' };
  for (const [path, json, list, count] of [
    ['/tokens', { name: 'phone', scopes: ['read'] }, '/tokens', 2],
    ['/invitations', { role: 'member' }, '/invitations', 1],
    ['/webhooks', webhook, '/webhooks', 1],
    ['/blocks', block, '/blocks', 1],
    ['/comments', comment, '/responses?status=approved', 1],
  ] as const) {
    const send = () => ask(`/api/v1${path}`, keyed(path, { token, json }));
    const first = await send();
    assert.equal(first.status, 201, path);
    const again = await send();
    assert.deepEqual([again.status, again.text], [201, first.text], path);
    for (const name of ['cache-control', 'content-type', 'location'])
      assert.equal(again.headers[name], first.headers[name], `${path} ${name}`);
    const listed = Object.values((await ask(`/api/v1${list}`, { token })).json)[0] as unknown[];
    assert.equal(listed.length, count, path);
  }
  const remove = () => ask('/api/v1/redirects?path=/a', keyed('away', { method: 'DELETE', token }));
  await ask('/api/v1/redirects', { method: 'PUT', token, json: { path: '/a', target: '/b' } });
  assert.deepEqual([(await remove()).status, (await remove()).status], [204, 204]);
});

test('a file that is sent again as a form, or as it is, is the same request', async t => {
  const { ask, tokenFor } = await servedApi(t);
  const token = await tokenFor('write');
  const form = (alt: string) => {
    const parts = new FormData();
    parts.append('alt', alt);
    parts.append('file', new Blob([GIF], { type: 'image/gif' }), 'a.gif');
    return ask('/api/v1/media', keyed('form', { token, parts }));
  };
  const first = await form('A dot');
  assert.equal(first.status, 201);
  assert.equal((await form('A dot')).text, first.text);
  assert.equal((await form('Another dot')).json.reason, 'idempotency_mismatch');
});

test('a key is refused for another request, for another token and while its first request is under way', async t => {
  const { api, ask, tokenFor } = await servedApi(t);
  const [token, other] = [await tokenFor('admin'), await tokenFor('admin')];
  const make = (name: string, by = token, path = '/api/v1/tokens') =>
    ask(path, keyed('k', { token: by, json: { name, scopes: ['read'] } }));
  assert.equal((await make('a')).status, 201);
  for (const wrong of [await make('b'), await make('a', other)])
    assert.deepEqual([wrong.status, wrong.json.reason], [409, 'idempotency_mismatch']);
  await sql`update kept_answer set answer = null`.execute(api.db);
  const waiting = await make('a');
  assert.deepEqual(
    [waiting.status, waiting.json.reason, waiting.headers['retry-after']],
    [409, 'idempotency_under_way', '1'],
  );
  await sql`update kept_answer set created_at = now() - interval '3 minutes'`.execute(api.db);
  assert.equal((await make('a')).status, 201);
  await sql`update kept_answer set created_at = now() - interval '25 hours'`.execute(api.db);
  assert.equal((await make('b')).status, 201);
  for (const bad of ['', 'x'.repeat(201)])
    assert.equal((await ask('/api/v1/tokens', keyed(bad, { token, json: {} }))).status, 400);
});

test('of many that come at once one does the work', async t => {
  const { ask, tokenFor } = await servedApi(t);
  const token = await tokenFor('admin');
  const json = { role: 'member', note: 'Ben' };
  const answers = await Promise.all(
    Array.from({ length: 6 }, () => ask('/api/v1/invitations', keyed('k', { token, json }))),
  );
  const made = answers.filter(answer => answer.status === 201);
  assert.ok(made.length >= 1 && new Set(made.map(answer => answer.text)).size === 1);
  for (const answer of answers) assert.ok([201, 409].includes(answer.status));
  assert.equal((await ask('/api/v1/invitations', { token })).json.invitations.length, 1);
});

test('what was refused may be asked again, and what is kept can be read by no one without the key and the token', async t => {
  const { api, ask, tokenFor } = await servedApi(t);
  const token = await tokenFor('admin');
  const comment = () =>
    ask('/api/v1/comments', keyed('c', { json: { slug: 'p', name: 'Ben', markdown: 'x' } }));
  assert.equal((await comment()).status, 404);
  await publishPost(api);
  const first = await comment();
  assert.equal(first.status, 202);
  assert.equal((await comment()).text, first.text);
  const stranger = await ask(
    '/api/v1/comments',
    keyed('c', { json: { slug: 'p', name: 'Cleo', markdown: 'y' } }),
  );
  assert.equal(stranger.status, 202, 'a key of somebody else is in nobody’s way');

  const made = await ask('/api/v1/tokens', keyed('t', { token, json: { name: 'a', scopes: ['read'] } }));
  const { rows } = await sql<{
    row: string;
  }>`select kept_answer::text || encode(answer, 'escape') as row from kept_answer`.execute(api.db);
  assert.equal(rows.length, 3);
  assert.ok(!JSON.stringify(rows).includes(made.json.token.slice(6)));
  await sql`update kept_answer set created_at = now() - interval '25 hours'`.execute(api.db);
  await forgetKeptAnswers(api.db);
  assert.equal((await sql`select from kept_answer`.execute(api.db)).rows.length, 0);
});
