/** One answer of the meta protocol (memcached's protocol.txt, "Meta Commands"). */
export interface Reply {
  /** `VA`, `HD`, `EN`, `NF`, `NS`, `EX`, `MN`, `OK` or `SERVER_ERROR`. */
  readonly code: string;
  value: Uint8Array | undefined;
  /** The opaque number sent with the request; -1 when the answer has none. */
  opaque: number;
  /** Client flags of the stored item. */
  format: number;
  /** The item's unique number, as text because it has 64 bits. */
  cas: string;
  /** This reader won the right to load. */
  won: boolean;
  /** Another reader won it before. */
  taken: boolean;
  stale: boolean;
}

/** An answer that memcached would not give. The connection it came on cannot be trusted any more. */
export class ProtocolError extends Error {}

/** By both letters as one number. */
const CODES = new Map(
  ['VA', 'HD', 'EN', 'NF', 'NS', 'EX', 'MN', 'OK'].map(code => [
    (code.charCodeAt(0) << 8) | code.charCodeAt(1),
    code,
  ]),
);
const VALUE = 'VA';
const SPACE = 32;
const [ZERO, NINE] = [48, 57];
const [FORMAT, CAS, OPAQUE, WON, TAKEN, STALE] = [102, 99, 79, 87, 90, 88];

/**
 * Reads an answer's first line, `bytes` from `start` to `end` without its line end; `size` is -1 unless a value of so
 * many bytes follows. Works on the bytes: this runs for every read, and strings would cost more than all the rest.
 */
export function parseReplyLine(bytes: Buffer, start: number, end: number): { reply: Reply; size: number } {
  const code = end - start < 2 ? undefined : CODES.get((bytes[start]! << 8) | bytes[start + 1]!);
  let at = start + 2;
  if (code === undefined || (at < end && bytes[at] !== SPACE))
    return { reply: refusal(bytes, start, end), size: -1 };
  const reply = emptyReply(code);
  let size = -1;
  if (code === VALUE) {
    const sizeEnd = wordEnd(bytes, at + 1, end);
    size = number(bytes, at + 1, sizeEnd);
    at = sizeEnd;
  }
  while (at < end) {
    const flagEnd = wordEnd(bytes, at + 1, end);
    readFlag(reply, bytes, at + 1, flagEnd);
    at = flagEnd;
  }
  return { reply, size };
}

function emptyReply(code: string): Reply {
  return {
    code,
    value: undefined,
    opaque: -1,
    format: 0,
    cas: '',
    won: false,
    taken: false,
    stale: false,
  };
}

/** The one answer in words that is no breach: the server could not do it, for want of memory. */
function refusal(bytes: Buffer, start: number, end: number): Reply {
  const text = bytes.toString('latin1', start, end);
  if (text.startsWith('SERVER_ERROR')) return emptyReply('SERVER_ERROR');
  throw new ProtocolError(`an unexpected answer, ${JSON.stringify(text.slice(0, 80))}`);
}

function readFlag(reply: Reply, bytes: Buffer, at: number, end: number): void {
  const flag = bytes[at];
  if (flag === OPAQUE) reply.opaque = number(bytes, at + 1, end);
  else if (flag === FORMAT) reply.format = number(bytes, at + 1, end);
  else if (flag === CAS) {
    number(bytes, at + 1, end);
    reply.cas = bytes.toString('latin1', at + 1, end);
  } else if (flag === WON) reply.won = true;
  else if (flag === TAKEN) reply.taken = true;
  else if (flag === STALE) reply.stale = true;
}

function wordEnd(bytes: Buffer, at: number, end: number): number {
  while (at < end && bytes[at] !== SPACE) at++;
  return at;
}

/** One to twenty digits; exact up to 2^53, which all but CAS stay under. */
function number(bytes: Buffer, at: number, end: number): number {
  if (at >= end || end - at > 20) throw new ProtocolError('an answer without a number where one belongs');
  let value = 0;
  for (; at < end; at++) {
    const digit = bytes[at]!;
    if (digit < ZERO || digit > NINE) throw new ProtocolError('an answer without a number where one belongs');
    value = value * 10 + digit - ZERO;
  }
  return value;
}
