import { randomBytes } from 'node:crypto';

/**
 * W3C Trace Context (https://www.w3.org/TR/trace-context/). Ids start with bytes drawn once per process and end
 * with cheap random ones: unique enough to join log lines, and far cheaper than a cryptographic draw per call.
 */
const TRACE_PREFIX = `00-${randomBytes(8).toString('hex')}`;
const SPAN_PREFIX = randomBytes(4).toString('hex');
const SAMPLED = '-01';
const HEX = Array.from({ length: 65_536 }, (_, value) => value.toString(16).padStart(4, '0'));
const PATTERN = /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;

/** A traceparent that starts a new trace. */
export function newTrace(): string {
  return `${TRACE_PREFIX}${hex8()}${hex8()}-${SPAN_PREFIX}${hex8()}${SAMPLED}`;
}

/** The same trace with a new span id, for the next hop; a new trace when `parent` is not a traceparent. */
export function nextHop(parent: string): string {
  if (!isTraceparent(parent)) return newTrace();
  return `${parent.slice(0, 36)}${SPAN_PREFIX}${hex8()}${parent.slice(52)}`;
}

export function isTraceparent(value: unknown): value is string {
  return typeof value === 'string' && value.length === 55 && PATTERN.test(value);
}

function hex8(): string {
  const value = (Math.random() * 0x1_0000_0000) >>> 0;
  return HEX[value >>> 16]! + HEX[value & 0xffff]!;
}
