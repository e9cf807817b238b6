import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { sendMentionJob } from '../jobs/send-mention.ts';
import { tellLinksJob } from '../jobs/tell-links.ts';
import { listSentMentions } from '../methods/mentions/list-sent-mentions.ts';
import { resendMention } from '../methods/mentions/resend-mention.ts';
import { deletePost } from '../methods/posts/delete-post.ts';
import { savePost } from '../methods/posts/save-post.ts';
import { updatePost } from '../methods/posts/update-post.ts';
import { testApi } from '../testing/context.ts';
import { otherSite } from '../testing/other-site.ts';

async function world(t: TestContext) {
  const api = await testApi(t);
  const site = await otherSite(t);
  await api.jobs.start();
  const hook = site.page('/hook', { status: 202, body: 'queued' });
  const target = (path: string) => site.page(path, { headers: { link: `<${hook}>; rel="webmention"` } });
  const sent = () => site.asked.filter(({ path, method }) => path === '/hook' && method === 'POST');
  const rows = async () =>
    (await listSentMentions(api, { limit: 50 })).mentions.sort((a, b) => a.target.localeCompare(b.target));
  const context = { id: '', retries: 0, signal: AbortSignal.timeout(60_000) };
  return {
    api,
    site,
    target,
    sent,
    rows,
    hook,
    /** What the outbox would ask for after a change of the post. */
    tell: (post: string) => tellLinksJob(() => api).handler({ post }, context),
    /** Runs a try of a mention now that would else wait for its time. */
    attempt: async (id: string) => {
      const { round } = await api.db
        .selectFrom('sent_mention')
        .select('round')
        .where('id', '=', id)
        .executeTakeFirstOrThrow();
      return sendMentionJob(() => api).handler({ id, round }, context);
    },
    until: async (condition: () => Promise<boolean> | boolean) => {
      while (!(await condition())) await sleep(20);
    },
  };
}

test('every link of a post to another site is told once, and what the post is about first', async t => {
  const { api, site, target, sent, rows, tell, until } = await world(t);
  const [a, b] = [target('/a'), target('/b?c=1')];
  const plain = site.page('/plain', '<p>no endpoint</p>');
  const { post } = await savePost(api, {
    kind: 'reply',
    target: { url: a },
    markdown: `[a](${a}) [b](${site.origin}/b?c=1#part) [again](${site.origin}/b?c=1) [p](${plain}) [own](/posts/x) [mail](mailto:a@b.example)`,
    status: 'published',
  });
  assert.equal(b, `${site.origin}/b?c=1`);
  site.page('/b', { headers: { link: '</hook>; rel=webmention' } });
  await tell(post.id);
  await until(async () => (await rows()).every(({ state }) => state !== 'waiting'));
  assert.deepEqual(
    (await rows()).map(row => [row.target.replace(site.origin, ''), row.state, row.status, row.answer]),
    [
      ['/a', 'sent', 202, 'queued'],
      ['/b?c=1', 'sent', 202, 'queued'],
      ['/plain', 'unsupported', undefined, 'The page does not take webmentions.'],
    ],
  );
  const source = `https://croft.example/posts/${post.slug}`;
  assert.deepEqual(
    sent()
      .map(({ body }) => Object.fromEntries(new URLSearchParams(body)))
      .sort((x, y) => x['target']!.localeCompare(y['target']!)),
    [
      { source, target: a },
      { source, target: b },
    ],
  );
});

test('after an edit the old and the new links are told, and after the end all that were left', async t => {
  const { api, target, sent, rows, tell, until } = await world(t);
  const [a, b] = [target('/a'), target('/b')];
  const { post } = await savePost(api, { title: 'P', markdown: `[a](${a})`, status: 'published' });
  await tell(post.id);
  await until(() => sent().length === 1);
  await updatePost(api, { id: post.id, changes: { markdown: `[b](${b})`, slug: 'moved' } });
  await tell(post.id);
  await until(() => sent().length === 3);
  await deletePost(api, { id: post.id });
  await tell(post.id);
  await until(() => sent().length === 4);
  await until(async () => (await rows()).every(({ state }) => state === 'sent'));
  assert.deepEqual(new Set(sent().map(({ body }) => new URLSearchParams(body).get('source'))).size, 1);
  assert.equal(new URLSearchParams(sent().at(-1)!.body).get('target'), b);
  assert.deepEqual(
    (await rows()).map(({ linked }) => linked),
    [false, false],
  );
});

test('a server in trouble is asked again later, as late as it says, and one that refuses is not', async t => {
  const { api, site, target, rows, tell, until, attempt } = await world(t);
  const { post } = await savePost(api, { title: 'P', markdown: `[a](${target('/a')})`, status: 'published' });
  site.page('/hook', { status: 503, headers: { 'retry-after': '7200' } });
  await tell(post.id);
  await until(async () => (await rows())[0]?.tries === 1);
  const [row] = await rows();
  assert.deepEqual([row!.state, row!.status], ['waiting', 503]);
  const wait = Date.parse(row!.nextAt!) - Date.parse(row!.triedAt!);
  assert.ok(wait > 7_000_000 && wait < 7_300_000, `${wait} ms`);
  site.page('/hook', { status: 400, body: 'no such <b>target</b>' });
  await attempt(row!.id);
  assert.equal((await rows())[0]!.tries, 2, 'the fetcher itself leaves the host alone');
  await api.db.updateTable('sent_mention').set({ tries: 9 }).execute();
  await attempt(row!.id);
  assert.deepEqual([(await rows())[0]!.state, (await rows())[0]!.nextAt], ['failed', undefined]);
});

test('a refusal is the end, until the owner sends it again', async t => {
  const { api, site, target, rows, tell, until } = await world(t);
  const { post } = await savePost(api, { title: 'P', markdown: `[a](${target('/a')})`, status: 'published' });
  site.page('/hook', { status: 400, body: 'no such <b>target</b>' });
  await tell(post.id);
  await until(async () => (await rows())[0]?.state === 'failed');
  assert.equal((await rows())[0]!.answer, 'no such target');
  site.page('/hook', { status: 307, headers: { location: '/hook2' } });
  site.page('/hook2', { status: 201 });
  await resendMention(api, { id: (await rows())[0]!.id });
  await until(async () => (await rows())[0]?.state === 'sent');
  assert.match(site.asked.at(-1)!.body, /^source=/);
});

test('an endpoint inside our own network is not asked', async t => {
  const { api, site, rows, tell, until } = await world(t);
  const a = site.page('/a', { headers: { link: '<http://10.0.0.1/hook>; rel=webmention' } });
  const { post } = await savePost(api, { title: 'P', markdown: `[a](${a})`, status: 'published' });
  await tell(post.id);
  await until(async () => (await rows())[0]?.state === 'failed');
  assert.match((await rows())[0]!.answer!, /not on the public internet/);
});
