import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { checkMentionJob } from '../../jobs/check-mention.ts';
import { tellLinksJob } from '../../jobs/tell-links.ts';
import { receiveMention } from '../../methods/mentions/receive-mention.ts';
import { savePost } from '../../methods/posts/save-post.ts';
import { otherSite } from '../../testing/other-site.ts';
import { servedApi } from '../../testing/served-api.ts';

const TARGET = 'https://croft.example/posts/p';

test('mentions of the site are listed with what became of them, and looked at again when a moderator asks', async t => {
  const { api, ask, tokenFor } = await servedApi(t);
  const site = await otherSite(t);
  await api.jobs.start();
  await savePost(api, { title: 'P', markdown: 'x', status: 'published' });
  const source = site.page(
    '/like',
    `<!doctype html><div class="h-entry"><a class="p-author h-card" href="/">Ann</a><a class="u-like-of" href="${TARGET}">x</a></div>`,
  );
  const { id } = await receiveMention(api, { source, target: TARGET, origin: 'webmention' });
  const run = () =>
    checkMentionJob(() => api).handler({ id }, { id, retries: 9, signal: AbortSignal.timeout(60_000) });
  await run();
  const token = await tokenFor('moderate');
  const { mentions } = (await ask('/api/v1/mentions', { token })).json;
  assert.deepEqual(
    mentions.map((one: Record<string, unknown>) => [one['id'], one['state'], one['source'], one['target']]),
    [[id, 'linked', source, TARGET]],
  );
  const { kind, status, author } = mentions[0].response;
  assert.deepEqual([kind, status, author], ['like', 'pending', 'Ann']);

  site.page('/like', { status: 410 });
  const check = (of: string, by?: string) =>
    ask(`/api/v1/mentions/${of}/check`, { method: 'POST', token: by });
  const checked = await check(id, token);
  assert.deepEqual([checked.status, checked.text], [202, '']);
  const state = async () => (await ask('/api/v1/mentions', { token })).json.mentions[0].state;
  while ((await state()) !== 'gone') await sleep(250); // asked more often, the account is told to wait
  assert.deepEqual(
    [
      (await check(crypto.randomUUID(), token)).status,
      (await check('x', token)).status,
      (await check(id, await tokenFor('write'))).status,
      (await check(id)).status,
    ],
    [404, 400, 403, 401],
  );
});

test('a mention that was sent is listed with its post and sent again when a writer asks', async t => {
  const { api, ask, tokenFor } = await servedApi(t);
  const site = await otherSite(t);
  await api.jobs.start();
  const hook = site.page('/hook', { status: 202 });
  const target = site.page('/target', { headers: { link: `<${hook}>; rel="webmention"` } });
  const { post } = await savePost(api, { title: 'P', markdown: `[x](${target})`, status: 'published' });
  await tellLinksJob(() => api).handler(
    { post: post.id },
    { id: '', retries: 0, signal: AbortSignal.timeout(60_000) },
  );
  const sent = () => site.asked.filter(({ path, method }) => path === '/hook' && method === 'POST');
  const [moderator, writer] = [await tokenFor('moderate'), await tokenFor('write')];
  const list = async (post: string) =>
    (await ask(`/api/v1/mentions/sent?post=${post}`, { token: moderator })).json.mentions;
  while ((await list('p'))[0]?.state !== 'sent') await sleep(250); // asked more often, the account is told to wait
  const [mention] = await list(post.id);
  assert.deepEqual([mention.target, mention.status, sent().length], [target, 202, 1]);
  assert.equal((await ask('/api/v1/mentions/sent?post=other', { token: moderator })).status, 404);
  const resend = (id: string, token?: string) =>
    ask(`/api/v1/mentions/sent/${id}/resend`, { method: 'POST', token });
  const again = await resend(mention.id, writer);
  assert.deepEqual([again.status, again.text], [202, '']);
  while (sent().length < 2) await sleep(50);
  assert.deepEqual(
    [
      (await resend(crypto.randomUUID(), writer)).status,
      (await resend(mention.id, moderator)).status,
      (await resend(mention.id)).status,
    ],
    [404, 403, 401],
  );
});
