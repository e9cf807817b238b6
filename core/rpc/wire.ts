import { AppError, type ErrorCode, isErrorCode } from '../errors.ts';

/**
 * The protocol, version 1. A connection carries frames (frames.ts); a JSON frame is an array of messages and a
 * message is an array that starts with its kind. The client speaks first; ids are the client's and never reused.
 */
export const PROTOCOL_VERSION = 1;

/** `[HELLO, version, service]` from the client, answered by `[HELLO, version]` when that service is served here. */
export const HELLO = 0;
/** `[CALL, method, id, timeoutMs, traceparent, input]`; time is what is left, since two machines' clocks differ. */
export const CALL = 1;
/** `[OPEN, stream, id, timeoutMs or 0, traceparent, input]`; its first credit is STREAM_WINDOW. */
export const OPEN = 2;
/** `[CANCEL, id]`: the caller no longer wants the answer. */
export const CANCEL = 3;
/** `[CREDIT, id, bytes]`: the consumer of a stream has room for more. */
export const CREDIT = 4;
/** `[RESULT, id, output]` */
export const RESULT = 5;
/** `[ERROR, id, code, message, reason, details, retryAfter]`; the last three are null when not given. */
export const ERROR = 6;
/** As ERROR, and promises that the call did not run. */
export const REFUSED = 7;
/** `[ITEM, id, cost, item]`; `cost` is what the item takes of the credit. */
export const ITEM = 8;
/** `[END, id]`: a stream finished. */
export const END = 9;
/** `[LISTEN, event]` */
export const LISTEN = 10;
/** `[UNLISTEN, event]` */
export const UNLISTEN = 11;
/** `[EVENT, event, payload]` */
export const EVENT = 12;
/** `[GAP]`: events were left out because this client read too slowly. */
export const GAP = 13;
/** `[GOING_AWAY]`: the server drains; new calls belong on a new connection. */
export const GOING_AWAY = 14;
/** `[GOODBYE]`: the client understood, and sends no more calls here. */
export const GOODBYE = 15;
/** `[PING]`, answered by `[PONG]`. */
export const PING = 16;
export const PONG = 17;
/** `[CLOSE, code, message, reason]`: why the sender closes the connection right after. */
export const CLOSE = 18;

/** Bytes of items that a stream's producer may send before its consumer took any. */
export const STREAM_WINDOW = 64 * 1024;

export type Message = readonly unknown[];

/** The fields of an ERROR or REFUSED message after its id. The cause stays behind. */
export function errorFields(error: AppError): unknown[] {
  return [error.code, error.message, error.reason ?? null, error.details ?? null, error.retryAfter ?? null];
}

/** The AppError in an ERROR, REFUSED or CLOSE message whose fields start at `from`. */
export function readError(message: Message, from: number): AppError {
  const [code, text, reason, details, retryAfter] = message.slice(from);
  return new AppError(
    isErrorCode(code) ? code : 'internal',
    typeof text === 'string' ? text : 'The other side gave no reason.',
    {
      ...(typeof reason === 'string' && { reason }),
      ...(details !== null && details !== undefined && { details }),
      ...(typeof retryAfter === 'number' && { retryAfter }),
    },
  );
}

/** What a peer that breaks the protocol is told before its connection closes. */
export function protocolError(message: string, code: ErrorCode = 'invalid'): AppError {
  return new AppError(code, message, { reason: 'protocol' });
}

/** A call's id, checked. */
export function readId(value: unknown): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value > 0 && value <= 0xffff_ffff)
    return value;
  throw protocolError('A message carried no valid call id.');
}

/** A positive number of bytes, checked. */
export function readCount(value: unknown): number {
  if (typeof value === 'number' && value > 0 && value <= 0xffff_ffff) return value;
  throw protocolError('A message carried no valid number of bytes.');
}
