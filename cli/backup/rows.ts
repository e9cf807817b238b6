import { createHash } from 'node:crypto';
import { Transform, type TransformCallback } from 'node:stream';

const NEWLINE = 10;

/** Passes on COPY's text, in which a row is a line, and tells how many there were and a hash that does not mind their order. */
export class Rows extends Transform {
  rows = 0;
  #sum = new BigUint64Array(4);
  #rest: Buffer[] = [];

  override _transform(chunk: Buffer, _: BufferEncoding, done: TransformCallback): void {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      this.#add(chunk.subarray(start, end));
      start = end + 1;
    }
    if (start < chunk.length) this.#rest.push(chunk.subarray(start));
    done(null, chunk);
  }

  /** SHA-256 of each row, added up in four numbers of 64 bits; in hex. */
  get digest(): string {
    return Buffer.from(this.#sum.buffer).toString('hex');
  }

  #add(row: Buffer): void {
    const hash = createHash('sha256');
    for (const part of this.#rest) hash.update(part);
    this.#rest = [];
    const digest = hash.update(row).digest();
    for (let i = 0; i < 4; i++) this.#sum[i]! += digest.readBigUInt64LE(i * 8);
    this.rows++;
  }
}
