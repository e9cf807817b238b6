import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { defineContract, method, stream } from './contract.ts';

const none = { input: z.void(), output: z.void() };

test('a method runs once and for at most 5 s unless its contract says otherwise', () => {
  const { methods } = defineContract('a', {
    methods: { one: method(none), two: method({ ...none, timeout: 9 }) },
  });
  assert.deepEqual([methods.one.idempotent, methods.one.timeout, methods.two.timeout], [false, 5_000, 9]);
});

test('names that a client has itself, and one name used twice, are refused where the contract is made', () => {
  for (const name of ['on', 'close', 'then'])
    assert.throws(() => defineContract('a', { methods: { [name]: method(none) } }), /name is taken/);
  const streams = { same: stream({ input: z.void(), item: z.void() }) };
  assert.throws(
    () => defineContract('a', { methods: { same: method(none) }, streams }),
    /same: the name is taken/,
  );
});
