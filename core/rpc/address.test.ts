import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatAddress, parseAddress } from './address.ts';

test('an address reads back as it was written', () => {
  for (const text of ['unix:/run/croft/api.sock', 'tcp://api.internal:7001', 'tls://[::1]:7001'])
    assert.equal(formatAddress(parseAddress(text)), text);
});

test('what is no address is refused with an example of one', () => {
  for (const text of ['', 'unix:', 'http://a:1', 'tcp://a', 'tcp://a:65536', 'tls://a:1/x', 'tcp://::1:80'])
    assert.throws(() => parseAddress(text), /unix:\/path, tcp:\/\/host:port/);
});
