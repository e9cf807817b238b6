import { protocolError } from './wire.ts';

/**
 * A frame is four bytes and a payload. The first byte is the kind, the other three the payload's length, big-endian.
 * JSON: a batch of messages. CHUNK: `u32 channel, u8 flags, bytes`, a piece of one message too large or too binary
 * for a batch; pieces of different channels interleave.
 */
export const JSON_FRAME = 0;
export const CHUNK_FRAME = 1;
export const HEADER_BYTES = 4;
export const CHUNK_HEADER_BYTES = HEADER_BYTES + 5;
export const LAST_CHUNK = 1;
export const ABORT_CHUNK = 2;

export interface FrameSink {
  json(payload: Buffer): void;
  chunk(channel: number, flags: number, data: Buffer): void;
}

export function writeHeader(into: Buffer, kind: number, length: number): void {
  into.writeUInt32BE(kind * 0x100_0000 + length, 0);
}

/** The nine bytes in front of a chunk's data. */
export function chunkHeader(channel: number, flags: number, length: number): Buffer {
  const header = Buffer.allocUnsafe(CHUNK_HEADER_BYTES);
  writeHeader(header, CHUNK_FRAME, length + 5);
  header.writeUInt32BE(channel, 4);
  header[8] = flags;
  return header;
}

/** Cuts a byte stream into frames, however it was torn. Holds at most one unfinished frame. */
export class FrameReader {
  readonly #sink: FrameSink;
  readonly #limit: number;
  #parts: Buffer[] = [];
  #have = 0;
  #need = HEADER_BYTES;

  constructor(sink: FrameSink, limit: number) {
    this.#sink = sink;
    this.#limit = limit;
  }

  /** Throws an AppError with reason `protocol` at the first frame that is malformed or over the limit. */
  push(data: Buffer): void {
    let chunk = data;
    if (this.#have > 0) {
      this.#parts.push(chunk);
      this.#have += chunk.length;
      if (this.#have < this.#need) return;
      chunk = Buffer.concat(this.#parts, this.#have);
      this.#parts = [];
      this.#have = 0;
    }
    const rest = this.#readAll(chunk);
    if (rest === chunk.length) return;
    this.#parts.push(rest === 0 ? chunk : chunk.subarray(rest));
    this.#have = chunk.length - rest;
  }

  #readAll(chunk: Buffer): number {
    let at = 0;
    while (chunk.length - at >= HEADER_BYTES) {
      const word = chunk.readUInt32BE(at);
      const end = at + HEADER_BYTES + this.#checkHeader(word);
      if (end > chunk.length) {
        this.#need = end - at;
        return at;
      }
      this.#emit(word >>> 24, chunk, at + HEADER_BYTES, end);
      at = end;
    }
    this.#need = HEADER_BYTES;
    return at;
  }

  /** The payload's length. */
  #checkHeader(word: number): number {
    const kind = word >>> 24;
    const length = word & 0xff_ffff;
    if (kind !== JSON_FRAME && kind !== CHUNK_FRAME)
      throw protocolError('This is not a frame of our protocol. Is something else calling this port?');
    if (length > this.#limit)
      throw protocolError(`A frame of ${length} bytes is over the limit of ${this.#limit}.`);
    if (kind === CHUNK_FRAME && length < 5) throw protocolError('A chunk was too short for its header.');
    return length;
  }

  #emit(kind: number, chunk: Buffer, start: number, end: number): void {
    if (kind === JSON_FRAME) this.#sink.json(chunk.subarray(start, end));
    else this.#sink.chunk(chunk.readUInt32BE(start), chunk[start + 4]!, chunk.subarray(start + 5, end));
  }
}
