import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { readSection } from '../../core/config/options.ts';
import { createApp } from '../../core/http/app.ts';
import { createLog } from '../../core/log.ts';
import { Metrics } from '../../core/metrics.ts';
import { ROLE_SCOPES, type Role } from '../../services/api/contract.ts';
import { relayOptions } from '../../services/relay/config.ts';
import { createMediaSigner } from '../../services/relay/matrix/media-signer.ts';
import { relayRoutes } from '../../services/relay/routes.ts';
import { relayDatabase, testRelay } from '../../services/relay/testing.ts';
import { matrixServer, matrixSettings } from './support/matrix-server.ts';

async function serve(t: TestContext) {
  const matrix = await matrixServer(t);
  const relay = testRelay(t, { networks: [matrixSettings(matrix)], db: await relayDatabase(t) });
  await relay.start();
  const authenticate = async ({ token }: { token: string }) => {
    const role: Role = token === 'owner' ? 'owner' : 'member';
    return { account: role, name: role, role, scopes: [...ROLE_SCOPES[role]] };
  };
  const media = createMediaSigner(new Uint8Array(32), 'https://croft.test');
  const { networks } = readSection('relay', relayOptions, { networks: [matrixSettings(matrix)] }, {});
  const log = createLog({ level: 'silent' });
  const app = await createApp({
    log,
    metrics: new Metrics(),
    origin: 'https://croft.test',
    trustedProxies: [],
  });
  relayRoutes(app, { ctx: { ...relay.ctx, api: { authenticate } }, media, fetcher: relay.fetcher, networks });
  t.after(() => app.close());
  const ask = (method: 'GET' | 'PUT' | 'DELETE', path: string, payload?: object, token = 'owner') =>
    app.inject({
      method,
      url: `/api/v1/relay/${path}`,
      headers: { authorization: `Bearer ${token}` },
      ...(payload && { payload }),
    });
  const picture = (id: string, key = media.url('home', 'test', id).split('key=')[1]!) =>
    app.inject({ url: `/api/v1/relay/media/home/test/${id}?key=${key}` });
  return { matrix, app, ask, picture };
}

test('bridges are made, listed and taken away over REST, by the owner alone', async t => {
  const { app, ask } = await serve(t);
  const rooms = ['chat/kitchen', 'matrix/home/#kitchen:test'];
  const made = await ask('PUT', 'bridges/home', { rooms, colours: true });
  assert.equal(made.statusCode, 200);
  const { name, fixed, colours, queues } = made.json();
  assert.deepEqual([name, fixed, colours, queues.length], ['home', false, true, 2]);
  assert.equal((await ask('GET', 'bridges')).json().bridges.length, 1);
  assert.equal((await ask('GET', 'networks')).json().networks[0].kind, 'matrix');
  const wrong = await ask('PUT', 'bridges/other', { rooms: ['chat/kitchen', 'irc/none/#x'] });
  assert.equal(wrong.statusCode, 400);
  assert.match(wrong.json().detail, /no network irc\/none/);
  assert.equal((await ask('DELETE', 'bridges/home')).statusCode, 204);
  assert.equal((await ask('DELETE', 'bridges/home')).statusCode, 404);
  assert.equal((await ask('GET', 'bridges', undefined, 'member')).statusCode, 403);
  assert.equal((await app.inject({ url: '/api/v1/relay/networks' })).statusCode, 401);
});

test('a picture that was carried is shown to everybody, and nothing else of the homeserver', async t => {
  const { matrix, picture } = await serve(t);
  const shown = await picture('AbC');
  assert.deepEqual([shown.statusCode, shown.headers['content-type'], shown.body], [200, 'image/png', 'png']);
  assert.match(String(shown.headers['content-security-policy']), /sandbox/);
  assert.equal((await picture('AbC', 'A'.repeat(22))).statusCode, 404);
  assert.equal((await picture('Other', 'short')).statusCode, 400);
  matrix.media = { type: 'image/svg+xml', bytes: Buffer.from('<svg onload="x"/>') };
  const file = await picture('Evil');
  assert.deepEqual(
    [file.headers['content-type'], file.headers['content-disposition']],
    ['application/octet-stream', 'attachment'],
  );
});
