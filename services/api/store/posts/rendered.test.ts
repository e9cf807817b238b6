import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { renderAgainJob } from '../../jobs/render-again.ts';
import { getOwnPost } from '../../methods/posts/get-own-post.ts';
import { savePost } from '../../methods/posts/save-post.ts';
import { searchPosts } from '../../methods/posts/search-posts.ts';
import { testApi } from '../../testing/context.ts';

test('posts of an older renderer are made anew whole, unseen by their writer and by who follows the site', async t => {
  const api = await testApi(t);
  const { post } = await savePost(api, {
    title: 'Walks',
    markdown: 'Through *gardens*.',
    status: 'published',
    updatedAt: '2020-01-01T00:00:00.000Z',
  });
  await sql`update post set html = 'stale', summary = 'stale', words = 0, search = '', renderer = 0`.execute(
    api.db,
  );
  await sql`delete from outbox`.execute(api.db);
  const run = { id: 'x', retries: 0, signal: AbortSignal.timeout(50_000) };
  await renderAgainJob(api).handler({}, run);
  await renderAgainJob(api).handler({}, run);
  assert.deepEqual(await getOwnPost(api, { key: post.id }), post);
  assert.equal((await searchPosts(api, { query: 'garden walking', limit: 5 })).posts[0]?.id, post.id);
  assert.deepEqual(await api.db.selectFrom('outbox').selectAll().execute(), []);
  assert.deepEqual(api.revisions, [2, 3]);
});
