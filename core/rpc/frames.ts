import { protocolError } from './wire.ts';

/**
 * A frame is four bytes and a payload. The first byte is the kind, the other three the payload's length, big-endian.
 * JSON: a batch of messages. CHUNK: `u32 channel, u8 flags, u32 total, bytes`, a piece of one message of `total` bytes
 * that is too large or too binary for a batch; pieces of different channels interleave.
 */
export const JSON_FRAME = 0;
export const CHUNK_FRAME = 1;
export const HEADER_BYTES = 4;
const CHUNK_FIELDS = 9;
export const LAST_CHUNK = 1;
export const ABORT_CHUNK = 2;

const NOTHING = Buffer.alloc(0);
/** A buffer larger than this is not kept for the next torn frame. */
const KEEP = 256 * 1024;

/** Buffers given to a sink are reused afterwards: what is to be kept must be copied. */
export interface FrameSink {
  json(payload: Buffer): void;
  /** A chunk, or a part of one as it arrives; the last flag comes with its last part. */
  chunk(channel: number, flags: number, total: number, data: Buffer): void;
}

export function writeHeader(into: Buffer, kind: number, length: number): void {
  into.writeUInt32BE(kind * 0x100_0000 + length, 0);
}

/** The bytes in front of a chunk's data. */
export function chunkHeader(channel: number, flags: number, total: number, length: number): Buffer {
  const header = Buffer.allocUnsafe(HEADER_BYTES + CHUNK_FIELDS);
  writeHeader(header, CHUNK_FRAME, CHUNK_FIELDS + length);
  header.writeUInt32BE(channel, 4);
  header[8] = flags;
  header.writeUInt32BE(total, 9);
  return header;
}

/** Cuts a byte stream into frames, however it was torn. Holds at most one unfinished JSON frame. */
export class FrameReader {
  readonly #sink: FrameSink;
  readonly #limit: number;
  /** What was read of a frame that is not whole yet: a header, or a JSON frame. */
  #held = Buffer.alloc(HEADER_BYTES + CHUNK_FIELDS);
  #have = 0;
  #need = HEADER_BYTES;
  /** Of a chunk whose data is arriving. */
  #channel = 0;
  #flags = 0;
  #total = 0;
  #chunkLeft = 0;

  constructor(sink: FrameSink, limit: number) {
    this.#sink = sink;
    this.#limit = limit;
  }

  /** Throws an AppError with reason `protocol` at the first frame that is malformed or over the limit. */
  push(data: Buffer): void {
    let at = 0;
    while (at < data.length) {
      if (this.#chunkLeft > 0) at = this.#passChunk(data, at);
      else if (this.#have > 0) at = this.#fill(data, at);
      else at = this.#readWhole(data, at);
    }
  }

  /** A frame that lies whole in `data`; otherwise its beginning is held. */
  #readWhole(data: Buffer, at: number): number {
    if (data.length - at < HEADER_BYTES) return this.#hold(data, at, HEADER_BYTES);
    const word = data.readUInt32BE(at);
    const length = this.#checkHeader(word);
    const need = HEADER_BYTES + (word >>> 24 === JSON_FRAME ? length : CHUNK_FIELDS);
    if (data.length - at < need) return this.#hold(data, at, need);
    this.#complete(data, at, length);
    return at + need;
  }

  #hold(data: Buffer, at: number, need: number): number {
    if (this.#held.length < need) this.#held = Buffer.allocUnsafeSlow(need);
    this.#have = data.copy(this.#held, 0, at);
    this.#need = need;
    return data.length;
  }

  /** Adds to what is held, and takes it once it is whole. */
  #fill(data: Buffer, at: number): number {
    const end = Math.min(data.length, at + this.#need - this.#have);
    this.#have += data.copy(this.#held, this.#have, at, end);
    if (this.#have < this.#need) return end;
    const held = this.#held.subarray(0, this.#have);
    this.#have = 0;
    this.#readWhole(held, 0);
    if (this.#have === 0 && this.#held.length > KEEP) this.#held = Buffer.alloc(HEADER_BYTES + CHUNK_FIELDS);
    return end;
  }

  /** The payload's length. */
  #checkHeader(word: number): number {
    const kind = word >>> 24;
    const length = word & 0xff_ffff;
    if (kind !== JSON_FRAME && kind !== CHUNK_FRAME)
      throw protocolError('This is not a frame of our protocol. Is something else calling this port?');
    if (length > this.#limit)
      throw protocolError(`A frame of ${length} bytes is over the limit of ${this.#limit}.`);
    if (kind === CHUNK_FRAME && length < CHUNK_FIELDS)
      throw protocolError('A chunk was too short for its header.');
    return length;
  }

  #complete(data: Buffer, at: number, length: number): void {
    const start = at + HEADER_BYTES;
    if (data[at] === JSON_FRAME) {
      this.#sink.json(data.subarray(start, start + length));
      return;
    }
    this.#channel = data.readUInt32BE(start);
    this.#flags = data[start + 4]!;
    this.#total = data.readUInt32BE(start + 5);
    this.#chunkLeft = length - CHUNK_FIELDS;
    if (this.#chunkLeft === 0) this.#sink.chunk(this.#channel, this.#flags, this.#total, NOTHING);
  }

  #passChunk(data: Buffer, at: number): number {
    const end = Math.min(data.length, at + this.#chunkLeft);
    this.#chunkLeft -= end - at;
    const flags = this.#chunkLeft === 0 ? this.#flags : this.#flags & ~LAST_CHUNK;
    this.#sink.chunk(this.#channel, flags, this.#total, data.subarray(at, end));
    return end;
  }
}
