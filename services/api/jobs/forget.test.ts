import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { forgetEnded } from '../store/indieauth/forget.ts';
import { insertWebIdentity, insertWebSignIn } from '../store/indieauth/web-identities.ts';
import { servedApi } from '../testing/served-api.ts';

test('what has ended is forgotten, and what has not is kept', async t => {
  const { api, ask, tokenFor } = await servedApi(t);
  const token = await tokenFor('write');
  const { location } = await ask('/micropub', { token, form: 'h=entry&content=x' });
  await ask('/micropub', { token, form: { action: 'delete', url: location } });
  await insertWebIdentity(api.db, { url: 'https://ann.example/', name: 'Ann' });
  await insertWebSignIn(api.db, {
    verifier: 'v',
    seen: [],
    authorizationEndpoint: 'https://a.example/',
    issuer: undefined,
    next: '/',
  });
  const counts = async () => {
    const { rows } = await sql<{ posts: number; identities: number; ways: number; tokens: number }>`
      select (select count(*)::int from deleted_post) as posts, (select count(*)::int from web_identity) as identities,
        (select count(*)::int from web_sign_in) as ways, (select count(*)::int from token) as tokens`.execute(
      api.db,
    );
    return rows[0];
  };
  await forgetEnded(api.db);
  assert.deepEqual(await counts(), { posts: 1, identities: 1, ways: 1, tokens: 1 });
  await sql`update deleted_post set deleted_at = now() - interval '31 days'`.execute(api.db);
  for (const table of ['web_identity', 'web_sign_in', 'token'])
    await sql`update ${sql.table(table)} set expires_at = now() - interval '1 minute'`.execute(api.db);
  await forgetEnded(api.db);
  // A token that the owner made is theirs to delete, also when it has ended.
  assert.deepEqual(await counts(), { posts: 0, identities: 0, ways: 0, tokens: 1 });
});
