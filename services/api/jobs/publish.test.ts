import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createJobs } from '../../../core/jobs/index.ts';
import { listPosts } from '../methods/posts/list-posts.ts';
import { listTags } from '../methods/posts/list-tags.ts';
import { savePost } from '../methods/posts/save-post.ts';
import { updatePost } from '../methods/posts/update-post.ts';
import { getRevision } from '../methods/site/get-revision.ts';
import { type TestApi, testApi } from '../testing/context.ts';
import { createPublisher } from './publish.ts';

function publisher(t: TestContext, api: TestApi) {
  const jobs = createJobs({ url: api.url, log: api.log });
  const made = createPublisher(api, jobs);
  t.after(async () => {
    made.stop();
    await jobs.drain();
  });
  return { jobs, publisher: made, api: { ...api, schedulePublishing: made.schedule } };
}

function schedule(api: Pick<TestApi, never> & TestApi, milliseconds: number) {
  const publishedAt = new Date(Date.now() + milliseconds).toISOString();
  return savePost(api, { title: 'P', markdown: 'x', status: 'scheduled', publishedAt, tags: ['t'] });
}

async function publicTitles(api: TestApi): Promise<string[]> {
  return (await listPosts(api, { limit: 50 })).posts.map(post => post.slug);
}

/** The posts that the outbox tells of as published, each as often as it does. */
async function told(api: TestApi): Promise<string[]> {
  const rows = await api.db.selectFrom('outbox').select(['event', 'data']).execute();
  return rows
    .filter(row => row.event === 'post.published')
    .map(row => String((row.data as { post?: unknown }).post));
}

async function ids(api: TestApi): Promise<string[]> {
  return (await api.db.selectFrom('post').select('id').execute()).map(row => row.id);
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await sleep(20);
}

test('a scheduled post is public at its time, not before, and counts as one change', async t => {
  const { api, jobs, publisher: made } = publisher(t, await testApi(t));
  await made.start();
  await jobs.start();
  const { post } = await schedule(api, 1_500);
  assert.deepEqual([await publicTitles(api), await listTags(api)], [[], { tags: [] }]);
  await until(async () => (await publicTitles(api)).length === 1);
  assert.ok(Date.now() >= Date.parse(post.publishedAt!));
  assert.deepEqual(
    (await listTags(api)).tags.map(tag => tag.count),
    [1],
  );
  assert.deepEqual([await getRevision(api), api.revisions], [{ revision: 2 }, [2]]);
});

test('what became due while nothing ran is public after the start', async t => {
  const plain = await testApi(t);
  await schedule(plain, 50);
  await sleep(80);
  const { api, publisher: made } = publisher(t, plain);
  assert.deepEqual(await publicTitles(api), []);
  await made.start();
  assert.deepEqual(await publicTitles(api), ['p']);
});

test('a post that was moved or withdrawn is not published at its old time', async t => {
  const { api, publisher: made } = publisher(t, await testApi(t));
  await made.start();
  const [moved, withdrawn, kept] = [
    await schedule(api, 200),
    await schedule(api, 200),
    await schedule(api, 300),
  ];
  await updatePost(api, { id: moved.post.id, changes: { publishedAt: '2999-01-01T00:00:00Z' } });
  await updatePost(api, { id: withdrawn.post.id, changes: { status: 'draft' } });
  await until(async () => (await publicTitles(api)).length > 0);
  assert.deepEqual(await publicTitles(api), [kept.post.slug]);
});

async function start(t: TestContext, api: TestApi): Promise<{ child: ChildProcess; told: unknown[] }> {
  const child = fork(fileURLToPath(new URL('../testing/publisher.ts', import.meta.url)), [api.url]);
  const told: unknown[] = [];
  t.after(() => child.kill('SIGKILL'));
  child.on('message', message => told.push(message));
  await once(child, 'message');
  return { child, told };
}

test('processes that are killed at any moment publish each post once between them', async t => {
  const { api } = publisher(t, await testApi(t));
  for (let n = 0; n < 12; n++) await schedule(api, 3_000 + n * 150);
  const first = await Promise.all([start(t, api), start(t, api)]);
  await until(async () => (await publicTitles(api)).length >= 3);
  for (const { child } of first) child.kill('SIGKILL');
  // The others may have published all by now.
  await schedule(api, 500);
  const last = await start(t, api);
  await until(async () => (await publicTitles(api)).length === 13);
  const { revision } = await getRevision(api);
  assert.ok(revision <= 14, `${revision - 1} changes for 13 posts`);
  await until(async () => last.told.some(message => typeof message === 'object'));
  const rows = await api.db.selectFrom('post').select('version').execute();
  assert.deepEqual(new Set(rows.map(row => row.version)), new Set([2]));
  assert.deepEqual((await told(api)).toSorted(), (await ids(api)).toSorted());
});

test('only what visitors get to is told of when its time comes, and only what is listed comes under its tags', async t => {
  const { api, publisher: made } = publisher(t, await testApi(t));
  const at = '2999-01-01T00:00:00Z';
  const make = (more: object) =>
    savePost(api, { title: 'P', markdown: 'x', status: 'scheduled', publishedAt: at, tags: ['t'], ...more });
  const open = [
    await make({}),
    await make({ visibility: 'unlisted' }),
    await make({ kind: 'page', title: 'About' }),
  ];
  await make({ visibility: 'private' });
  await api.db.updateTable('post').set({ published_at: '2020-01-01T00:00:00Z' }).execute();
  await made.start();
  await made.start();
  assert.deepEqual((await told(api)).toSorted(), open.map(({ post }) => post.id).toSorted());
  assert.deepEqual(
    (await listTags(api)).tags.map(tag => tag.count),
    [1],
  );
  assert.deepEqual(await getRevision(api), { revision: 2 });
});
