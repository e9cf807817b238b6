import assert from 'node:assert/strict';
import { test } from 'node:test';
import { KNOWN_SERVICES } from '../../deploy/inventory/known-services.ts';
import { contracts } from '../contracts.ts';

test('what is deployed is what there is: every service, with a listener for its public paths', () => {
  const known = Object.entries(KNOWN_SERVICES).map(([name, { http }]) => [name, http]);
  const there = contracts.map(({ service, paths }) => [service, paths.length > 0]);
  assert.deepEqual(known.sort(), there.sort());
});
