import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { incompatibilities } from './compatible.ts';
import type { Promises } from './store.ts';

const input = (schema: z.ZodType) => z.toJSONSchema(schema, { io: 'input' });
const migration = (name: string, sql: string) => ({ name, checksum: sql, sql });

/** `api` has a method that `web` and `bot` call. */
const older: Promises = {
  contracts: {
    'api.get.input': input(z.object({})),
    'api.get.output': input(z.object({ title: z.string() })),
  },
  calls: { web: ['api.get'], bot: ['api.get'], api: [] },
  migrations: { api: [migration('0001-posts.sql', 'create table posts (id int)')] },
};
/** It has another one, which `web` calls. */
const grown: Promises = {
  ...older,
  contracts: { ...older.contracts, 'api.list.input': input(z.object({})) },
  calls: { web: ['api.get', 'api.list'], bot: ['api.get'], api: [] },
};
const running = new Map(['api', 'bot', 'web'].map(service => [service, [older]]));
const all = new Set(running.keys());

test('a method that web alone calls is there before web is replaced', () => {
  assert.deepEqual(incompatibilities({ next: grown, services: all, running }), []);
});

test('web alone is refused when it calls what the api that stays does not have', () => {
  const said = incompatibilities({ next: grown, services: new Set(['web']), running });
  assert.deepEqual(said, ['api.list.input is not there yet.']);
  assert.deepEqual(incompatibilities({ next: grown, services: new Set(['api']), running }), []);
  const apart = new Map([...running, ['api', []]]);
  assert.deepEqual(incompatibilities({ next: grown, services: new Set(['web']), running: apart }), []);
});

test('another service than web may meet the old api while both are replaced', () => {
  const next = { ...grown, calls: { ...grown.calls, bot: ['api.list'] } };
  assert.deepEqual(incompatibilities({ next, services: all, running }), ['api.list.input is not there yet.']);
});

test('what a release does not say that it calls counts as called', () => {
  const { calls: _calls, ...next } = grown;
  assert.deepEqual(incompatibilities({ next, services: new Set(['web']), running }), [
    'api.list.input is not there yet.',
  ]);
});

test('what callers that run need of a service counts where that is replaced', () => {
  const next = { ...older, contracts: { 'api.get.input': input(z.object({})) } };
  assert.deepEqual(incompatibilities({ next, services: all, running }), ['api.get.output is gone.']);
  const without = { ...next, calls: { web: [], bot: [], api: [] } };
  assert.deepEqual(incompatibilities({ next: without, services: new Set(['web']), running }), []);
});

test('every release that runs somewhere counts, and one that runs nowhere does not', () => {
  const oldest: Promises = {
    ...older,
    contracts: { ...older.contracts, 'api.former.input': input(z.object({})) },
  };
  const mixed = new Map([...running, ['bot', [older, oldest]]]);
  const said = incompatibilities({ next: older, services: all, running: mixed });
  assert.deepEqual(said, ['api.former.input is gone.']);
  assert.deepEqual(incompatibilities({ next: older, services: all, running: new Map() }), []);
});

test('tables are as the release with more migrations has them, whichever of the two runs', () => {
  const more = [...older.migrations['api']!, migration('0002-less.sql', 'alter table posts drop id')];
  const newer = { ...older, migrations: { api: more } };
  const there = new Map([...running, ['api', [newer]]]);
  for (const said of [
    incompatibilities({ next: newer, services: all, running }),
    incompatibilities({ next: older, services: all, running: there }),
  ]) {
    assert.match(said[0]!, /^api\/0002-less\.sql drops a column/);
    assert.equal(said.length, 1);
  }
  assert.deepEqual(incompatibilities({ next: newer, services: new Set(['web']), running }), []);
});
