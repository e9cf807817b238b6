import { ProtocolError, parseReplyLine, type Reply } from './reply.ts';

const LONGEST_LINE = 2048;
const NEWLINE = 10;
const RETURN = 13;

/** Cuts what a server sends into answers, however the bytes are torn. */
export class ReplyParser {
  readonly #onReply: (reply: Reply) => void;
  readonly #largestValue: number;
  /** The beginning of a line whose end has not come. */
  #line: Buffer | undefined;
  /** An answer whose value is not complete: the buffer holds the value and the line end behind it. */
  #open: { reply: Reply; body: Buffer; filled: number } | undefined;

  constructor(largestValue: number, onReply: (reply: Reply) => void) {
    this.#largestValue = largestValue;
    this.#onReply = onReply;
  }

  /**
   * Takes the next bytes, of which values may be views afterwards. Throws ProtocolError for what is no answer; the
   * parser is then of no more use.
   */
  push(chunk: Buffer): void {
    let at = 0;
    if (this.#open !== undefined) at = this.#fill(chunk, 0);
    else if (this.#line !== undefined) {
      chunk = Buffer.concat([this.#line, chunk]);
      this.#line = undefined;
    }
    while (at < chunk.length) at = this.#readReply(chunk, at);
  }

  /** Reads an answer, as much as there is; gives where the next begins. */
  #readReply(chunk: Buffer, at: number): number {
    const newline = chunk.indexOf(NEWLINE, at);
    const lineEnd = newline === -1 ? chunk.length : newline;
    if (lineEnd - at > LONGEST_LINE) throw new ProtocolError('an answer without end');
    if (newline === -1) {
      this.#line = chunk.subarray(at);
      return chunk.length;
    }
    if (newline === at || chunk[newline - 1] !== RETURN)
      throw new ProtocolError('an answer that ends wrongly');
    const { reply, size } = parseReplyLine(chunk, at, newline - 1);
    const body = newline + 1;
    if (size === -1) {
      this.#onReply(reply);
      return body;
    }
    if (size > this.#largestValue) throw new ProtocolError(`a value of ${size} bytes, over the limit`);
    if (chunk.length - body >= size + 2) {
      this.#finish(reply, chunk, body, body + size);
      return body + size + 2;
    }
    this.#open = { reply, body: Buffer.allocUnsafe(size + 2), filled: 0 };
    return body === chunk.length ? body : this.#fill(chunk, body);
  }

  #fill(chunk: Buffer, at: number): number {
    const open = this.#open!;
    const copied = chunk.copy(open.body, open.filled, at);
    open.filled += copied;
    if (open.filled === open.body.length) {
      this.#open = undefined;
      this.#finish(open.reply, open.body, 0, open.body.length - 2);
    }
    return at + copied;
  }

  #finish(reply: Reply, bytes: Buffer, start: number, end: number): void {
    if (bytes[end] !== RETURN || bytes[end + 1] !== NEWLINE) {
      throw new ProtocolError('a value that ends wrongly');
    }
    reply.value = bytes.subarray(start, end);
    this.#onReply(reply);
  }
}
