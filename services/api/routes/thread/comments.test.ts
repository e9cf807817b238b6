import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createApp } from '../../../../core/http/app.ts';
import { Metrics } from '../../../../core/metrics.ts';
import { createToken } from '../../methods/people/create-token.ts';
import { routes } from '../../routes.ts';
import { publishPost } from '../../testing/comments.ts';
import { testApi } from '../../testing/context.ts';

const CODE = 'lavodi-metugo-bafari';

test('comments are sent, read, moderated, changed and deleted over REST, and nothing broken gets in', async t => {
  const api = await testApi(t);
  const app = await createApp({
    log: api.log,
    metrics: new Metrics(),
    origin: api.origin,
    trustedProxies: [],
  });
  routes(app, api);
  await app.ready();
  t.after(() => app.close());
  await publishPost(api);
  const { token } = await createToken(api, { name: 't', scopes: ['moderate'] });
  const ask = async (
    method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
    path: string,
    body?: unknown,
    raw = false,
  ) => {
    const answer = await app.inject({
      method,
      url: `/api/v1${path}`,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(path.startsWith('/comments') ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(body === undefined ? {} : { payload: raw ? (body as Buffer) : JSON.stringify(body) }),
    });
    return { status: answer.statusCode, json: answer.body ? answer.json() : undefined };
  };
  const sent = await ask('POST', '/comments', { slug: 'p', name: 'Ann', code: CODE, markdown: '*Hi*' });
  assert.deepEqual([sent.status, sent.json.status], [202, 'pending']);
  assert.deepEqual((await ask('GET', '/comments')).json.comments, []);
  const queue = await ask('GET', '/responses?status=pending&text=ann');
  assert.deepEqual(
    queue.json.responses.map((one: { id: string }) => one.id),
    [sent.json.id],
  );
  const decided = await ask('POST', '/decisions', { ids: [sent.json.id], action: 'approve' });
  assert.deepEqual([decided.status, decided.json.changed], [200, 1]);
  assert.equal((await ask('GET', '/comments?post=p')).json.comments[0].html, '<p><em>Hi</em></p>');
  const own = { name: 'Ann', code: CODE };
  assert.equal(
    (await ask('PATCH', `/comments/${sent.json.id}`, { ...own, markdown: 'Ho' })).json.status,
    'approved',
  );
  assert.equal(
    (await ask('PATCH', `/comments/${sent.json.id}`, { name: 'Ann', code: 'no-no-no-no', markdown: 'x' }))
      .status,
    403,
  );
  assert.equal((await ask('DELETE', `/comments/${sent.json.id}`, own)).json.status, 'deleted');
  assert.equal((await ask('POST', `/decisions/${decided.json.batch}/undo`)).json.skipped, 1);

  assert.equal(
    (await ask('POST', '/comments/preview', { markdown: '<script>x</script>' })).json.html,
    '<p>&lt;script&gt;x&lt;/script&gt;</p>',
  );
  const statuses = [
    await ask('POST', '/comments', { slug: 'p', name: 'Ben', markdown: 'x'.repeat(1_000_000) }),
    await ask('POST', '/comments', { slug: 'p', name: 'Ben', markdown: 'x'.repeat(10_001) }),
    await ask('POST', '/comments', {
      slug: 'p',
      name: 'Ben',
      markdown: 'x',
      visitor: { address: '1.2.3.4' },
    }),
    await ask(
      'POST',
      '/comments',
      Buffer.from('{"slug":"p","name":"Ben","markdown":"\\ud800', 'latin1'),
      true,
    ),
    await ask('POST', '/comments', '['.repeat(90_000), true),
    await ask('POST', '/comments', { slug: 'p', name: 'Ben', markdown: 'x', parent: 'y' }),
    await ask('DELETE', '/comments/x', own),
  ].map(answer => answer.status);
  assert.deepEqual(statuses, [413, 400, 400, 400, 400, 400, 400]);
  const broken = Buffer.concat([
    Buffer.from('{"slug":"p","name":"Ben","markdown":"a'),
    Buffer.from([0xff, 0xc0, 0x80]),
    Buffer.from('b"}'),
  ]);
  const kept = await ask('POST', '/comments', broken, true);
  assert.equal(kept.status, 202);
  const blocked = await ask('POST', `/responses/${kept.json.id}/block-sender`);
  assert.deepEqual([blocked.status, blocked.json.blocks.length], [200, 1]);
  assert.equal((await ask('GET', '/responses?status=spam')).json.responses[0].id, kept.json.id);
  assert.equal((await ask('POST', '/responses/x/block-sender')).status, 400);
  const open = await app.inject({ url: '/api/v1/responses', method: 'GET' });
  assert.equal(open.statusCode, 401);
  const document = (await app.inject({ url: '/api/v1/openapi.json' })).json();
  for (const path of [
    '/api/v1/comments',
    '/api/v1/comments/{id}',
    '/api/v1/decisions',
    '/api/v1/blocks/{id}',
  ])
    assert.ok(document.paths[path], path);
});
