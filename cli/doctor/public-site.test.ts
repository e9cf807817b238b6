import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { hasOpenssl } from '../../core/rpc/testing/certificates.ts';
import { Authority } from '../../deploy/tls/authority.ts';
import { checkEdge } from './public-site.ts';

const skip = hasOpenssl() ? false : 'openssl is not installed';
const DAY_MS = 86_400_000;
const edge = { name: 'one', address: '127.0.0.1' };

/** An edge with a certificate for 400 days; gives its port and what it was asked for. */
async function edgeServer(t: TestContext, status: number): Promise<{ port: number; asked: string[] }> {
  const folder = mkdtempSync(join(tmpdir(), 'croft-edge-'));
  const place = { ...edge, internal: '127.0.0.1', user: 'root', port: 22, edge: true };
  const asked: string[] = [];
  const server = createServer(new Authority(folder).certificateOf(place), (request, response) => {
    asked.push(`${request.headers.host}${request.url}`);
    response.writeHead(status).end('ok\n');
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.close();
    server.closeAllConnections();
    rmSync(folder, { recursive: true });
  });
  return { port: (server.address() as AddressInfo).port, asked };
}

test('an edge is asked as people ask it, and a certificate that nobody knows is told', { skip }, async t => {
  const { port, asked } = await edgeServer(t, 200);
  const found = await checkEdge(edge, 'example.org', port, Date.now());
  assert.equal(found.level, 'warn');
  assert.match(found.message, /^one: the certificate of the site is not believed here \(.*CERT/);
  assert.deepEqual(asked, ['example.org/healthz']);
});

const LATER: readonly (readonly [what: string, days: number, found: string])[] = [
  ['is about to end', 390, 'warn one: the certificate of the site ends in 9 days and is not renewed'],
  ['has ended', 401, 'fail one: the certificate of the site has ended'],
];

for (const [what, days, found] of LATER)
  test(`a certificate that ${what} is told`, { skip }, async t => {
    const { port } = await edgeServer(t, 200);
    const { level, message } = await checkEdge(edge, 'example.org', port, Date.now() + days * DAY_MS);
    assert.ok(`${level} ${message}`.startsWith(found), message);
  });

test('an edge that has nobody to pass on to is told, and one at which nobody listens', { skip }, async t => {
  const { port } = await edgeServer(t, 502);
  const bad = await checkEdge(edge, 'example.org', port, Date.now());
  assert.match(`${bad.level} ${bad.message}`, /^fail one: .*answers 502 there/);
  const closed = await checkEdge(edge, 'example.org', 1, Date.now());
  assert.match(`${closed.level} ${closed.message}`, /^fail one: .*not answered there \(ECONNREFUSED\)/);
});
