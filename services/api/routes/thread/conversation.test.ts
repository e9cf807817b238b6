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

test('what is held back is added with a note, listed and let through, by who moderates', async t => {
  const { api, ask, tokenFor } = await servedApi(t);
  await publishPost(api);
  const token = await tokenFor('moderate');
  const add = (json: object, by: string | undefined = token) => ask('/api/v1/blocks', { token: by, json });
  const word = await add({ kind: 'word', value: 'Casino', note: 'spam' });
  assert.deepEqual([word.status, word.json.kind, word.json.note], [201, 'word', 'spam']);
  assert.equal((await add({ kind: 'domain', value: 'spam.example' })).status, 201);
  assert.equal((await add({ kind: 'address', value: '192.0.2.0/24' })).status, 201);
  for (const bad of [{ kind: 'word' }, { kind: 'address', value: 'x' }, { kind: 'sender', value: 'x' }, {}])
    assert.equal((await add(bad)).status, 400, JSON.stringify(bad));
  assert.equal((await add({ kind: 'word', value: 'x' }, await tokenFor('write'))).status, 403);
  assert.equal((await ask('/api/v1/blocks')).status, 401);
  assert.equal((await ask('/api/v1/blocks', { token })).json.blocks.length, 3);
  await comment(api, { markdown: 'My casino', ...proved(api) });
  const spam = async () => (await ask('/api/v1/responses?status=spam', { token })).json.responses;
  assert.deepEqual((await spam())[0].reasons.includes('word'), true);
  const remove = () => ask(`/api/v1/blocks/${word.json.id}`, { method: 'DELETE', token });
  assert.deepEqual([(await remove()).status, (await remove()).status], [204, 204]);
  await comment(api, { name: 'Ben', markdown: 'Another casino', ...proved(api) });
  assert.equal((await spam()).length, 1);
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

test('all comments of one name and code are listed and deleted by their writer alone', async t => {
  const { api, ask } = await servedApi(t);
  await publishPost(api);
  const ids: string[] = [];
  for (const markdown of ['one', 'two', 'three'])
    ids.push((await comment(api, { code: CODE, markdown, ...proved(api) })).id);
  await comment(api, { name: 'Ben', code: 'other-code-zuveki', markdown: 'of somebody else' });
  await comment(api, { markdown: 'by the same name without the code' });
  await sql`update response set status = 'spam' where id = ${ids[0]}::uuid`.execute(api.db);
  const own = { name: 'Ann', code: CODE };
  const list = (more: object = {}) => ask('/api/v1/comments/own', { json: { ...own, ...more } });
  const first = await list({ limit: 2 });
  assert.equal(first.headers['cache-control'], 'no-store');
  const second = await list({ limit: 2, cursor: first.json.next });
  assert.deepEqual(
    [...first.json.comments, ...second.json.comments].map(one => [one.markdown, one.status, one.post.slug]),
    [
      ['three', 'pending', 'p'],
      ['two', 'pending', 'p'],
      ['one', 'pending', 'p'],
    ],
  );
  assert.equal(second.json.next, undefined);
  for (const wrong of [{ code: 'no-no-no-no' }, { code: undefined }, { name: 'Cleo' }])
    assert.equal((await list(wrong)).status, 403);
  const remove = () => ask('/api/v1/comments/own/delete', { json: own });
  assert.deepEqual((await remove()).json, { deleted: 3 });
  assert.deepEqual([(await remove()).json, (await list()).json], [{ deleted: 0 }, { comments: [] }]);
  const { rows } = await sql`select from response where status <> 'deleted'`.execute(api.db);
  assert.equal(rows.length, 2);
});

test('a moderator sees all comments of one name and code, decides on them at once, and undoes it', async t => {
  const { api, ask, tokenFor } = await servedApi(t);
  await publishPost(api);
  const token = await tokenFor('moderate');
  for (const markdown of ['one', 'two', 'three'])
    await comment(api, { code: CODE, markdown, ...proved(api) });
  await comment(api, { name: 'Ben', markdown: 'of somebody else' });
  const { responses } = (await ask('/api/v1/responses', { token })).json;
  assert.equal(responses.length, 4);
  const { commenter } = responses.find((one: { author: { name: string } }) => one.author.name === 'Ann');
  assert.equal(responses.filter((one: { commenter?: string }) => one.commenter === undefined).length, 1);
  const decide = (json: object) => ask('/api/v1/decisions', { token, json });
  const approved = await decide({ ids: [responses[1].id], action: 'approve' });
  assert.equal(approved.json.changed, 1);
  const all = async (more = '') =>
    (await ask(`/api/v1/responses?commenter=${commenter}${more}`, { token })).json.responses;
  assert.deepEqual([(await all()).length, (await all('&status=pending')).length], [3, 2]);
  const deleted = await decide({ commenter, action: 'delete' });
  assert.equal(deleted.json.changed, 3);
  const statuses = async () => (await all()).map((one: { status: string }) => one.status).toSorted();
  assert.deepEqual(await statuses(), ['deleted', 'deleted', 'deleted']);
  await ask(`/api/v1/decisions/${deleted.json.batch}/undo`, { method: 'POST', token });
  assert.deepEqual(await statuses(), ['approved', 'pending', 'pending']);
  assert.deepEqual((await decide({ commenter: crypto.randomUUID(), action: 'delete' })).json, { changed: 0 });
  for (const bad of [{}, { commenter, ids: [responses[0].id] }, { commenter: 'x' }])
    assert.equal((await decide({ ...bad, action: 'spam' })).status, 400);
});
