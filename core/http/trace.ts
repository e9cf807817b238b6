import { randomBytes } from 'node:crypto';

/** `00-<trace id>-<span id>-<flags>`, https://www.w3.org/TR/trace-context/#traceparent-header. */
const TRACEPARENT = /^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;

const processPart = randomBytes(12).toString('hex');
let counter = randomBytes(4).readUInt32BE();

/** The caller's traceparent when it is a valid one, else a new trace. */
export function traceparentFrom(header: string | undefined): string {
  if (header !== undefined && TRACEPARENT.test(header)) return header;
  counter = (counter + 1) >>> 0;
  const part = counter.toString(16).padStart(8, '0');
  return `00-${processPart}${part}-${processPart.slice(0, 8)}${part}-01`;
}
