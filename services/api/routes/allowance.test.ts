import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { authenticate } from '../methods/people/authenticate.ts';
import { takeWrite } from '../store/people/write-allowance.ts';
import { reasonOf } from '../testing/context.ts';
import { servedApi } from '../testing/served-api.ts';

test('an account may send only so many writes, whatever its tokens, addresses and processes', async t => {
  const { api, ask, tokenFor } = await servedApi(t);
  const token = await tokenFor('admin');
  const { account } = (await ask('/api/v1/me', { token })).json;
  const left = async () =>
    (await sql<{ left_over: number }>`select left_over from write_allowance`.execute(api.db)).rows[0]
      ?.left_over;
  const write = async (by = token) =>
    (await ask('/api/v1/redirects', { method: 'PUT', token: by, json: { path: '/a', target: '/b' } })).status;
  assert.equal(await write(), 200);
  assert.equal(await left(), 299);
  const keyed = { 'idempotency-key': 'k' };
  await ask('/api/v1/invitations', { token, headers: keyed, json: { role: 'member' } });
  assert.ok(Math.round((await left())!) <= 299, 'a request is counted once');
  await sql`update write_allowance set left_over = 2, at = clock_timestamp()`.execute(api.db);
  await Promise.all([takeWrite(api.db, account), authenticate(api, { token, writes: true })]);
  await sql`update write_allowance set left_over = 0.4, at = clock_timestamp() + interval '1 minute'`.execute(
    api.db,
  );
  for (const by of [token, await tokenFor('write', 'admin')]) assert.equal(await write(by), 429);
  assert.equal(await reasonOf(authenticate(api, { token, writes: true })), 'rate_limited');
  const micropub = await ask('/micropub', { token, form: 'h=entry&content=x' });
  assert.equal(micropub.status, 429);
  const refused = await ask('/api/v1/posts', { token, json: { markdown: 'x' } });
  assert.deepEqual([refused.headers['retry-after'], refused.json.code], ['1', 'rate_limited']);
  assert.equal((await ask('/api/v1/redirects', { token })).status, 200, 'reading goes on');
  assert.equal(await left(), 0.4, 'what is refused is not counted');
  await sql`update write_allowance set at = clock_timestamp() - interval '1 hour'`.execute(api.db);
  assert.equal(await write(), 200);
  assert.equal(await left(), 299, 'and no more is saved up than a burst');
});
