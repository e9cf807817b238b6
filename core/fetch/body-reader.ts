import { type BodyDecoder, createBodyDecoder } from './decode-body.ts';

export interface BodyReaderEvents {
  /** The whole body, decompressed. */
  onBody(body: Buffer): void;
  /** More bytes than allowed, as they came or decompressed. */
  onTooLarge(): void;
  onDrain(): void;
  onError(error: Error): void;
}

/** Collects one body, decompressing as it comes and counting on both sides. */
export class BodyReader {
  readonly #events: BodyReaderEvents;
  readonly #maxBytes: number;
  readonly #decoder: BodyDecoder | undefined;
  readonly bytes = { wire: 0, decoded: 0 };
  #chunks: Buffer[] = [];
  #done = false;

  constructor(encodings: readonly string[], maxBytes: number, events: BodyReaderEvents) {
    this.#events = events;
    this.#maxBytes = maxBytes;
    if (encodings.length === 0) return;
    this.#decoder = createBodyDecoder(encodings, {
      onData: chunk => this.#take(chunk),
      onDrain: events.onDrain,
      onEnd: () => this.#finish(),
      onError: events.onError,
    });
  }

  /** False asks to wait for `onDrain`. */
  write(chunk: Buffer): boolean {
    if (this.#done) return true;
    this.bytes.wire += chunk.length;
    if (this.bytes.wire > this.#maxBytes) this.#events.onTooLarge();
    else if (this.#decoder !== undefined) return this.#decoder.write(chunk);
    else this.#take(chunk);
    return true;
  }

  end(): void {
    if (this.#decoder === undefined) this.#finish();
    else if (!this.#done) this.#decoder.end();
  }

  destroy(): void {
    this.#done = true;
    this.#chunks = [];
    this.#decoder?.destroy();
  }

  #take(chunk: Buffer): void {
    if (this.#done) return;
    this.bytes.decoded += chunk.length;
    if (this.bytes.decoded > this.#maxBytes) this.#events.onTooLarge();
    else this.#chunks.push(chunk);
  }

  #finish(): void {
    if (this.#done) return;
    this.#done = true;
    // Copies also a single chunk, which else keeps a whole socket buffer in memory.
    this.#events.onBody(Buffer.concat(this.#chunks, this.bytes.decoded));
  }
}
