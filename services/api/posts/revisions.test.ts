import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import type { AppError } from '../../../core/errors.ts';
import { bulkPosts } from '../methods/posts/bulk-posts.ts';
import { deletePost } from '../methods/posts/delete-post.ts';
import { getOwnPost } from '../methods/posts/get-own-post.ts';
import { savePost } from '../methods/posts/save-post.ts';
import { updatePost } from '../methods/posts/update-post.ts';
import { diffRevisions } from '../methods/revisions/diff-revisions.ts';
import { getRevisionOf } from '../methods/revisions/get-revision-of.ts';
import { listRevisions } from '../methods/revisions/list-revisions.ts';
import { restoreRevision } from '../methods/revisions/restore-revision.ts';
import { reasonOf, type TestApi, testApi } from '../testing/context.ts';

async function account(api: TestApi, name: string): Promise<string> {
  const row = { name, role: 'member' };
  return (await api.db.insertInto('account').values(row).returning('id').executeTakeFirstOrThrow()).id;
}

/** Makes what was written seem to be that old. */
async function age(api: TestApi, minutes: number): Promise<void> {
  await sql`update post set changed_at = changed_at - ${minutes} * interval '1 minute'`.execute(api.db);
  await sql`update post_revision set at = at - ${minutes} * interval '1 minute', kept_at = kept_at - ${minutes} * interval '1 minute'`.execute(
    api.db,
  );
}

async function versions(api: TestApi, id: string): Promise<string[]> {
  const { revisions } = await listRevisions(api, { id, limit: 100 });
  return revisions.map(({ version, by, current }) => `${version} ${by?.name ?? '?'}${current ? ' now' : ''}`);
}

test('a published post keeps each of its versions, with who wrote it', async t => {
  const api = await testApi(t);
  const [ann, ben] = [await account(api, 'Ann'), await account(api, 'Ben')];
  const { post } = await savePost(api, { title: 'T', markdown: 'one', status: 'published', by: ann });
  await updatePost(api, { id: post.id, changes: { markdown: 'two' }, by: ben });
  await updatePost(api, { id: post.id, changes: { markdown: 'two' }, by: ben });
  await updatePost(api, { id: post.id, changes: { markdown: 'three', tags: ['x'] } });
  assert.deepEqual(await versions(api, post.id), ['3 ? now', '2 Ben', '1 Ann']);
  const first = await getRevisionOf(api, { id: post.id, version: 1 });
  assert.deepEqual([first.snapshot.markdown, first.snapshot.tags, first.by?.id], ['one', [], ann]);
  assert.equal((await getRevisionOf(api, { id: post.id, version: 3 })).snapshot.markdown, 'three');
  assert.equal(await reasonOf(getRevisionOf(api, { id: post.id, version: 9 })), 'not_found');
  await deletePost(api, { id: post.id });
  assert.equal((await api.db.selectFrom('post_revision').select('version').execute()).length, 0);
});

test('savings of a draft by one person count as one in ten minutes, those of another count for themselves', async t => {
  const api = await testApi(t);
  const [ann, ben] = [await account(api, 'Ann'), await account(api, 'Ben')];
  const { post } = await savePost(api, { title: 'T', markdown: 'a', by: ann });
  const save = (markdown: string, by: string) => updatePost(api, { id: post.id, changes: { markdown }, by });
  for (const text of ['ab', 'abc', 'abcd']) await save(text, ann);
  assert.deepEqual(await versions(api, post.id), ['4 Ann now', '1 Ann']);
  await age(api, 11);
  await save('abcde', ann);
  await save('abcdef', ann);
  assert.deepEqual(await versions(api, post.id), ['6 Ann now', '4 Ann', '1 Ann']);
  await save('b', ben);
  assert.deepEqual(await versions(api, post.id), ['7 Ben now', '6 Ann', '4 Ann', '1 Ann']);
});

test('the last hundred versions are all kept, of older ones the last of each day', async t => {
  const api = await testApi(t);
  const { post } = await savePost(api, { markdown: '0', status: 'published' });
  await sql`insert into post_revision (post_id, version, snapshot, at)
    select ${post.id}, n, '{"title":"","status":"published"}', '2020-01-01T00:00:00Z'::timestamptz + n * interval '6 hours'
    from generate_series(1, 259) n`.execute(api.db);
  await sql`update post set version = 260`.execute(api.db);
  await updatePost(api, { id: post.id, changes: { markdown: '1' } });
  const kept = await api.db.selectFrom('post_revision').select('version').orderBy('version').execute();
  const all = kept.map(row => row.version);
  assert.deepEqual(
    all.slice(-100),
    Array.from({ length: 100 }, (_, n) => 161 + n),
  );
  assert.deepEqual(all.slice(0, 3), [3, 7, 11]);
  assert.equal(all.length, 140);
});

test('a page of revisions goes on where the one before ended', async t => {
  const api = await testApi(t);
  const { post } = await savePost(api, { markdown: '0', status: 'published' });
  for (let n = 1; n < 6; n++) await updatePost(api, { id: post.id, changes: { markdown: `${n}` } });
  const first = await listRevisions(api, { id: post.id, limit: 4 });
  const second = await listRevisions(api, { id: post.id, limit: 4, cursor: first.next });
  const numbers = [...first.revisions, ...second.revisions].map(one => one.version);
  assert.deepEqual([numbers, second.next], [[6, 5, 4, 3, 2, 1], undefined]);
  assert.equal(await reasonOf(listRevisions(api, { id: post.id, limit: 4, cursor: 'x' })), 'invalid');
});

test('restoring brings the content back and leaves address, status and times', async t => {
  const api = await testApi(t);
  const { post } = await savePost(api, {
    title: 'Old',
    markdown: 'old',
    tags: ['Tag'],
    series: 'Part',
    summary: 'Given.',
  });
  await updatePost(api, {
    id: post.id,
    changes: {
      title: 'New',
      markdown: 'new',
      tags: [],
      series: null,
      summary: '',
      status: 'published',
      slug: 'new',
    },
  });
  const { post: restored, outcome } = await restoreRevision(api, { id: post.id, version: 1, current: 2 });
  assert.deepEqual(
    [
      outcome,
      restored.title,
      restored.markdown,
      restored.tags[0]?.name,
      restored.series?.name,
      restored.summary,
    ],
    ['updated', 'Old', 'old', 'Tag', 'Part', 'Given.'],
  );
  assert.deepEqual([restored.status, restored.slug, restored.version], ['published', 'new', 3]);
  const late = restoreRevision(api, { id: post.id, version: 1, current: 2 });
  assert.equal(await reasonOf(late), 'changed_since');
});

test('versions are compared by field, line and word, also with what is not saved yet', async t => {
  const api = await testApi(t);
  const { post } = await savePost(api, {
    title: 'T',
    markdown: 'one\ntwo words here\nthree',
    status: 'published',
  });
  await updatePost(api, { id: post.id, changes: { markdown: 'one\ntwo other here\nthree', tags: ['x'] } });
  const diff = await diffRevisions(api, { id: post.id, from: 1, to: 2 });
  assert.deepEqual([diff.added, diff.removed, diff.cut], [1, 1, false]);
  assert.deepEqual(diff.fields, [{ field: 'tags', from: '', to: 'x' }]);
  assert.deepEqual(
    diff.lines.map(({ kind, parts }) => [
      kind,
      ...parts.map(({ text, changed }) => (changed ? `[${text}]` : text)),
    ]),
    [
      ['same', 'one'],
      ['removed', 'two ', '[words]', ' here'],
      ['added', 'two ', '[other]', ' here'],
      ['same', 'three'],
    ],
  );
  assert.deepEqual(await diffRevisions(api, { id: post.id, from: 1 }), diff);
  const unsaved = await diffRevisions(api, {
    id: post.id,
    from: 2,
    unsaved: { title: 'U', markdown: 'one' },
  });
  assert.deepEqual([unsaved.fields, unsaved.removed], [[{ field: 'title', from: 'T', to: 'U' }], 2]);
});

test('of two editors the second is told whose version is there now', async t => {
  const api = await testApi(t);
  const [ann, ben] = [await account(api, 'Ann'), await account(api, 'Ben')];
  const { post } = await savePost(api, { title: 'T', markdown: 'text', by: ann });
  const save = (markdown: string, by: string) =>
    updatePost(api, { id: post.id, version: post.version, changes: { title: markdown, markdown }, by });
  const [first, second] = await Promise.allSettled([save('a', ann), save('b', ben)]);
  const [won, lost] = first.status === 'fulfilled' ? ['a', second] : ['b', first];
  assert.equal(lost.status, 'rejected');
  const { reason, details } = lost.reason as AppError;
  const [now] = (await listRevisions(api, { id: post.id, limit: 1 })).revisions;
  assert.deepEqual(
    [reason, details],
    [
      'changed_since',
      { current: { version: 2, title: won, updatedAt: now?.at, by: won === 'a' ? 'Ann' : 'Ben' } },
    ],
  );
  await deletePost(api, { id: post.id });
  assert.equal(await reasonOf(save('c', ann)), 'not_found');
});

test('many editors at once lose nothing: each version is one of theirs and the one before is kept', async t => {
  const api = await testApi(t);
  const { post } = await savePost(api, { markdown: 'start', status: 'published' });
  const texts = Array.from({ length: 8 }, (_, n) => `text ${n}`);
  const outcomes = await Promise.allSettled(
    texts.map(markdown => updatePost(api, { id: post.id, changes: { markdown } })),
  );
  const saved = texts.filter((_, n) => outcomes[n]?.status === 'fulfilled');
  const { revisions } = await listRevisions(api, { id: post.id, limit: 100 });
  const kept = await Promise.all(
    revisions.map(
      async ({ version }) => (await getRevisionOf(api, { id: post.id, version })).snapshot.markdown,
    ),
  );
  assert.deepEqual(kept.toSorted(), ['start', ...saved].toSorted());
  assert.ok(saved.length > 0);
});

test('an action on many posts tells of each what came of it', async t => {
  const api = await testApi(t);
  const make = async (title: string, tags: string[] = []) =>
    (await savePost(api, { title, markdown: '', tags })).post.id;
  const ids = [await make('a', ['Keep']), await make('b', ['Keep', 'Extra']), await make('c')];
  const outcomes = async (asked: Omit<Parameters<typeof bulkPosts>[1], 'ids'>) =>
    (await bulkPosts(api, { ids: [...ids, 'nowhere'], ...asked })).results.map(result => result.outcome);
  assert.deepEqual(await outcomes({ action: 'addTag', tag: 'extra' }), [
    ...['changed', 'unchanged', 'changed'],
    'failed',
  ]);
  assert.deepEqual(await outcomes({ action: 'removeTag', tag: 'Keep' }), [
    ...['changed', 'changed', 'unchanged'],
    'failed',
  ]);
  assert.deepEqual(await outcomes({ action: 'publish' }), ['changed', 'changed', 'changed', 'failed']);
  assert.deepEqual(await outcomes({ action: 'visibility', visibility: 'unlisted' }), [
    ...['changed', 'changed', 'changed'],
    'failed',
  ]);
  const { tags, status, visibility } = await getOwnPost(api, { key: ids[0]! });
  assert.deepEqual([tags.map(tag => tag.slug), status, visibility], [['extra'], 'published', 'unlisted']);
  assert.equal(await reasonOf(bulkPosts(api, { ids, action: 'addTag' })), 'invalid');
  assert.deepEqual(await outcomes({ action: 'delete' }), ['changed', 'changed', 'changed', 'failed']);
});
