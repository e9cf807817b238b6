import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isTraceparent, newTrace, nextHop } from './trace.ts';

test('every trace is well formed and another', () => {
  const traces = Array.from({ length: 2_000 }, newTrace);
  assert.ok(traces.every(isTraceparent));
  assert.equal(new Set(traces.map(trace => trace.slice(3, 35))).size, traces.length);
});

test('the next hop keeps the trace and its flags, and has a span of its own', () => {
  const parent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00';
  const next = nextHop(parent);
  assert.ok(isTraceparent(next));
  assert.equal(next.slice(0, 36), parent.slice(0, 36));
  assert.equal(next.slice(-3), '-00');
  assert.notEqual(next, parent);
});

test('a broken traceparent from outside starts a new trace', () => {
  assert.ok(isTraceparent(nextHop('00-"],[3,1')));
});
