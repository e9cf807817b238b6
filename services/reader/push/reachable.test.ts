import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hubLinks } from './hub-links.ts';
import { isReachable } from './reachable.ts';
import { isSigned } from './signature.ts';

test('a site with a public name or address can be reached by hubs, one inside a network only when it is allowed', () => {
  for (const origin of ['https://me.example', 'http://1.1.1.1:8080', 'https://[2606:4700::1]'])
    assert.equal(isReachable(origin, []), true, origin);
  for (const origin of [
    ...[
      'http://localhost:8080',
      'http://127.0.0.1',
      'http://[::1]',
      'http://192.168.1.4',
      'http://box',
      'http://box.local',
    ],
    ...['http://a.localhost', 'http://nas.home.arpa', 'http://box.'],
  ])
    assert.equal(isReachable(origin, []), false, origin);
  assert.equal(isReachable('http://localhost:8080', ['localhost']), true);
  assert.equal(isReachable('http://192.168.1.4', ['192.168.0.0/16']), true);
});

test('hub and topic are taken from headers before the document, made whole, and must both be web addresses', () => {
  const links = (link: string, hub?: string, self?: string) =>
    hubLinks({ url: 'https://a.example/x/feed', headers: { link } }, { hub, self });
  const document = ['https://hub.example/', 'https://a.example/feed'] as const;
  assert.deepEqual(links('', ...document), { hub: document[0], topic: document[1] });
  assert.deepEqual(links('</h>; rel=hub, <s>; rel="self"', ...document), {
    hub: 'https://a.example/h',
    topic: 'https://a.example/x/s',
  });
  assert.equal(links('<https://hub.example/>; rel=hub'), undefined);
  assert.equal(links('', 'javascript:1', document[1]), undefined);
  assert.equal(links('', document[0], 'urn:uuid:1'), undefined);
  assert.equal(links('', document[0], `https://a.example/${'a'.repeat(3000)}`), undefined);
});

test('a signature is right for one secret, one body and the method that it names', () => {
  // printf body | openssl dgst -sha256 -hmac key
  const hex = '515aae133b435d4000956731f68ae5cf5eb85d4f0dc6a546d2bfcd3595ec1ae1';
  assert.equal(isSigned(`sha256=${hex}`, 'key', Buffer.from('body')), true);
  assert.equal(isSigned(`SHA256=${hex.toUpperCase()}`, 'key', Buffer.from('body')), true);
  assert.equal(isSigned(`sha256=${hex}`, 'key', Buffer.from('other')), false);
  assert.equal(isSigned(`sha256=${hex}`, 'other', Buffer.from('body')), false);
  assert.equal(isSigned(`sha512=${hex}`, 'key', Buffer.from('body')), false);
  for (const header of [
    undefined,
    '',
    '=',
    'sha256=',
    'sha256=zz',
    'sha224=00',
    '__proto__=00',
    'sha256 = 00',
  ])
    assert.equal(isSigned(header, 'key', Buffer.from('body')), false, String(header));
});
