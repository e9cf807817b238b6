import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import type { PostInput } from '../contract.ts';
import { deletePost } from '../methods/posts/delete-post.ts';
import { getOwnPost } from '../methods/posts/get-own-post.ts';
import { savePost } from '../methods/posts/save-post.ts';
import { updatePost } from '../methods/posts/update-post.ts';
import { resolvePath } from '../methods/redirects/resolve-path.ts';
import { decideResponses } from '../methods/thread/decide-responses.ts';
import { ownerAccount } from '../store/people/accounts.ts';
import { comment } from '../testing/comments.ts';
import { reasonOf, type TestApi } from '../testing/context.ts';
import { servedApi } from '../testing/served-api.ts';

const INPUT: PostInput = { title: 'P', slug: 'p', markdown: 'One', tags: ['Stone'], status: 'published' };

/** A published post with something in every table that goes with it. */
async function lived(api: TestApi) {
  const account = await ownerAccount(api.db);
  const { post } = await savePost(api, { ...INPUT, slug: 'old', source: 'folder:p' });
  const { id } = post;
  await updatePost(api, { id, changes: { markdown: 'Two', slug: 'p', series: 'Walls' }, by: account });
  const { id: response } = await comment(api, { name: 'Ann', code: 'lavodi-metugo-bafari' });
  await decideResponses(api, { ids: [response], action: 'approve', account });
  await comment(api, { name: 'Ben', markdown: 'I agree', parent: response });
  await sql`insert into feedback (post_id, visitor, useful, words) values (${id}, ${Buffer.alloc(32, 3)}, true, 'Thanks')`.execute(
    api.db,
  );
  await sql`insert into mention (source, target, host, post_id, origin, response_id)
    values ('https://a.example/1', 'https://croft.example/posts/p', 'a.example', ${id}, 'webmention', ${response})`.execute(
    api.db,
  );
  await sql`insert into post_property values (${id}, '{"location":["geo:1,2"]}')`.execute(api.db);
  await sql`insert into closed_thread (post_id) values (${id})`.execute(api.db);
  await sql`insert into working_copy (post_id, account_id, base_version, content) values (${id}, ${account}, 1, '{}')`.execute(
    api.db,
  );
  return { id, account, response };
}

const TABLES = [
  ...['post', 'response', 'post_property', 'post_revision', 'old_slug', 'working_copy', 'closed_thread'],
  ...['feedback', 'mention', 'decision', 'post_tag', 'media_use'],
];

/** Every row of the tables that have something of a post, but for the numbers that are given out anew. */
async function everything({ db }: TestApi): Promise<Record<string, unknown[]>> {
  const found: Record<string, unknown[]> = {};
  for (const table of TABLES) {
    const { rows } = await sql<{ row: object }>`
      select to_jsonb(one) ${table === 'decision' ? sql`- 'id'` : sql``} as row from ${sql.table(table)} one order by 1`.execute(
      db,
    );
    found[table] = rows.map(({ row }) => row);
  }
  return found;
}

test('a deleted post comes back over REST with all that went with it, whichever way it was deleted', async t => {
  const { api, ask, tokenFor } = await servedApi(t);
  const token = await tokenFor('write');
  const { id } = await lived(api);
  const before = await everything(api);
  for (const table of TABLES.filter(name => name !== 'media_use'))
    assert.ok(before[table]!.length > 0, `${table} is part of this test`);
  const ways = [
    () => ask(`/api/v1/posts/${id}`, { method: 'DELETE', token }),
    () => ask('/api/v1/posts/bulk', { token, json: { ids: [id], action: 'delete' } }),
    () => ask('/micropub', { token, form: { action: 'delete', url: `${api.origin}/posts/p` } }),
  ];
  for (const way of ways) {
    assert.ok((await way()).status < 300);
    assert.deepEqual((await everything(api))['response'], []);
    assert.deepEqual(await resolvePath(api, { path: '/posts/p' }), { status: 410 });
    const { posts } = (await ask('/api/v1/trash', { token })).json;
    assert.equal(posts.length, 1);
    const { deletedAt, erasedAt, ...kept } = posts[0];
    assert.equal(Date.parse(erasedAt) - Date.parse(deletedAt), 30 * 86_400_000);
    assert.deepEqual(kept, {
      id,
      slug: 'p',
      kind: 'article',
      status: 'published',
      title: 'P',
      summary: 'Two',
      responses: before['response']!.length,
      deletedBy: 'Owner',
    });
    const back = await ask(`/api/v1/trash/${id}/restore`, { method: 'POST', token });
    assert.deepEqual([back.status, back.json.slug], [200, 'p']);
    assert.deepEqual(await everything(api), before);
    assert.deepEqual(await resolvePath(api, { path: '/posts/old' }), { to: '/posts/p', status: 301 });
    assert.equal((await ask(`/api/v1/trash/${id}/restore`, { method: 'POST', token })).status, 404);
  }
  const read = await tokenFor('read');
  assert.equal((await ask('/api/v1/trash', { token: read })).status, 403);
});

test('what a post refers to may be gone, and its slug and source taken, when it comes back', async t => {
  const { api, ask, tokenFor } = await servedApi(t);
  const token = await tokenFor('write');
  const { id } = await lived(api);
  await deletePost(api, { id });
  await sql`delete from commenter`.execute(api.db);
  await savePost(api, { ...INPUT, title: 'Other', source: 'folder:p' });
  await savePost(api, { ...INPUT, slug: 'old', title: 'Old' });
  const back = await ask(`/api/v1/trash/${id}/restore`, { method: 'POST', token });
  assert.deepEqual([back.status, back.json.slug], [200, 'p-2']);
  const { response, post } = await everything(api);
  assert.equal(response!.length, 2);
  assert.ok(response!.every(row => (row as { commenter_id: unknown }).commenter_id === null));
  assert.equal(post!.filter(row => (row as { source: unknown }).source === 'folder:p').length, 1);
});

test('a delete that is refused keeps nothing, and what is erased does not come back', async t => {
  const { api, ask, tokenFor } = await servedApi(t);
  const token = await tokenFor('write');
  const { post } = await savePost(api, INPUT);
  assert.equal(await reasonOf(deletePost(api, { id: post.id, version: 7 })), 'changed_since');
  assert.deepEqual((await ask('/api/v1/trash', { token })).json.posts, []);
  await deletePost(api, { id: post.id });
  const erase = () => ask(`/api/v1/trash/${post.id}`, { method: 'DELETE', token });
  assert.deepEqual([(await erase()).status, (await erase()).status], [204, 404]);
  assert.equal((await ask(`/api/v1/trash/${post.id}/restore`, { method: 'POST', token })).status, 404);
  assert.equal(await reasonOf(getOwnPost(api, { key: post.id })), 'not_found');
});
