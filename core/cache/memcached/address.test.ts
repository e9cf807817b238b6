import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseAddress } from './address.ts';

test('a server is a host, a host and port, an IPv6 address in brackets, or a socket', () => {
  const connects = ['cache.internal', '10.0.0.7:11311', '[::1]:11211', 'unix:/run/croft/memcached'].map(
    name => parseAddress(name).connect,
  );
  assert.deepEqual(connects, [
    { host: 'cache.internal', port: 11211 },
    { host: '10.0.0.7', port: 11311 },
    { host: '::1', port: 11211 },
    { path: '/run/croft/memcached' },
  ]);
});

test('what is no server is refused, naming it', () => {
  for (const name of ['', 'host:0', 'host:70000', 'host:', '::1', 'http://host', 'unix:relative', 'a b']) {
    assert.throws(() => parseAddress(name), { code: 'invalid', message: /no memcached server/ }, name);
  }
});
