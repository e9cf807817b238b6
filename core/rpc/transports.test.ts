import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { behavesAsContract, type Subject } from './testing/behaves.ts';
import { hasOpenssl, makeCertificates } from './testing/certificates.ts';
import { connectNotes, serveNotes, tempFolder } from './testing/setup.ts';

behavesAsContract('unix', async t => {
  const serving = await serveNotes(t);
  return { ...serving, client: connectNotes(t, serving.server) };
});

behavesAsContract('tcp', async t => {
  const serving = await serveNotes(t, { listen: { kind: 'tcp', host: '127.0.0.1', port: 0 } });
  return { ...serving, client: connectNotes(t, serving.server) };
});

const TLS = { kind: 'tls', host: '127.0.0.1', port: 0 } as const;

async function openTls(t: TestContext): Promise<Subject | undefined> {
  if (!hasOpenssl()) {
    t.skip('openssl is not installed');
    return undefined;
  }
  const { server, client } = makeCertificates(tempFolder(t));
  const serving = await serveNotes(t, { listen: TLS, tls: server });
  return { ...serving, client: connectNotes(t, serving.server, { tls: client }) };
}

behavesAsContract('mutual tls', openTls);

test('mutual tls: a client of another authority is refused, and told so', async t => {
  if (!hasOpenssl()) return t.skip('openssl is not installed');
  const ours = makeCertificates(tempFolder(t));
  const strangers = makeCertificates(tempFolder(t));
  const { server, seen } = await serveNotes(t, { listen: TLS, tls: ours.server });
  const believing = connectNotes(t, server, { tls: { ...strangers.client, ca: ours.client.ca } });
  await assert.rejects(believing.get({ slug: 'a' }, { timeout: 1_000 }), {
    code: 'unavailable',
    message: /notes does not answer at tls:.*(certificate|alert|unknown ca)/i,
  });
  const doubting = connectNotes(t, server, { tls: strangers.client });
  await assert.rejects(doubting.get({ slug: 'a' }, { timeout: 1_000 }), {
    code: 'unavailable',
    message: /certificate/,
  });
  assert.deepEqual(seen.calls, []);
});

test('mutual tls: a client that speaks plain tcp gets nowhere', async t => {
  if (!hasOpenssl()) return t.skip('openssl is not installed');
  const { server } = await serveNotes(t, { listen: TLS, tls: makeCertificates(tempFolder(t)).server });
  const address = { ...server.address!, kind: 'tcp' } as never;
  const client = connectNotes(t, { address });
  await assert.rejects(client.get({ slug: 'a' }, { timeout: 200 }), { code: 'unavailable' });
});

test('unix: the socket is for our own user only, and a stale one is replaced', async t => {
  const path = join(tempFolder(t), 's.sock');
  const first = await serveNotes(t, { listen: { kind: 'unix', path } });
  assert.equal(statSync(path).mode & 0o777, 0o600);
  await assert.rejects(serveNotes(t, { listen: { kind: 'unix', path } }), {
    code: 'conflict',
    message: /already serves at/,
  });
  await first.server.close();
  const second = await serveNotes(t, { listen: { kind: 'unix', path } });
  assert.equal(await connectNotes(t, second.server).add({ a: 1 }), 2);
});

test('tcp: a port that is taken is told as a conflict', async t => {
  const { server } = await serveNotes(t, { listen: { kind: 'tcp', host: '127.0.0.1', port: 0 } });
  await assert.rejects(serveNotes(t, { listen: server.address! }), {
    code: 'conflict',
    reason: 'address_in_use',
  });
});
