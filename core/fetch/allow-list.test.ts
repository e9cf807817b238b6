import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createAllowList } from './allow-list.ts';

test('an allow-list takes host names, addresses and ranges', () => {
  const list = createAllowList(['gitea.internal', '10.0.0.0/8', '192.168.1.5', 'fd00::/8', '::1']);
  assert.equal(list.host('GITEA.internal.'), true);
  assert.equal(list.host('evil.gitea.internal'), false);
  for (const address of ['10.1.2.3', '::ffff:10.1.2.3', '192.168.1.5', 'fd12::1', '::1']) {
    assert.equal(list.address(address), true, address);
  }
  for (const address of ['11.0.0.1', '192.168.1.6', 'fe80::1', '::2', 'gitea.internal']) {
    assert.equal(list.address(address), false, address);
  }
});

test('an entry that is none of them is refused by name', () => {
  assert.throws(() => createAllowList(['http://a']), /"http:\/\/a" is not a host name/);
});
