import assert from 'node:assert/strict';
import { test } from 'node:test';
import { signedIn } from '../testing/signed-in.ts';

test('the password of an app is shown once, when it is made, and is revoked by its number', async t => {
  const { page, post, world } = await signedIn(t, 'member');
  const before = await page('/reader/clients');
  assert.match(before, /The &lt;phone&gt;[\s\S]*not used yet/);
  assert.doesNotMatch(before, /app-secret/);
  const made = await post('/reader/clients', { name: 'Reeder' });
  assert.equal(made.statusCode, 200);
  assert.match(made.body, /Reeder[\s\S]*app-secret[\s\S]*shown this once/);
  assert.match(String(made.headers['cache-control']), /no-store/);
  assert.equal((await post('/reader/clients', { name: ' ' })).statusCode, 400);
  const revoked = await post('/reader/clients/1/revoke', {});
  assert.equal(revoked.headers['location'], '/reader/clients');
  assert.deepEqual(world.read, [['revokeAppPassword', { account: 'member', id: '1' }]]);
});
