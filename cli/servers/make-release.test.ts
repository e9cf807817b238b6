import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contractBreaks } from '../../deploy/release/contract-breaks.ts';
import { describeCalls, describeContracts } from './make-release.ts';

test('every service can be called by its own release, and is by those that know its contract', async () => {
  const contracts = describeContracts();
  assert.deepEqual(contractBreaks(contracts, describeContracts()), []);
  assert.deepEqual(contractBreaks(contracts, describeContracts(), 'new'), []);
  const calls = await describeCalls();
  assert.ok(calls['web']!.includes('api.getPost'));
  assert.ok(!calls['bot']!.includes('api.getPost'), 'what is not in its code');
  assert.ok(!calls['web']!.some(name => name.startsWith('web.')));
  const methods = new Set(Object.keys(contracts).map(name => name.slice(0, name.lastIndexOf('.'))));
  for (const name of Object.values(calls).flat()) assert.ok(methods.has(name), name);
});
