import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { decideResponses } from '../../methods/thread/decide-responses.ts';
import { ownerAccount } from '../../store/people/accounts.ts';
import { comment, proved, publishPost } from '../../testing/comments.ts';
import { servedApi } from '../../testing/served-api.ts';

const CODE = 'lavodi-metugo-bafari';

test('the whole thread of a post is read by everybody, likes and RSVPs too', async t => {
  const { api, ask } = await servedApi(t);
  const post = await publishPost(api);
  const { id } = await comment(api, { markdown: 'Hello', ...proved(api) });
  await decideResponses(api, { ids: [id], action: 'approve', account: await ownerAccount(api.db) });
  await comment(api, { name: 'Ben', markdown: 'waits' });
  await sql`insert into response (post_id, kind, origin, status, author_name, rsvp, source_url) values
    (${post}, 'like', 'webmention', 'approved', 'Cleo', null, 'https://c.example/1'),
    (${post}, 'rsvp', 'webmention', 'approved', 'Dan', 'yes', 'https://d.example/1')`.execute(api.db);
  const { status, json } = await ask('/api/v1/threads/p');
  assert.deepEqual(
    [status, json.comments, json.responses.map((one: { kind: string }) => one.kind).toSorted()],
    [200, 'open', ['comment', 'like', 'rsvp']],
  );
  assert.equal((await ask('/api/v1/threads/none')).status, 404);
  await publishPost(api, 'hidden', { visibility: 'private' });
  assert.equal((await ask('/api/v1/threads/hidden')).status, 404);
});

test('a comment of one’s own is read as written by its name and code, and by nothing else', async t => {
  const { api, ask, tokenFor } = await servedApi(t);
  await publishPost(api);
  const { id } = await comment(api, { code: CODE, markdown: '*mine*' });
  const open = (json: object, path = id) => ask(`/api/v1/comments/${path}/open`, { json });
  const own = await open({ name: 'Ann', code: CODE });
  assert.deepEqual(
    [own.status, own.json, own.headers['cache-control']],
    [200, { id, slug: 'p', status: 'pending', markdown: '*mine*', version: 1 }, 'no-store'],
  );
  for (const other of [{ name: 'Ann', code: 'no-no-no-no' }, { name: 'Ann' }, { name: 'Ben', code: CODE }])
    assert.equal((await open(other)).status, 403);
  assert.equal((await open({ name: 'Ann', code: CODE, more: 1 })).status, 400);
  assert.equal((await open({ name: 'Ann', code: CODE }, 'x')).status, 400);
  const token = await tokenFor('admin');
  const owner = await ask('/api/v1/comments', { token, json: { slug: 'p', markdown: 'from the owner' } });
  assert.equal(owner.status, 201);
  const read = await ask(`/api/v1/comments/${owner.json.id}/open`, { token, json: {} });
  assert.equal(read.json.markdown, 'from the owner');
});

test('a sender is blocked by who moderates, and let through again', async t => {
  const { api, ask, tokenFor } = await servedApi(t);
  await publishPost(api);
  const token = await tokenFor('moderate');
  const { id } = await comment(api, { code: CODE, address: '192.0.2.1' });
  const path = `/api/v1/responses/${id}/block-sender`;
  assert.equal((await ask(path, { method: 'POST' })).status, 401);
  assert.equal((await ask(path, { method: 'POST', token: await tokenFor('write') })).status, 403);
  const blocked = await ask(path, { method: 'POST', token });
  assert.equal(blocked.status, 200);
  const listed = async () => (await ask('/api/v1/blocks', { token })).json.blocks;
  assert.deepEqual((await listed()).map((block: { kind: string }) => block.kind).toSorted(), [
    'commenter',
    'sender',
  ]);
  const spam = await ask('/api/v1/responses?status=spam', { token });
  assert.deepEqual([spam.json.responses.length, spam.json.responses[0].id], [1, id]);
  for (const block of blocked.json.blocks)
    assert.equal((await ask(`/api/v1/blocks/${block}`, { method: 'DELETE', token })).status, 204);
  assert.deepEqual(await listed(), []);
  const undone = await ask(`/api/v1/decisions/${blocked.json.batch}/undo`, { method: 'POST', token });
  assert.equal(undone.json.restored, 1);
  assert.equal((await ask(path.replace(id, crypto.randomUUID()), { method: 'POST', token })).status, 404);
});

test('letters are confirmed and ended by the token of their link alone', async t => {
  const { api, ask } = await servedApi(t);
  await sql`insert into subscriber (email_hash, email) values (${Buffer.alloc(32, 1)}, 'a@b.example')`.execute(
    api.db,
  );
  const read = () =>
    api.db.selectFrom('subscriber').select(['id', 'email', 'confirmed_at']).executeTakeFirstOrThrow();
  const { id } = await read();
  const tokenOf = (what: string) => api.conversation.key.mac(`letters ${what}`, id).toString('base64url');
  const call = (what: string, json: object) => ask(`/api/v1/letters/${id}/${what}`, { json });
  for (const what of ['confirm', 'end'])
    assert.equal((await call(what, { token: 'made-up' })).status, 404, what);
  assert.equal((await call('confirm', {})).status, 400);
  const links = { confirm: tokenOf('confirm'), end: tokenOf('end') };
  assert.equal((await call('confirm', { token: links.end })).status, 404);
  assert.equal((await call('confirm', { token: links.confirm })).status, 204);
  assert.notEqual((await read()).confirmed_at, null);
  assert.equal((await call('end', { token: links.end })).status, 204);
  assert.equal((await read()).email, null);
  assert.equal((await call('confirm', { token: links.confirm })).status, 404);
});
