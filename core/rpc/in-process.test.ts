import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Metrics } from '../metrics.ts';
import { createEmitter } from './events.ts';
import { inProcessClient } from './in-process.ts';
import { behavesAsContract } from './testing/behaves.ts';
import { createNotes, notes } from './testing/notes.ts';
import { inFlight, silent } from './testing/setup.ts';

function open(mode: 'reference' | 'encode') {
  const { implementation, seen } = createNotes();
  const emitter = createEmitter(notes);
  const metrics = new Metrics();
  const client = inProcessClient(notes, implementation, { events: emitter, mode, log: silent, metrics });
  return { client, emitter, seen, metrics };
}

behavesAsContract('by reference', async () => open('reference'), false);
behavesAsContract('encoded', async () => open('encode'));

test('by reference: the handler gets the very object that was passed', async () => {
  const { client } = open('reference');
  const input = { name: 'same', bytes: new Uint8Array(1) };
  assert.equal(await client.echo(input), input);
});

test('encoded: an output that is not what the contract says is found', async () => {
  const { client } = open('encode');
  await assert.rejects(client.throws('badOutput'), { code: 'internal' });
});

test('in process: every call is counted by its outcome and none stays open', async () => {
  const { client, metrics } = open('reference');
  for (let call = 0; call < 130; call++) await client.add({ a: call });
  await client.get({ slug: 'a' });
  await assert.rejects(client.throws('app'));
  await assert.rejects(client.hang({ name: 'a' }, { timeout: 5 }));
  for await (const _ of client.count({ to: 9 })) break;
  const text = metrics.render();
  assert.match(text, /rpc_server_calls_total\{service="notes",method="add",code="ok"\} 130\n/);
  assert.match(text, /method="throws",code="conflict"\} 1\n/);
  assert.match(text, /method="hang",code="deadline"\} 1\n/);
  assert.match(text, /method="count",code="cancelled"\} 1\n/);
  assert.match(text, /rpc_server_call_seconds_count\{service="notes",method="add"\} 2\n/);
  assert.equal(inFlight(metrics, 'server'), 0);
});
