import assert from 'node:assert/strict';
import { test } from 'node:test';
import { coveredScopes, may, ROLE_SCOPES, Scope } from '../contract.ts';

test('each role may do what it is for and nothing above it', () => {
  const allowed = Object.entries(ROLE_SCOPES).map(([role, scopes]) => [
    role,
    Scope.options.filter(scope => may({ scopes }, scope)),
  ]);
  assert.deepEqual(allowed, [
    ['owner', Scope.options],
    ['editor', Scope.options.filter(scope => !['admin', 'profile', 'email'].includes(scope))],
    ['moderator', ['member', 'moderate']],
    ['member', ['member']],
  ]);
  assert.equal(may(undefined, 'member'), false);
  assert.equal(may({ scopes: [] }, 'member'), false);
});

test('a token never does more than the role of its person', () => {
  assert.deepEqual(coveredScopes('owner', ['write', 'read', 'create', 'sing']), ['read', 'write', 'create']);
  assert.deepEqual(coveredScopes('moderator', ['admin', 'moderate', 'read']), ['moderate']);
  assert.deepEqual(coveredScopes('member', ['admin', 'write']), []);
});
