import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressNetwork } from './address-network.ts';

test('an address is cut to the network it is in', () => {
  const networks = [
    ['192.0.2.77', '192.0.2.0/24'],
    ['::ffff:192.0.2.77', '192.0.2.0/24'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1::/48'],
    ['2001:db8::6', '2001:db8:0::/48'],
    ['::1', '0:0:0::/48'],
    ['fe80::1%eth0', 'fe80:0:0::/48'],
    ['somewhere', 'unknown'],
    ['', 'unknown'],
  ];
  assert.deepEqual(
    networks.map(([address]) => addressNetwork(address!)),
    networks.map(([, network]) => network),
  );
});
