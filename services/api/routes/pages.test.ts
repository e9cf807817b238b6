import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { savePost } from '../methods/posts/save-post.ts';
import { ownerAccount } from '../store/people/accounts.ts';
import { insertSession } from '../store/people/sessions.ts';
import { publishPost } from '../testing/comments.ts';
import { servedApi } from '../testing/served-api.ts';

/** Puts five of everything there that has a list, several at the same moment. */
async function fill(api: Awaited<ReturnType<typeof servedApi>>['api']): Promise<void> {
  const { db } = api;
  const owner = await ownerAccount(db);
  const post = await publishPost(api);
  for (let n = 0; n < 5; n++) {
    await savePost(api, { title: `Stone ${n}`, markdown: 'wall', status: 'published', tags: ['Wall'] });
    await insertSession(db, owner, 'link', '');
  }
  const five = sql`from generate_series(1, 5) n`;
  for (const rows of [
    sql`insert into token (account_id, name, hash, scopes) select ${owner}, 't' || n, sha256(n::text::bytea), '{read}' ${five}`,
    sql`insert into invitation (role, note, hash, expires_at) select 'member', '', sha256(n::text::bytea), now() + interval '1 day' ${five}`,
    sql`insert into account (name, role) select 'Person ' || n, 'member' ${five}`,
    sql`insert into block (kind, value) select 'word', 'w' || n ${five}`,
    sql`insert into webhook (url, events, secret) select 'https://a.example/' || n, '{post.published}', 's' ${five}`,
    sql`insert into mention_domain (domain, verdict) select n || '.example', 'block' ${five}`,
    sql`insert into response (post_id, kind, origin, status, author_name) select ${post}, 'comment', 'comment', 'approved', 'A' ${five}`,
    sql`insert into decision (batch, response_id, action, made_by, before) select gen_random_uuid(), id, 'approve', 'moderator', '{}' from response`,
    sql`insert into feedback (post_id, visitor, useful, words) select ${post}, sha256(n::text::bytea), true, 'w' ${five}`,
    sql`insert into mention (source, target, host, post_id, origin) select 'https://b.example/' || n, 'https://croft.example/posts/p', 'b.example', ${post}, 'webmention' ${five}`,
    sql`insert into sent_mention (post_id, source, target) select ${post}, 'https://croft.example/posts/p', 'https://c.example/' || n ${five}`,
    sql`insert into redirect (path, target, status) select '/r' || n, '/posts/p', 301 ${five}`,
    sql`insert into media (path, name, type, bytes, search) select '/media/ab/' || repeat(n::text, 40) || '.png', 'm', 'image/png', 1, '' ${five}`,
    sql`insert into audit (action, subject) select 'token.create', 't' || n ${five}`,
  ])
    await rows.execute(db);
}

test('every list gives each thing once, page by page, by cursor and by Link', async t => {
  const { api, ask, tokenFor } = await servedApi(t);
  await fill(api);
  const token = await tokenFor('admin');
  const { webhooks } = (await ask('/api/v1/webhooks', { token })).json;
  await sql`insert into webhook_delivery (webhook_id, message, event, body)
    select ${webhooks[0].id}, 'm' || n, 'test', '{}' from generate_series(1, 5) n`.execute(api.db);
  const lists = {
    '/tokens': 6,
    '/invitations': 5,
    '/sessions': 5,
    '/accounts': 6,
    '/blocks': 5,
    '/webhooks': 5,
    [`/webhooks/${webhooks[0].id}/deliveries`]: 5,
    '/mentions': 5,
    '/mentions/sent': 5,
    '/mentions/domains': 5,
    '/comments': 5,
    '/responses?status=approved': 5,
    '/decisions': 5,
    '/feedback': 5,
    '/redirects': 5,
    '/media': 5,
    '/audit': 5,
    '/posts': 6,
    '/posts?status=any': 6,
    '/posts/p/revisions': 1,
    '/search?query=wall': 5,
  };
  for (const [list, count] of Object.entries(lists)) {
    const join = list.includes('?') ? '&' : '?';
    const seen: string[] = [];
    let url = `/api/v1${list}${join}limit=2`;
    for (let pages = 0; url !== '' && pages < 9; pages++) {
      const { status, json, headers } = await ask(url, { token });
      assert.equal(status, 200, url);
      const [things] = Object.values(json).filter(Array.isArray);
      assert.ok(things!.length <= 2, url);
      seen.push(...things!.map(one => JSON.stringify(one.id ?? one.domain ?? one.path ?? one)));
      const link = /^<https:\/\/croft\.example(\/.*)>; rel="next"$/.exec(String(headers['link'] ?? ''))?.[1];
      assert.equal(link !== undefined, json.next !== undefined, url);
      if (link !== undefined) assert.equal(new URL(link, api.origin).searchParams.get('cursor'), json.next);
      url = link ?? '';
    }
    assert.deepEqual([seen.length, new Set(seen).size], [count, count], `${list}: ${seen}`);
    if (!['/redirects', '/mentions/domains'].includes(list))
      assert.equal((await ask(`/api/v1${list}${join}cursor=made-up`, { token })).status, 400, list);
    for (const limit of [0, 101])
      assert.equal((await ask(`/api/v1${list}${join}limit=${limit}`, { token })).status, 400, list);
  }
});

test('the owner is first among the accounts, and search goes on where it was', async t => {
  const { api, ask, tokenFor } = await servedApi(t);
  const token = await tokenFor('admin');
  await fill(api);
  const [first] = (await ask('/api/v1/accounts?limit=1', { token })).json.accounts;
  assert.equal(first.role, 'owner');
  const whole = (await ask('/api/v1/search?query=wall&limit=50')).json;
  const { next, posts } = (await ask('/api/v1/search?query=wall&limit=3')).json;
  const rest = (await ask(`/api/v1/search?query=wall&limit=3&cursor=${next}`)).json;
  const ids = (list: { id: string }[]) => list.map(({ id }) => id);
  assert.deepEqual([...ids(posts), ...ids(rest.posts)], ids(whole.posts));
  assert.deepEqual([whole.next, rest.next], [undefined, undefined]);
  const beyond = Buffer.from('place 900').toString('base64url');
  assert.deepEqual((await ask(`/api/v1/search?query=wall&cursor=${beyond}`)).json, { posts: [] });
});
