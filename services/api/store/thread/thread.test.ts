import assert from 'node:assert/strict';
import { test } from 'node:test';
import { savePost } from '../../methods/posts/save-post.ts';
import { saveSettings } from '../../methods/site/save-settings.ts';
import { getThread } from '../../methods/thread/get-thread.ts';
import { listComments } from '../../methods/thread/list-comments.ts';
import { reasonOf, type TestApi, testApi } from '../../testing/context.ts';

async function publish(api: TestApi, slug: string, more: object = {}) {
  return (await savePost(api, { title: slug, slug, markdown: '', status: 'published', ...more })).post.id;
}

/** Puts a comment into the table as it stands, named by its words. */
async function put(api: TestApi, post: string, words: string, status: string, parent?: string, at = 0) {
  const row = await api.db
    .insertInto('response')
    .values({
      post_id: post,
      kind: 'comment',
      origin: 'comment',
      status,
      parent_id: parent ?? null,
      author_name: 'Ann',
      html: words,
      created_at: new Date(Date.UTC(2026, 0, 1) + at * 1000),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

test('a thread holds what is approved, and the place of what is gone for as long as something hangs from it', async t => {
  const api = await testApi(t);
  const post = await publish(api, 'p');
  const gone = await put(api, post, 'secret', 'deleted', undefined, 1);
  const goneToo = await put(api, post, 'secret', 'spam', gone, 2);
  const reply = await put(api, post, 'reply', 'approved', goneToo, 3);
  await put(api, post, 'waits', 'pending', reply, 4);
  await put(api, post, 'nothing below', 'deleted', undefined, 5);
  const { responses, comments } = await getThread(api, { slug: 'p' });
  assert.equal(comments, 'open');
  assert.deepEqual(
    responses.map(one => [one.html, one.author.name, one.deleted, one.parent]),
    [
      ['', '', true, undefined],
      ['', '', true, gone],
      ['reply', 'Ann', undefined, goneToo],
    ],
  );
  assert.equal(await reasonOf(getThread(api, { slug: 'q' })), 'not_found');
});

test('comments are open, closed by age or by hand, or off', async t => {
  const api = await testApi(t);
  const id = await publish(api, 'new');
  await publish(api, 'old', { publishedAt: '2020-01-01T00:00:00Z' });
  await publish(api, 'now', { kind: 'page' });
  const states = async () =>
    Promise.all(['new', 'old', 'now'].map(async slug => (await getThread(api, { slug })).comments));
  assert.deepEqual(await states(), ['open', 'open', 'off']);
  await saveSettings(api, { commentDays: 30 });
  assert.deepEqual(await states(), ['open', 'closed', 'off']);
  await api.db.insertInto('closed_thread').values({ post_id: id }).execute();
  assert.deepEqual(await states(), ['closed', 'closed', 'off']);
  await saveSettings(api, { comments: false });
  assert.deepEqual(await states(), ['off', 'off', 'off']);
});

test('the latest comments come newest first, of listed posts, or of one that a visitor can get to', async t => {
  const api = await testApi(t);
  const [open, unlisted, hidden] = [
    await publish(api, 'open'),
    await publish(api, 'unlisted', { visibility: 'unlisted' }),
    await publish(api, 'private', { visibility: 'private' }),
  ];
  for (const [at, post] of [open, unlisted, hidden, open, open].entries())
    await put(api, post, `c${at}`, at === 3 ? 'pending' : 'approved', undefined, at);
  const first = await listComments(api, { limit: 1 });
  assert.deepEqual(
    first.comments.map(one => [one.html, one.post.slug]),
    [['c4', 'open']],
  );
  const rest = await listComments(api, { limit: 5, cursor: first.next });
  assert.deepEqual([rest.comments.map(one => one.html), rest.next], [['c0'], undefined]);
  const of = async (slug: string) => (await listComments(api, { limit: 5, slug })).comments.length;
  assert.deepEqual([await of('open'), await of('unlisted'), await of('private')], [2, 1, 0]);
});
