import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deletePost } from '../../methods/posts/delete-post.ts';
import { getOwnPost } from '../../methods/posts/get-own-post.ts';
import { listOwnPosts } from '../../methods/posts/list-own-posts.ts';
import { updatePost } from '../../methods/posts/update-post.ts';
import { servedApi } from '../../testing/served-api.ts';
import { made } from './_rocks.ts';

const entry = (properties: object) => ({ json: { type: ['h-entry'], properties } });
const slugOf = (location: string) => location.split('/posts/')[1]!;

test('the same request again gives the same post, ten minutes long and while the post is there', async t => {
  const { api, ask, tokenFor } = await servedApi(t);
  const token = await tokenFor('create');
  const asked = { token, ...entry({ content: ['Once'], category: ['a'] }) };
  const answers = await Promise.all(Array.from({ length: 4 }, () => ask('/micropub', asked)));
  assert.equal(new Set(answers.map(answer => made(answer).location)).size, 1);
  const other = made(await ask('/micropub', { token, ...entry({ content: ['Once'], category: ['b'] }) }));
  assert.notEqual(other.location, answers[0]!.location);
  const { id } = await getOwnPost(api, { key: slugOf(answers[0]!.location) });
  await deletePost(api, { id });
  await getOwnPost(api, { key: slugOf(made(await ask('/micropub', asked)).location) });
  await api.db
    .updateTable('idempotency')
    .set({ created_at: new Date(Date.now() - 660_000) })
    .execute();
  await ask('/micropub', asked);
  assert.equal((await listOwnPosts(api, { limit: 10 })).posts.length, 3);
});

test('whoever may only draft makes drafts, and may do nothing else', async t => {
  const { api, ask, tokenFor } = await servedApi(t);
  const token = await tokenFor('draft');
  const { location } = made(
    await ask('/micropub', { token, ...entry({ content: ['x'], 'post-status': ['published'] }) }),
  );
  assert.equal((await getOwnPost(api, { key: slugOf(location) })).status, 'draft');
  for (const asked of [
    { json: { action: 'update', url: location, replace: { 'post-status': ['published'] } } },
    { form: { action: 'delete', url: location } },
    { form: { action: 'undelete', url: location } },
  ]) {
    const { status, json } = await ask('/micropub', { token, ...asked });
    assert.deepEqual([status, json.error], [403, 'insufficient_scope']);
  }
  assert.equal((await ask('/micropub?q=source', { token })).status, 403);
});

test('a time to come is a scheduled post; status, visibility and slug are heeded', async t => {
  const { api, ask, tokenFor } = await servedApi(t);
  const token = await tokenFor('create');
  const published = new Date(Date.now() + 86_400_000).toISOString();
  const one = made(
    await ask('/micropub', { token, ...entry({ content: ['later'], published: [published] }) }),
  );
  assert.equal((await getOwnPost(api, { key: slugOf(one.location) })).status, 'scheduled');
  const two = { content: ['x'], visibility: ['unlisted'], 'mp-slug': ['My Slug!'] };
  assert.equal(slugOf(made(await ask('/micropub', { token, ...entry(two) })).location), 'my-slug');
  assert.equal((await getOwnPost(api, { key: 'my-slug' })).visibility, 'unlisted');
  const three = await ask('/micropub', { token, ...entry({ content: ['y'], 'mp-slug': ['my-slug'] }) });
  assert.equal(slugOf(made(three).location), 'my-slug-2');
});

test('film and sound stand in the text, and addresses of other kinds do not', async t => {
  const { api, ask, tokenFor } = await servedApi(t);
  const token = await tokenFor('create');
  const film = 'https://example.org/a.mp4?x=1&y="><script>';
  const { location } = made(
    await ask('/micropub', { token, ...entry({ content: ['Look'], video: [film] }) }),
  );
  const { markdown } = await getOwnPost(api, { key: slugOf(location) });
  assert.equal(
    markdown,
    'Look\n\n<video controls preload="metadata" src="https://example.org/a.mp4?x=1&amp;y=%22%3E%3Cscript%3E"></video>',
  );
  for (const bad of ['javascript:alert(1)', 'data:video/mp4,x', '/etc/passwd', { value: 7 }])
    assert.equal((await ask('/micropub', { token, ...entry({ content: ['x'], video: [bad] }) })).status, 400);
});

test('an update changes the kind of a post with what it is about, and gives a citation its name', async t => {
  const { api, ask, tokenFor } = await servedApi(t);
  const token = await tokenFor('create', 'update');
  const { location } = made(await ask('/micropub', { token, ...entry({ content: ['Hm'] }) }));
  const update = async (change: object) => {
    const answer = await ask('/micropub', { token, json: { action: 'update', url: location, ...change } });
    assert.equal(answer.status, 204, answer.text);
    return getOwnPost(api, { key: slugOf(location) });
  };
  const cited = { type: ['h-cite'], properties: { url: ['https://example.org/a'], name: ['A page'] } };
  const reply = await update({ add: { 'in-reply-to': [cited] } });
  assert.deepEqual([reply.kind, reply.target], ['reply', { url: 'https://example.org/a', title: 'A page' }]);
  assert.equal((await update({ add: { rsvp: ['maybe'] } })).rsvp, 'maybe');
  const note = await update({ delete: ['in-reply-to', 'rsvp'] });
  assert.deepEqual([note.kind, note.target, note.rsvp], ['note', undefined, undefined]);
  const photo = await update({ replace: { photo: ['https://example.org/p.jpg'] } });
  assert.equal(photo.kind, 'photo');
  assert.equal((await update({ delete: { photo: ['https://example.org/p.jpg'] } })).kind, 'note');
  assert.equal((await update({ replace: { name: ['Titled'], location: ['geo:1,2'] } })).kind, 'article');
  const source = await ask(`/micropub?q=source&url=${location}`, { token });
  assert.deepEqual(source.json.properties.location, ['geo:1,2']);
});

test('a post is known by the address that it had, and an update that moves it says where', async t => {
  const { api, ask, tokenFor } = await servedApi(t);
  const token = await tokenFor('create', 'update');
  const { location } = made(
    await ask('/micropub', { token, ...entry({ content: ['x'], 'mp-slug': ['old'] }) }),
  );
  const { id } = await getOwnPost(api, { key: 'old' });
  await updatePost(api, { id, changes: { slug: 'new' } });
  const moved = await ask('/micropub', {
    token,
    json: { action: 'update', url: location, replace: { content: ['y'] } },
  });
  assert.deepEqual([moved.status, moved.location], [201, 'https://croft.example/posts/new']);
});

test('a deleted post comes back with its id, its responses and its other properties', async t => {
  const { api, ask, tokenFor } = await servedApi(t);
  const token = await tokenFor('write');
  const { location } = made(
    await ask('/micropub', { token, ...entry({ content: ['x'], location: ['geo:1,2'] }) }),
  );
  const before = await getOwnPost(api, { key: slugOf(location) });
  await api.db
    .insertInto('response')
    .values({
      post_id: before.id,
      kind: 'comment',
      origin: 'comment',
      status: 'approved',
      author_name: 'Ann',
    })
    .execute();
  const command = (action: string) => ask('/micropub', { token, form: { action, url: location } });
  assert.equal((await command('delete')).status, 204);
  assert.equal((await command('delete')).status, 400);
  assert.equal((await command('undelete')).status, 204);
  assert.equal((await command('undelete')).status, 204, 'again, after a lost answer');
  const after = await getOwnPost(api, { key: slugOf(location) });
  assert.deepEqual(
    [after.id, after.publishedAt, after.updatedAt],
    [before.id, before.publishedAt, before.updatedAt],
  );
  const responses = await api.db.selectFrom('response').select(['author_name', 'post_id']).execute();
  assert.deepEqual(responses, [{ author_name: 'Ann', post_id: before.id }]);
  const source = await ask(`/micropub?q=source&url=${location}`, { token });
  assert.deepEqual(source.json.properties.location, ['geo:1,2']);

  await command('delete');
  made(await ask('/micropub', { token, ...entry({ content: ['other'], 'mp-slug': [slugOf(location)] }) }));
  const back = await command('undelete');
  assert.deepEqual([back.status, back.location], [201, `${location}-2`]);
});

test('lists go on by paging.after, and categories are found by a part of them', async t => {
  const { ask, tokenFor } = await servedApi(t);
  const token = await tokenFor('write');
  for (const n of [1, 2, 3])
    made(
      await ask('/micropub', { token, ...entry({ content: [`n${n}`], category: [`Tag ${n}`, 'Stone'] }) }),
    );
  const first = await ask('/micropub?q=source&limit=2', { token });
  assert.deepEqual(
    first.json.items.map((item: { properties: { content: string[] } }) => item.properties.content[0]),
    ['n3', 'n2'],
  );
  const second = await ask(`/micropub?q=source&limit=2&after=${first.json.paging.after}&properties=content`, {
    token,
  });
  assert.deepEqual(second.json, {
    items: [{ type: ['h-entry'], properties: { content: ['n1'], url: ['https://croft.example/posts/n1'] } }],
  });
  assert.deepEqual((await ask('/micropub?q=category&filter=STO', { token })).json, { categories: ['Stone'] });
  assert.equal((await ask('/micropub?q=category', { token })).json.categories.length, 4);
  assert.equal((await ask('/micropub?q=nonsense', { token })).status, 400);
  assert.equal((await ask('/micropub?q=__proto__', { token })).status, 400);
});
