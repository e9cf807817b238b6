import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { test } from 'node:test';
import type { Client } from '../../../core/rpc/contract.ts';
import type { apiContract } from '../contract.ts';
import { importPosts } from '../import/import-posts.ts';
import { deleteMedia } from '../methods/media/delete-media.ts';
import { saveMedia } from '../methods/media/save-media.ts';
import { setMentionDomain } from '../methods/mentions/mention-domains.ts';
import { listAudit } from '../methods/people/list-audit.ts';
import { bulkPosts } from '../methods/posts/bulk-posts.ts';
import { deletePost } from '../methods/posts/delete-post.ts';
import { savePost } from '../methods/posts/save-post.ts';
import { updatePost } from '../methods/posts/update-post.ts';
import { addBlock } from '../methods/thread/add-block.ts';
import { addComment } from '../methods/thread/add-comment.ts';
import { blockSender } from '../methods/thread/block-sender.ts';
import { closeThread } from '../methods/thread/close-thread.ts';
import { decideResponses } from '../methods/thread/decide-responses.ts';
import { editResponse } from '../methods/thread/edit-response.ts';
import { removeBlock } from '../methods/thread/remove-block.ts';
import { undoDecision } from '../methods/thread/undo-decision.ts';
import { deleteWebhook, updateWebhook } from '../methods/webhooks/change-webhook.ts';
import { createWebhook } from '../methods/webhooks/create-webhook.ts';
import { implement } from '../methods.ts';
import { ownerAccount } from '../store/people/accounts.ts';
import { reasonOf, type TestApi, testApi } from '../testing/context.ts';

/** What the log says, oldest first: action, subject and details, all of it done by one actor. */
async function logged(api: TestApi, account: string): Promise<[string, string, Record<string, unknown>][]> {
  const { entries } = await listAudit(api, { limit: 100 });
  for (const entry of entries)
    assert.deepEqual([entry.account?.id, entry.address], [account, '192.0.2.0/24'], entry.action);
  return entries.reverse().map(({ action, subject, detail }) => [action, subject, detail]);
}

async function begun(t: Parameters<typeof testApi>[0]) {
  const api = await testApi(t);
  const account = await ownerAccount(api.db);
  return { api, actor: { account, address: '192.0.2.77' } };
}

test('decisions on responses, blocks and closed threads are in the log, by their posts and not by their writers', async t => {
  const { api, actor } = await begun(t);
  await savePost(api, { title: 'Tea', slug: 'tea', markdown: 'x', status: 'published' });
  const visitor = { address: '198.51.100.7' };
  const { id } = await addComment(api, { slug: 'tea', name: 'Ann', markdown: 'hello', visitor });
  const held = await decideResponses(api, { ids: [id], action: 'spam', ...actor });
  assert.equal((await decideResponses(api, { ids: [id], action: 'spam', ...actor })).changed, 0);
  await undoDecision(api, { batch: held.batch!, actor });
  assert.equal((await undoDecision(api, { batch: held.batch!, actor })).restored, 0);
  const edited = await editResponse(api, { id, markdown: 'hello!', ...actor });
  const word = await addBlock(api, { kind: 'word', value: 'Pills', note: '', ...actor });
  await removeBlock(api, { id: word.id, actor });
  await removeBlock(api, { id: word.id, actor });
  const sender = await blockSender(api, { id, ...actor });
  await setMentionDomain(api, { domain: 'spam.example', verdict: 'block', actor });
  for (const closed of [true, true, false]) await closeThread(api, { slug: 'tea', closed, actor });
  assert.deepEqual(await logged(api, actor.account), [
    ['moderation.spam', 'tea', { responses: 1, batch: held.batch }],
    ['moderation.undo', 'tea', { responses: 1, batch: held.batch }],
    ['moderation.edit', 'tea', { batch: edited.batch }],
    ['moderation.block', 'pills', { kind: 'word', block: word.id }],
    ['moderation.unblock', 'pills', { kind: 'word', block: word.id }],
    ['moderation.block', '', { kind: 'sender', block: sender.blocks[0] }],
    ['moderation.spam', 'tea', { responses: 1, batch: sender.batch }],
    ['moderation.block-domain', 'spam.example', {}],
    ['moderation.close-thread', 'tea', {}],
    ['moderation.open-thread', 'tea', {}],
  ]);
});

test('a post that is made private, shown again or deleted is in the log; one that stays as it was is not', async t => {
  const { api, actor } = await begun(t);
  const { id, version } = (
    await savePost(api, { title: 'Tea', slug: 'tea', markdown: 'x', status: 'published' })
  ).post;
  const by = { by: actor.account, address: actor.address };
  const see = (visibility: 'public' | 'unlisted' | 'private') =>
    updatePost(api, { id, changes: { visibility }, ...by });
  await see('unlisted');
  await see('private');
  await see('private');
  await see('public');
  await bulkPosts(api, { ids: [id], action: 'visibility', visibility: 'private', ...by });
  assert.equal(await reasonOf(deletePost(api, { id, version, actor })), 'changed_since');
  const note = (await savePost(api, { kind: 'note', slug: 'n', markdown: 'y' })).post;
  await deletePost(api, { id, actor });
  await bulkPosts(api, { ids: [note.id], action: 'delete', ...by });
  const seen = (before: string, after: string) => ['post.visibility', 'Tea', { slug: 'tea', before, after }];
  assert.deepEqual(await logged(api, actor.account), [
    seen('unlisted', 'private'),
    seen('private', 'public'),
    seen('public', 'private'),
    ['post.delete', 'Tea', { slug: 'tea' }],
    ['post.delete', 'n', { slug: 'n' }],
  ]);
});

test('an import is in the log when it begins and with its counts when it ends, and a trial is not', async t => {
  const { api } = await begun(t);
  const directory = await mkdtemp(join(tmpdir(), 'croft-import-'));
  t.after(() => rm(directory, { recursive: true }));
  await writeFile(join(directory, 'a.md'), '---\ntitle: A\n---\nx');
  const client = implement(api) as unknown as Client<typeof apiContract>;
  await importPosts(client, directory, { dryRun: true });
  assert.deepEqual((await listAudit(api, { limit: 9 })).entries, []);
  await importPosts(client, directory);
  const { entries } = await listAudit(api, { limit: 9 });
  assert.deepEqual(
    entries.map(({ action, subject, detail }) => [action, subject, detail]),
    [
      ['site.import-end', basename(directory), { created: 1, updated: 0, unchanged: 0, failed: 0 }],
      ['site.import', basename(directory), {}],
    ],
  );
});

test('webhooks, deleted files and exports are in the log, without the secrets of an address', async t => {
  const { api, actor } = await begun(t);
  const url = 'https://hooks.example/T0KEN?key=secret';
  const { webhook } = await createWebhook(api, { url, events: ['post.published'], actor });
  await updateWebhook(api, { id: webhook.id, active: false, actor });
  await deleteWebhook(api, { id: webhook.id, actor });
  assert.equal(await reasonOf(deleteWebhook(api, { id: webhook.id, actor })), 'not_found');
  const { media } = await saveMedia(api, { name: 'words.txt', data: Buffer.from('Words of a page.') });
  await deleteMedia(api, { id: media!.id, actor });
  await implement(api).noteExport({ actor }, { signal: AbortSignal.timeout(1000) } as never);
  const about = (active: boolean) => ({ events: ['post.published'], active });
  assert.deepEqual(await logged(api, actor.account), [
    ['site.webhook', 'hooks.example', about(true)],
    ['site.webhook-change', 'hooks.example', about(false)],
    ['site.webhook-remove', 'hooks.example', about(false)],
    ['site.media-remove', 'words.txt', { path: media!.path, posts: [] }],
    ['site.export', '', {}],
  ]);
});
