import { ProtocolError, parseReplyLine, type Reply } from './reply.ts';

const LONGEST_LINE = 2048;
const NEWLINE = 10;
const RETURN = 13;

/** Cuts what a server sends into answers, however the bytes are torn. */
export class ReplyParser {
  readonly #onReply: (reply: Reply) => void;
  readonly #largestValue: number;
  /** The beginning of a line whose end has not come. */
  #line = '';
  /** An answer whose value is not complete: the buffer holds the value and the line end behind it. */
  #open: { reply: Reply; body: Buffer; filled: number } | undefined;

  constructor(largestValue: number, onReply: (reply: Reply) => void) {
    this.#largestValue = largestValue;
    this.#onReply = onReply;
  }

  /** Takes the next bytes. Throws ProtocolError for what is no answer; the parser is then of no more use. */
  push(chunk: Buffer): void {
    let at = 0;
    while (at < chunk.length)
      at = this.#open === undefined ? this.#readLine(chunk, at) : this.#fill(chunk, at);
  }

  #readLine(chunk: Buffer, at: number): number {
    const end = chunk.indexOf(NEWLINE, at);
    const line = this.#line + chunk.toString('latin1', at, end === -1 ? chunk.length : end);
    if (line.length > LONGEST_LINE) throw new ProtocolError('an answer has no end');
    if (end === -1) {
      this.#line = line;
      return chunk.length;
    }
    this.#line = '';
    if (!line.endsWith('\r')) throw new ProtocolError('an answer does not end as it should');
    const { reply, size } = parseReplyLine(line.slice(0, -1));
    if (size === -1) {
      this.#onReply(reply);
      return end + 1;
    }
    if (size > this.#largestValue) throw new ProtocolError(`a value of ${size} bytes is over the limit`);
    this.#open = { reply, body: Buffer.allocUnsafe(size + 2), filled: 0 };
    return end + 1;
  }

  #fill(chunk: Buffer, at: number): number {
    const { reply, body, filled } = this.#open!;
    const copied = chunk.copy(body, filled, at);
    this.#open!.filled += copied;
    if (filled + copied === body.length) {
      const size = body.length - 2;
      if (body[size] !== RETURN || body[size + 1] !== NEWLINE) {
        throw new ProtocolError('a value does not end where it should');
      }
      this.#open = undefined;
      reply.value = body.subarray(0, size);
      this.#onReply(reply);
    }
    return at + copied;
  }
}
