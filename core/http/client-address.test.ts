import assert from 'node:assert/strict';
import type { IncomingMessage } from 'node:http';
import { test } from 'node:test';
import { addressReader } from './client-address.ts';

const from = (remoteAddress: string | undefined, forwarded?: string) =>
  ({ socket: { remoteAddress }, headers: { 'x-forwarded-for': forwarded } }) as unknown as IncomingMessage;

test('nobody’s word is taken for an address but that of trusted proxies', () => {
  const strict = addressReader([]);
  assert.equal(strict(from('203.0.113.9', '198.51.100.1')), '203.0.113.9');
  const behind = addressReader(['10.0.0.0/8', '::1']);
  assert.equal(behind(from('203.0.113.9', '198.51.100.1')), '203.0.113.9');
  assert.equal(behind(from('10.1.2.3', '198.51.100.1')), '198.51.100.1');
  assert.equal(behind(from('::ffff:10.1.2.3', '192.0.2.7, 198.51.100.1, 10.9.9.9')), '198.51.100.1');
  assert.equal(behind(from('::1')), '::1');
});

test('on a socket of our own the address is the one that was passed on', () => {
  assert.equal(addressReader(true)(from(undefined, '198.51.100.1')), '198.51.100.1');
  assert.equal(addressReader(true)(from(undefined, '')), '');
});
