import { decodeBody } from './body.ts';
import { ABORT_CHUNK, LAST_CHUNK } from './frames.ts';
import { type Message, protocolError } from './wire.ts';

/** A buffer is made for a message's whole size only up to here; then it grows with what really arrives. */
const TRUSTED = 1024 * 1024;

interface Unfinished {
  buffer: Buffer;
  have: number;
}

/** Puts the chunks of large messages together again, one message per channel at a time. */
export class Assembler {
  readonly #message: number;
  readonly #all: number;
  readonly #open = new Map<number, Unfinished>();
  #held = 0;

  /** Limits in bytes: of one message, and of all unfinished ones of the connection. */
  constructor(message: number, all: number) {
    this.#message = message;
    this.#all = all;
  }

  /** The message that this data completed, if it did. Throws an AppError with reason `protocol`. */
  add(channel: number, flags: number, total: number, data: Buffer): Message | undefined {
    if (flags & ABORT_CHUNK) {
      this.#take(channel);
      return undefined;
    }
    const open = this.#open.get(channel) ?? this.#begin(channel, total);
    const end = open.have + data.length;
    if (end > this.#message) throw protocolError(`A message is over the limit of ${this.#message} bytes.`);
    if (end > open.buffer.length) this.#grow(open, end);
    data.copy(open.buffer, open.have);
    open.have = end;
    if (!(flags & LAST_CHUNK)) return undefined;
    this.#take(channel);
    return decodeBody(open.buffer.subarray(0, open.have));
  }

  #begin(channel: number, total: number): Unfinished {
    const open = { buffer: Buffer.allocUnsafeSlow(Math.min(total, TRUSTED)), have: 0 };
    this.#open.set(channel, open);
    this.#hold(open.buffer.length);
    return open;
  }

  #grow(open: Unfinished, least: number): void {
    const size = Math.max(least, 2 * open.buffer.length);
    const larger = Buffer.allocUnsafeSlow(size);
    open.buffer.copy(larger, 0, 0, open.have);
    this.#hold(size - open.buffer.length);
    open.buffer = larger;
  }

  #hold(bytes: number): void {
    this.#held += bytes;
    if (this.#held > this.#all)
      throw protocolError(`Unfinished messages are over the limit of ${this.#all} bytes.`);
  }

  #take(channel: number): void {
    this.#held -= this.#open.get(channel)?.buffer.length ?? 0;
    this.#open.delete(channel);
  }
}
