import type { Log } from '../log.ts';
import { recordSpans, type Span } from './spans.ts';

/** Spans that wait at most; more are dropped, so that a collector that is away costs memory for these and nothing else. */
const MOST = 4096;
const BATCH = 512;
const EVERY_MS = 2_000;
const PATIENCE_MS = 5_000;
/** https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding */
const KINDS = { server: 2, client: 3 } as const;
const FAILED = 2;

export interface ExportOptions {
  /** Of the collector, such as `http://localhost:4318`. */
  readonly endpoint: string;
  readonly service: string;
  readonly log: Log;
}

/**
 * Sends the spans of this process to a collector as OTLP over HTTP, as JSON, in batches. What cannot be sent is dropped and said
 * once until it works again. What waits at the end is sent then.
 */
export function exportSpans({ endpoint, service, log }: ExportOptions): AsyncDisposable {
  const url = `${endpoint.replace(/\/+$/, '')}/v1/traces`;
  const waiting: Span[] = [];
  const ends: number[] = [];
  let sending: Promise<void> | undefined;
  let away = false;

  async function sendAll(): Promise<void> {
    while (waiting.length > 0) {
      const spans = waiting.splice(0, BATCH);
      const times = ends.splice(0, BATCH);
      try {
        const response = await fetch(url, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(encode(service, spans, times)),
          signal: AbortSignal.timeout(PATIENCE_MS),
        });
        await response.body?.cancel();
        if (!response.ok) throw new Error(`it answered ${response.status}`);
        away = false;
      } catch (err) {
        if (!away) log.warn({ err, url }, 'The collector of traces does not take them; they are dropped.');
        away = true;
      }
    }
  }

  const flush = (): Promise<void> => {
    sending ??= sendAll().finally(() => {
      sending = undefined;
    });
    return sending;
  };
  const timer = setInterval(flush, EVERY_MS).unref();
  recordSpans(span => {
    if (waiting.length >= MOST) return;
    waiting.push(span);
    ends.push(performance.now());
    if (waiting.length >= BATCH) void flush();
  });
  return {
    async [Symbol.asyncDispose]() {
      recordSpans(undefined);
      clearInterval(timer);
      await flush();
    },
  };
}

function encode(service: string, spans: readonly Span[], ends: readonly number[]): unknown {
  return {
    resourceSpans: [
      {
        resource: { attributes: [{ key: 'service.name', value: { stringValue: service } }] },
        scopeSpans: [
          { scope: { name: 'croft' }, spans: spans.map((span, index) => encodeSpan(span, ends[index]!)) },
        ],
      },
    ],
  };
}

function encodeSpan({ name, kind, traceparent, parent, started, error }: Span, ended: number): unknown {
  const [, traceId, spanId] = traceparent.split('-');
  return {
    traceId,
    spanId,
    ...(parent !== undefined && { parentSpanId: parent.split('-')[2] }),
    name,
    kind: KINDS[kind],
    startTimeUnixNano: nanoseconds(started),
    endTimeUnixNano: nanoseconds(ended),
    ...(error !== undefined && { status: { code: FAILED, message: error } }),
  };
}

/** Since the epoch, as text: it is more than a number holds. */
function nanoseconds(at: number): string {
  return String(BigInt(Math.round((Date.now() - performance.now() + at) * 1000)) * 1000n);
}
