import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deletePost } from '../methods/posts/delete-post.ts';
import { getOwnPost } from '../methods/posts/get-own-post.ts';
import { getPost } from '../methods/posts/get-post.ts';
import { listPosts } from '../methods/posts/list-posts.ts';
import { listTags } from '../methods/posts/list-tags.ts';
import { savePost } from '../methods/posts/save-post.ts';
import { updatePost } from '../methods/posts/update-post.ts';
import { getRevision } from '../methods/site/get-revision.ts';
import { reasonOf, testApi } from '../testing/context.ts';

test('a draft is seen by its writer alone, and publishing it grows the revision', async t => {
  const api = await testApi(t);
  const { post, outcome } = await savePost(api, {
    title: 'Hello, World',
    markdown: 'One *two*.',
    tags: ['A b'],
  });
  assert.equal(outcome, 'created');
  assert.equal(post.slug, 'hello-world');
  assert.equal(post.status, 'draft');
  assert.equal(post.publishedAt, undefined);
  assert.equal(post.html, '<p>One <em>two</em>.</p>\n');
  assert.deepEqual(post.tags, [{ slug: 'a-b', name: 'A b' }]);
  assert.equal(await reasonOf(getPost(api, { slug: 'hello-world' })), 'not_found');
  assert.deepEqual(api.revisions, []);

  const changed = await updatePost(api, { id: post.id, changes: { status: 'published' } });
  assert.equal(changed.outcome, 'updated');
  assert.equal((await getPost(api, { slug: 'hello-world' })).id, post.id);
  assert.deepEqual(api.revisions, [2]);
  assert.deepEqual(await getRevision(api), { revision: 2 });
});

test('a slug made from the title gets a number when taken, a chosen one is refused', async t => {
  const api = await testApi(t);
  const slugs: string[] = [];
  for (let n = 0; n < 3; n++) slugs.push((await savePost(api, { title: 'Same', markdown: '' })).post.slug);
  assert.deepEqual(slugs, ['same', 'same-2', 'same-3']);
  assert.equal(await reasonOf(savePost(api, { markdown: '', slug: 'same' })), 'slug_taken');
  assert.equal(await reasonOf(savePost(api, { markdown: '', slug: 'Not OK' })), 'invalid');
  const other = await savePost(api, { markdown: 'A note about nothing in particular, really' });
  assert.equal(other.post.slug, 'a-note-about-nothing-in-particular');
  const taken = updatePost(api, { id: other.post.id, changes: { slug: 'same-2' } });
  assert.equal(await reasonOf(taken), 'slug_taken');
});

test('many posts of one title at once all get their own slug', async t => {
  const api = await testApi(t);
  const saves = Array.from({ length: 12 }, () =>
    savePost(api, { title: 'Rush', markdown: 'x', status: 'published', tags: ['b', 'a'] }),
  );
  const slugs = (await Promise.all(saves)).map(saved => saved.post.slug);
  assert.equal(new Set(slugs).size, 12);
  assert.deepEqual(await getRevision(api), { revision: 13 });
});

test('status and time never contradict each other', async t => {
  const api = await testApi(t);
  const future = new Date(Date.now() + 3_600_000).toISOString();
  const past = '2020-01-01T00:00:00.000Z';
  const ahead = await savePost(api, { markdown: 'a', status: 'published', publishedAt: future });
  assert.equal(ahead.post.status, 'scheduled');
  assert.deepEqual(api.scheduled, [new Date(future)]);
  const behind = await savePost(api, { markdown: 'b', status: 'scheduled', publishedAt: past });
  assert.equal(behind.post.status, 'published');
  assert.equal(await reasonOf(savePost(api, { markdown: 'c', status: 'scheduled' })), 'invalid');
  assert.equal(await reasonOf(getPost(api, { slug: ahead.post.slug })), 'not_found');
  assert.deepEqual(
    (await listPosts(api, { limit: 10 })).posts.map(post => post.id),
    [behind.post.id],
  );
});

test('what is absent in a change stays, and a change of nothing leaves the post as it is', async t => {
  const api = await testApi(t);
  const { post } = await savePost(api, {
    title: 'T',
    markdown: 'text',
    tags: ['x'],
    status: 'published',
    summary: 'Given.',
  });
  const same = await updatePost(api, { id: post.id, changes: { title: 'T', tags: ['x'] } });
  assert.deepEqual(same, { post, outcome: 'unchanged' });
  const { post: changed } = await updatePost(api, { id: post.id, changes: { markdown: 'other' } });
  assert.deepEqual(
    [changed.title, changed.tags, changed.summary, changed.slug],
    ['T', post.tags, 'Given.', 't'],
  );
  assert.ok(changed.updatedAt >= post.updatedAt && changed.createdAt === post.createdAt);
  assert.equal((await updatePost(api, { id: post.id, changes: { summary: '' } })).post.summary, 'other');
  assert.deepEqual(api.revisions, [2, 3, 4]);
});

test('of two changes to the same version one is refused', async t => {
  const api = await testApi(t);
  const { post } = await savePost(api, { title: 'T', markdown: 'text' });
  const change = (markdown: string) =>
    updatePost(api, { id: post.id, version: post.version, changes: { markdown } });
  const outcomes = await Promise.all([reasonOf(change('a')), reasonOf(change('b'))]);
  assert.deepEqual(outcomes.sort(), ['changed_since', undefined]);
  assert.equal(await reasonOf(deletePost(api, { id: post.id, version: post.version })), 'changed_since');
  const both = ['c', 'd'].map(markdown => updatePost(api, { id: post.id, changes: { markdown } }));
  assert.deepEqual(
    (await Promise.all(both)).map(change => change.outcome),
    ['updated', 'updated'],
  );
  await deletePost(api, { id: post.id });
  assert.equal(await reasonOf(getOwnPost(api, { key: post.slug })), 'not_found');
});

test('saving an origin again changes nothing, also after the owner has edited the post', async t => {
  const api = await testApi(t);
  const input = {
    source: 'a.md',
    title: 'A',
    markdown: 'one',
    slug: 'a',
    status: 'published' as const,
    tags: ['X'],
  };
  const { post } = await savePost(api, input);
  assert.equal((await savePost(api, input)).outcome, 'unchanged');
  await updatePost(api, { id: post.id, changes: { markdown: 'edited' } });
  const again = await savePost(api, input);
  assert.deepEqual([again.outcome, again.post.markdown], ['unchanged', 'edited']);
  const changed = await savePost(api, { ...input, markdown: 'two' });
  assert.deepEqual([changed.outcome, changed.post.markdown, changed.post.id], ['updated', 'two', post.id]);
});

test('an origin whose slug is taken gets a number and keeps it', async t => {
  const api = await testApi(t);
  await savePost(api, { markdown: 'mine', slug: 'a' });
  const input = { source: 'a.md', markdown: 'one', slug: 'a' };
  assert.equal((await savePost(api, input)).post.slug, 'a-2');
  assert.equal((await savePost(api, { ...input, markdown: 'two' })).post.slug, 'a-2');
});

test('saving one origin many times at once makes one post', async t => {
  const api = await testApi(t);
  const saves = Array.from({ length: 8 }, () => savePost(api, { source: 's', markdown: 'x', slug: 's' }));
  const saved = await Promise.all(saves);
  assert.equal(new Set(saved.map(({ post }) => post.id)).size, 1);
  assert.equal(saved.filter(({ outcome }) => outcome === 'created').length, 1);
});

test('a dry run tells the outcome and writes nothing', async t => {
  const api = await testApi(t);
  const input = { source: 's', title: 'T', markdown: 'x', tags: ['t'] };
  const preview = await savePost(api, { ...input, dryRun: true });
  assert.deepEqual([preview.outcome, preview.post.slug], ['created', 't']);
  assert.equal(await reasonOf(getOwnPost(api, { key: 't' })), 'not_found');
  await savePost(api, input);
  assert.equal((await savePost(api, { ...input, dryRun: true })).outcome, 'unchanged');
  assert.equal((await savePost(api, { ...input, markdown: 'y', dryRun: true })).outcome, 'updated');
});

test('a new spelling of a tag wins when its writer uses it, and an import leaves it', async t => {
  const api = await testApi(t);
  const first = await savePost(api, { markdown: 'a', tags: ['javascript'], status: 'published' });
  await savePost(api, { markdown: 'b', tags: ['JavaScript'], status: 'published' });
  await savePost(api, { source: 's', markdown: 'c', tags: ['JAVASCRIPT'], status: 'published' });
  assert.deepEqual(await listTags(api), { tags: [{ slug: 'javascript', name: 'JavaScript', count: 3 }] });
  const again = await getOwnPost(api, { key: first.post.id });
  assert.deepEqual([again.tags[0]?.name, again.version], ['JavaScript', 2]);
});

test('text that PostgreSQL cannot hold is made to fit', async t => {
  const api = await testApi(t);
  const { post } = await savePost(api, { title: 'a\0b \ud800', markdown: 'c\0d \udfff', tags: ['t\0'] });
  assert.deepEqual(
    [post.title, post.markdown, post.tags[0]?.name],
    ['a\uFFFDb \uFFFD', 'c\uFFFDd \uFFFD', 't'],
  );
});
