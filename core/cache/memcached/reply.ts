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

const CODES = new Set(['VA', 'HD', 'EN', 'NF', 'NS', 'EX', 'MN', 'OK']);
const NUMBER = /^\d{1,20}$/;

/** Reads an answer's first line, without its end; `size` is -1 unless a value of so many bytes follows. */
export function parseReplyLine(line: string): { reply: Reply; size: number } {
  const words = line.split(' ');
  const code = words[0]!;
  const reply: Reply = {
    code,
    value: undefined,
    opaque: -1,
    format: 0,
    cas: '',
    won: false,
    taken: false,
    stale: false,
  };
  if (code === 'SERVER_ERROR') return { reply, size: -1 };
  if (!CODES.has(code)) throw new ProtocolError(`unexpected answer ${JSON.stringify(line.slice(0, 80))}`);
  let size = -1;
  let at = 1;
  if (code === 'VA') size = number(words[at++]);
  for (; at < words.length; at++) readFlag(reply, words[at]!);
  return { reply, size };
}

function readFlag(reply: Reply, flag: string): void {
  switch (flag[0]) {
    case 'O':
      reply.opaque = number(flag.slice(1));
      break;
    case 'f':
      reply.format = number(flag.slice(1));
      break;
    case 'c':
      reply.cas = digits(flag.slice(1));
      break;
    case 'W':
      reply.won = true;
      break;
    case 'Z':
      reply.taken = true;
      break;
    case 'X':
      reply.stale = true;
      break;
  }
}

function digits(text: string | undefined): string {
  if (text === undefined || !NUMBER.test(text)) throw new ProtocolError('an answer lacks a number');
  return text;
}

function number(text: string | undefined): number {
  return Number(digits(text));
}
