import { randomBytes } from 'node:crypto';

/**
 * W3C Trace Context (https://www.w3.org/TR/trace-context/). A cryptographic draw per call would cost more than the
 * rest of its bookkeeping, so ids share a random part 4096 times and are told apart by three digits of a counter.
 */
const DRAW_EVERY = 4096;
const HEX = Array.from({ length: DRAW_EVERY }, (_, value) => value.toString(16).padStart(3, '0'));
const PATTERN = /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;
const SAMPLED = '-01';

let count = DRAW_EVERY;
let traceRest = '';
let spanRest = '';

/** A traceparent that starts a new trace. */
export function newTrace(): string {
  const digits = nextDigits();
  return `00-${digits}${traceRest}-${digits}${spanRest}${SAMPLED}`;
}

/** The same trace with a new span id, for the next hop; a new trace when `parent` is not a traceparent. */
export function nextHop(parent: string): string {
  if (!isTraceparent(parent)) return newTrace();
  return `${parent.slice(0, 36)}${nextDigits()}${spanRest}${parent.slice(52)}`;
}

export function isTraceparent(value: unknown): value is string {
  return typeof value === 'string' && value.length === 55 && PATTERN.test(value);
}

function nextDigits(): string {
  if (count === DRAW_EVERY) {
    count = 0;
    const drawn = randomBytes(21).toString('hex');
    traceRest = drawn.slice(0, 29);
    spanRest = drawn.slice(29);
  }
  return HEX[count++]!;
}
