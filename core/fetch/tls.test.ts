import assert from 'node:assert/strict';
import { createServer } from 'node:https';
import { test } from 'node:test';
import tls from 'node:tls';
import { failsWith, listen, serve, testFetcher } from './_test-server.ts';

/** For secure.example, signed by itself, good for a hundred years; it opens nothing but these tests. */
const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBpTCCAUqgAwIBAgIUO0U8ak8PBHrU4DjGrWbz7N1G474wCgYIKoZIzj0EAwIw
GTEXMBUGA1UEAwwOc2VjdXJlLmV4YW1wbGUwIBcNMjYxMTI0MTc0MzU5WhgPMjEy
NjEwMzExNzQzNTlaMBkxFzAVBgNVBAMMDnNlY3VyZS5leGFtcGxlMFkwEwYHKoZI
zj0CAQYIKoZIzj0DAQcDQgAE0E9mWuruUq+YBnb8klfVAAGrIm6DdX6xG/7ijaSw
360f8LFwCxQfIzSe85+89VQG6+mJua63D7UZex2VLT5/NKNuMGwwHQYDVR0OBBYE
FG3lHmoE7V7zSqDxK9B5tsb90tRzMB8GA1UdIwQYMBaAFG3lHmoE7V7zSqDxK9B5
tsb90tRzMA8GA1UdEwEB/wQFMAMBAf8wGQYDVR0RBBIwEIIOc2VjdXJlLmV4YW1w
bGUwCgYIKoZIzj0EAwIDSQAwRgIhALv7cHUSb202DOi1aPnNYJviBduGgNVfKLe6
imLGz7f+AiEA+TAIH4YOSMs93+DtxA7hBCSVIP03+n1BvQpQP0PtIRo=
-----END CERTIFICATE-----`;
const KEY = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgmD10cqWH1LUfjBbF
WHME0/QKrg85FnSoWDEGL3yHGtKhRANCAATQT2Za6u5Sr5gGdvySV9UAAasiboN1
frEb/uKNpLDfrR/wsXALFB8jNJ7zn7z1VAbr6Ym5rrcPtRl7HZUtPn80
-----END PRIVATE KEY-----`;

const lookup = async () => [{ address: '127.0.0.1', family: 4 }];

test('a certificate that nobody vouches for is refused', async t => {
  const server = createServer({ cert: CERTIFICATE, key: KEY }, (_, response) => response.end());
  const port = await listen(t, server);
  await assert.rejects(testFetcher(t, { lookup }).fetch(`https://secure.example:${port}/`), failsWith('tls'));
});

test('what is not TLS is refused as such', async t => {
  const origin = await serve(t, (_, response) => response.end());
  await assert.rejects(testFetcher(t).fetch(origin.replace('http:', 'https:')), failsWith('tls'));
});

test('the certificate must be for the name in the address, not for the checked address behind it', async t => {
  const trusted = tls.getCACertificates('default');
  tls.setDefaultCACertificates([...trusted, CERTIFICATE]);
  t.after(() => tls.setDefaultCACertificates(trusted));
  const plain = await serve(t, (_, response) => response.end('plain'));
  const asked: unknown[] = [];
  const server = createServer({ cert: CERTIFICATE, key: KEY }, (request, response) => {
    asked.push((request.socket as tls.TLSSocket & { servername?: string }).servername, request.headers.host);
    if (request.url === '/down') response.writeHead(301, { location: plain });
    response.end('secure');
  });
  const port = await listen(t, server);
  t.after(() => server.closeAllConnections());
  const fetcher = testFetcher(t, { lookup });
  const result = await fetcher.fetch(`https://secure.example:${port}/`);
  assert.deepEqual([result.text(), ...asked], ['secure', 'secure.example', `secure.example:${port}`]);
  await assert.rejects(fetcher.fetch(`https://other.example:${port}/`), failsWith('tls'));
  const down = await fetcher.fetch(`https://secure.example:${port}/down`);
  assert.deepEqual([down.text(), down.downgraded, down.permanentUrl], ['plain', true, `${plain}/`]);
});
