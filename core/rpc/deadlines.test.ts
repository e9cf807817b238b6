import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connectNotes, serveNotes, until } from './testing/setup.ts';

test('a wall clock that jumps by an hour ends no call early and lets none run late', async t => {
  const { server, seen } = await serveNotes(t);
  const client = connectNotes(t, server);
  const patient = client.hang({ name: 'patient' }, { timeout: 1_000 });
  await until(() => seen.calls.length === 1, 'the call arrived');
  const { now } = Date;
  t.mock.method(Date, 'now', () => now() + 3_600_000);
  assert.equal(await client.add({ a: 1 }), 2);
  assert.ok((await client.deadline(undefined, { timeout: 1_000 })) <= 1_005);
  t.mock.method(Date, 'now', () => now() - 3_600_000);
  assert.deepEqual(await client.get({ slug: 'a' }, seen.last), { slug: 'a' });
  await assert.rejects(patient, { code: 'deadline' });
});

test('each hop has only the time that the hop before had left', async t => {
  const inner = await serveNotes(t);
  const onward = connectNotes(t, inner.server);
  const outer = await serveNotes(t);
  const client = connectNotes(t, outer.server);
  await client.get({ slug: 'a' }, { timeout: 1_000 });
  const call = outer.seen.last!;
  await new Promise(resolve => setTimeout(resolve, 100));
  const left = await onward.deadline(undefined, call);
  assert.ok(left > 0 && left <= 905, `${left} ms left of 1000 after 100`);
  await assert.rejects(onward.hang({ name: 'onward' }, call), { code: 'deadline' });
  await until(() => inner.seen.cancelled.includes('onward'), 'the second hop was told');
});

test('a handler whose caller is gone takes its own calls with it', async t => {
  const inner = await serveNotes(t);
  const onward = connectNotes(t, inner.server);
  const outer = await serveNotes(t);
  const controller = new AbortController();
  const waiting = connectNotes(t, outer.server).hang({ name: 'outer' }, { signal: controller.signal });
  await until(() => outer.seen.running.length === 1, 'the first hop runs');
  const next = onward.hang({ name: 'inner' }, outer.seen.running[0]);
  await until(() => inner.seen.calls.includes('inner'), 'the second hop runs');
  controller.abort();
  await assert.rejects(waiting, { reason: 'cancelled' });
  await assert.rejects(next, { reason: 'cancelled' });
  await until(() => inner.seen.cancelled.includes('inner'), 'the second hop was told');
});
