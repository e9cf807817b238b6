import { Transform, type TransformCallback } from 'node:stream';

/** A close frame with 1012, service restart (RFC 6455, section 5.5.1, and the registry of close codes). */
const COME_AGAIN = Buffer.from([0x88, 0x02, 0x03, 0xf4]);
const HEAD_END = '\r\n\r\n';

/**
 * Passes on what the server of a WebSocket sends, from its answer to the upgrade on, and can tell the client between two frames to
 * come again. It looks at the lengths of frames and at nothing else.
 */
export class FrameGate extends Transform {
  /** The end of the answer's head that has come so far; undefined when it is over. */
  #head: string | undefined = '';
  /** Of the frame under way: its first bytes until its length is known, then how much of it is to come. */
  #start: number[] = [];
  #left = 0;
  #ending = false;
  #said = false;

  /** Says "come again" as soon as a frame is over, and ends. What comes afterwards is dropped. */
  endBetweenFrames(): void {
    if (this.#ending) return;
    this.#ending = true;
    if (this.#between) this.#say();
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    if (this.#said) {
      done();
      return;
    }
    let at = this.#head === undefined ? 0 : this.#passHead(chunk);
    while (at < chunk.length) {
      if (this.#ending && this.#between) break;
      at = this.#passFrame(chunk, at);
    }
    this.push(chunk.subarray(0, at));
    if (this.#ending && this.#between) this.#say();
    done();
  }

  get #between(): boolean {
    return this.#head === undefined && this.#left === 0 && this.#start.length === 0;
  }

  #say(): void {
    this.#said = true;
    this.push(COME_AGAIN);
    this.push(null);
  }

  /** Gives where the frames begin in this chunk. */
  #passHead(chunk: Buffer): number {
    const before = this.#head!.length;
    const text = this.#head! + chunk.toString('latin1');
    const end = text.indexOf(HEAD_END);
    if (end === -1) {
      this.#head = text.slice(-3);
      return chunk.length;
    }
    this.#head = undefined;
    return end + HEAD_END.length - before;
  }

  /** Takes a part of a frame from `at` on, and gives where the next part begins. */
  #passFrame(chunk: Buffer, at: number): number {
    if (this.#left > 0) {
      const taken = Math.min(this.#left, chunk.length - at);
      this.#left -= taken;
      return at + taken;
    }
    this.#start.push(chunk[at]!);
    const length = payloadLength(this.#start);
    if (length !== undefined) {
      this.#left = length;
      this.#start = [];
    }
    return at + 1;
  }
}

/** The length that the first bytes of a server's frame say; undefined while more of them are needed. */
function payloadLength(start: readonly number[]): number | undefined {
  if (start.length < 2) return undefined;
  const short = start[1]! & 0x7f;
  if (short < 126) return short;
  const bytes = short === 126 ? 2 : 8;
  if (start.length < 2 + bytes) return undefined;
  return start.slice(2).reduce((sum, byte) => sum * 256 + byte, 0);
}
