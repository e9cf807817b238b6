import { HEADER_BYTES, JSON_FRAME, writeHeader } from './frames.ts';
import { ITEM, type Message, protocolError } from './wire.ts';

/** How messages become bytes. Another encoding is another object of this shape and nothing else changes. */
export interface Codec {
  /** One message on its own, so that one that cannot be encoded throws here and spoils no other. */
  encode(message: Message): string;
  /** A CALL or OPEN message up to its input; `head` is what `callHead` gave. */
  encodeCall(head: string, id: number, timeout: number, traceparent: string, input: unknown): string;
  /** An ITEM message and what it takes of its stream's credit. */
  encodeItem(id: number, item: unknown): { text: string; cost: number };
  /** The constant part of calls of one method. */
  callHead(kind: number, method: string): string;
  /** One frame of messages joined by `join`, written into `scratch` when it fits there. */
  frame(batch: string, scratch?: Buffer): Buffer;
  /** A batch with one more message; `batch` starts as the empty string. */
  join(batch: string, message: string): string;
  /** The messages in a frame's payload. Throws an AppError with reason `protocol`. */
  decode(payload: Buffer): Message[];
}

const OPENING = '['.charCodeAt(0);
const CLOSING = ']'.charCodeAt(0);
/** Of a frame around its batch. */
const OVERHEAD = HEADER_BYTES + 2;

/** JSON (RFC 8259). `undefined` as an argument travels as null, and at the end of a message as nothing. */
export const jsonCodec: Codec = {
  encode: message => JSON.stringify(message),
  callHead: (kind, method) => `[${kind},${JSON.stringify(method)},`,
  encodeCall(head, id, timeout, traceparent, input) {
    const body = JSON.stringify(input);
    return `${head}${id},${timeout},"${traceparent}"${body === undefined ? '' : `,${body}`}]`;
  },
  encodeItem(id, item) {
    const body = JSON.stringify(item) ?? 'null';
    const cost = body.length + 16;
    return { text: `[${ITEM},${id},${cost},${body}]`, cost };
  },
  join: (batch, message) => (batch === '' ? message : `${batch},${message}`),
  frame(batch, scratch) {
    const length = Buffer.byteLength(batch);
    const fits = scratch !== undefined && length + OVERHEAD <= scratch.length;
    const into = fits ? scratch : Buffer.allocUnsafe(length + OVERHEAD);
    writeHeader(into, JSON_FRAME, length + 2);
    into[HEADER_BYTES] = OPENING;
    into.write(batch, HEADER_BYTES + 1, length, 'utf8');
    into[HEADER_BYTES + 1 + length] = CLOSING;
    return into.subarray(0, length + OVERHEAD);
  },
  decode(payload) {
    const messages = parse(payload);
    if (!Array.isArray(messages) || !messages.every(Array.isArray))
      throw protocolError('A frame did not hold an array of messages.');
    return messages;
  },
};

function parse(payload: Buffer): unknown {
  try {
    return JSON.parse(payload.toString('utf8'));
  } catch (error) {
    throw protocolError(`A frame was not JSON: ${(error as Error).message}`);
  }
}
