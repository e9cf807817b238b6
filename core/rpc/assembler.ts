import { decodeBody } from './body.ts';
import { ABORT_CHUNK, LAST_CHUNK } from './frames.ts';
import { type Message, protocolError } from './wire.ts';

/** Puts the chunks of large messages together again, one message per channel at a time. */
export class Assembler {
  readonly #limit: number;
  readonly #open = new Map<number, Buffer[]>();
  #held = 0;

  /** `limit` is in bytes, over all unfinished messages of the connection. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** The message that this chunk completed, if it did. Throws an AppError with reason `protocol`. */
  add(channel: number, flags: number, data: Buffer): Message | undefined {
    const parts = this.#open.get(channel) ?? [];
    if (flags & ABORT_CHUNK) {
      this.#drop(channel, parts);
      return undefined;
    }
    this.#held += data.length;
    if (this.#held > this.#limit)
      throw protocolError(`Unfinished messages were over the limit of ${this.#limit} bytes.`);
    parts.push(data);
    if (!(flags & LAST_CHUNK)) {
      if (data.length === 0) throw protocolError('A chunk was empty.');
      this.#open.set(channel, parts);
      return undefined;
    }
    this.#drop(channel, parts);
    return decodeBody(parts.length === 1 ? data : Buffer.concat(parts));
  }

  #drop(channel: number, parts: Buffer[]): void {
    for (const part of parts) this.#held -= part.length;
    this.#open.delete(channel);
  }
}
