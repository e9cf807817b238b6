import assert from 'node:assert/strict';
import { test } from 'node:test';
import { saveWorkingCopy } from '../methods/writing/save-working-copy.ts';
import { implement } from '../methods.ts';
import { reasonOf, testApi } from '../testing/context.ts';

/** Nobody waits for these calls. */
const CALL = {
  signal: new AbortController().signal,
  deadline: Number.POSITIVE_INFINITY,
  traceparent: '',
};

async function begin(t: Parameters<typeof testApi>[0]) {
  const ctx = await testApi(t);
  const api = implement(ctx);
  const { id: account } = await ctx.db
    .insertInto('account')
    .values({ name: 'Ann', role: 'owner' })
    .returning('id')
    .executeTakeFirstOrThrow();
  const { post } = await api.savePost({ title: 'Stones', markdown: 'Old.', status: 'published' }, CALL);
  return { ctx, api, account, post, key: { post: post.id, account } };
}

test('a preview is what saving renders, and saves nothing', async t => {
  const { api, ctx } = await begin(t);
  const markdown = '## Part\n\nA *text* of six words.';
  const preview = await api.previewPost({ markdown }, CALL);
  const { post } = await api.savePost({ title: 'Six', markdown }, CALL);
  assert.equal(preview.html, post.html);
  assert.deepEqual([preview.words, preview.minutes, preview.summary], [post.words, 1, post.summary]);
  assert.equal((await ctx.db.selectFrom('post').select('id').execute()).length, 2);
});

test('a preview is in the language of the post', async t => {
  const { api } = await begin(t);
  const markdown = '> [!NOTE]\n> Stein.';
  const german = await api.previewPost({ markdown, language: 'de' }, CALL);
  const { post } = await api.savePost({ title: 'Stein', markdown, language: 'de' }, CALL);
  assert.equal(german.html, post.html);
  assert.notEqual(german.html, (await api.previewPost({ markdown }, CALL)).html);
});

test('a working copy changes nothing that a visitor sees, and is read back as it was saved', async t => {
  const { api, ctx, key, post } = await begin(t);
  const before = [...ctx.revisions];
  const content = { title: 'Stones, again', markdown: 'New.\0', tags: ['Wall'] };
  const saved = await api.saveWorkingCopy({ ...key, baseVersion: 1, version: 0, content }, CALL);
  const { copy } = await api.getWorkingCopy(key, CALL);
  assert.deepEqual(copy, { baseVersion: 1, version: 1, content, updatedAt: saved.updatedAt });
  assert.equal((await api.getPost({ slug: post.slug }, CALL)).markdown, 'Old.');
  assert.deepEqual(ctx.revisions, before);
  const { copies } = await api.listWorkingCopies({ account: key.account, limit: 5 }, CALL);
  assert.deepEqual(copies, [{ post: post.id, title: 'Stones', updatedAt: saved.updatedAt }]);
  await api.dropWorkingCopy(key, CALL);
  assert.deepEqual(await api.getWorkingCopy(key, CALL), { copy: undefined });
});

test('of two windows that save, the second is told; each writer has a copy of their own', async t => {
  const { api, ctx, key } = await begin(t);
  const save = async (version: number, markdown: string, account = key.account) =>
    api.saveWorkingCopy({ ...key, account, baseVersion: 1, version, content: { markdown } }, CALL);
  await save(0, 'a');
  assert.equal(await reasonOf(save(0, 'b')), 'changed_since');
  assert.equal((await save(1, 'c')).version, 2);
  assert.equal(await reasonOf(save(1, 'd')), 'changed_since');
  const { id: ben } = await ctx.db
    .insertInto('account')
    .values({ name: 'Ben', role: 'member' })
    .returning('id')
    .executeTakeFirstOrThrow();
  await save(0, 'of Ben', ben);
  assert.equal((await api.getWorkingCopy(key, CALL)).copy?.content.markdown, 'c');
});

test('a working copy goes with its post, and there is none of a post that is gone', async t => {
  const { api, ctx, key } = await begin(t);
  const copy = { ...key, baseVersion: 1, version: 0, content: { markdown: 'a' } };
  await api.saveWorkingCopy(copy, CALL);
  await api.deletePost({ id: key.post }, CALL);
  assert.deepEqual(await api.getWorkingCopy(key, CALL), { copy: undefined });
  assert.equal(await reasonOf(saveWorkingCopy(ctx, copy)), 'not_found');
});
