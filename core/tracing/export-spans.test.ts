import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { type TestContext, test } from 'node:test';
import { createApp } from '../http/app.ts';
import { createLog } from '../log.ts';
import { Metrics } from '../metrics.ts';
import { connectNotes, serveNotes } from '../rpc/testing/setup.ts';
import { exportSpans } from './export-spans.ts';
import { spanRecorder } from './spans.ts';

interface Sent {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  kind: number;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  status?: { code: number; message: string };
}

/** An HTTP server that takes what a collector of OpenTelemetry takes, or answers with another status. */
async function collector(t: TestContext, status = 200) {
  const spans: Sent[] = [];
  const sizes: number[] = [];
  const services = new Set<string>();
  const server = createServer(async (request, response) => {
    assert.equal(`${request.method} ${request.url}`, 'POST /v1/traces');
    assert.equal(request.headers['content-type'], 'application/json');
    const [{ resource, scopeSpans }] = JSON.parse(await text(request)).resourceSpans;
    services.add(resource.attributes[0].value.stringValue);
    sizes.push(scopeSpans[0].spans.length);
    spans.push(...scopeSpans[0].spans);
    response.writeHead(status).end('{}');
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  const { port } = server.address() as AddressInfo;
  return { endpoint: `http://127.0.0.1:${port}/`, spans, sizes, services };
}

const log = createLog({ level: 'silent' });

test('a request and the calls to other services that it makes are one tree at the collector', async t => {
  const { endpoint, spans, services } = await collector(t);
  const { server } = await serveNotes(t);
  const client = connectNotes(t, server);
  const app = await createApp({
    log,
    metrics: new Metrics(),
    origin: 'http://localhost',
    trustedProxies: [],
  });
  app.get('/sum', async ({ call }) => ({ sum: await client.add({ a: 2 }, call) }));
  app.get('/fails', async ({ call }) => client.throws('stranger', call));
  t.after(() => app.close());
  assert.equal(spanRecorder(), undefined, 'nothing is recorded that nobody asked for');
  {
    await using _exporting = exportSpans({ endpoint, service: 'croft-web', log });
    assert.deepEqual((await app.inject('/sum')).json(), { sum: 3 });
    await app.inject('/fails');
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    await app.inject({ url: '/sum', headers: { traceparent } });
  }
  assert.deepEqual([...services], ['croft-web']);
  const [call, request, failed, failing, joined] = spans as [Sent, Sent, Sent, Sent, Sent];
  assert.deepEqual(
    spans.map(({ name, kind }) => [name, kind]),
    [
      ['notes.add', 3],
      ['GET /sum', 2],
      ['notes.throws', 3],
      ['GET /fails', 2],
      ['notes.add', 3],
    ],
  );
  assert.equal(request.parentSpanId, undefined);
  assert.deepEqual([call.traceId, call.parentSpanId], [request.traceId, request.spanId]);
  assert.notEqual(call.spanId, request.spanId);
  assert.notEqual(failing.traceId, request.traceId);
  assert.equal(failed.status?.message, 'internal');
  assert.equal(failing.status?.message, '500');
  assert.equal(call.status, undefined);
  assert.deepEqual(
    [joined.traceId, joined.parentSpanId],
    ['4bf92f3577b34da6a3ce929d0e0e4736', '00f067aa0ba902b7'],
    'a trace that a proxy began goes on, and its own span is not told twice',
  );
  for (const { startTimeUnixNano, endTimeUnixNano } of spans) {
    const [start, end] = [BigInt(startTimeUnixNano), BigInt(endTimeUnixNano)];
    assert.ok(start <= end && end - start < 60_000_000_000n);
    assert.ok(Math.abs(Number(end / 1_000_000n) - Date.now()) < 60_000);
  }
});

test('many spans go in batches, and of those that a collector cannot keep up with the newest are dropped', async t => {
  const { endpoint, sizes } = await collector(t);
  {
    await using _exporting = exportSpans({ endpoint, service: 'croft', log });
    for (let count = 0; count < 6_000; count++)
      spanRecorder()!({
        name: 'work',
        kind: 'client',
        traceparent: `00-${'1'.repeat(32)}-${'2'.repeat(16)}-01`,
        parent: undefined,
        started: performance.now(),
        error: undefined,
      });
  }
  assert.ok(sizes.every(size => size <= 512));
  const all = sizes.reduce((sum, size) => sum + size, 0);
  assert.ok(all >= 4_096 && all < 6_000, `${all} were sent`);
});

test('a collector that refuses or is away disturbs nobody', async t => {
  const refusing = await collector(t, 503);
  for (const endpoint of [refusing.endpoint, 'http://127.0.0.1:1']) {
    await using _exporting = exportSpans({ endpoint, service: 'croft', log });
    const { server } = await serveNotes(t);
    assert.equal(await connectNotes(t, server).add({ a: 1 }), 2);
  }
  assert.equal(refusing.spans.length, 1);
});
