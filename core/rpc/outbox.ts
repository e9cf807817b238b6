import type { Socket } from 'node:net';
import { bodyOfText } from './body.ts';
import type { Codec } from './codec.ts';
import { ABORT_CHUNK, chunkHeader, LAST_CHUNK } from './frames.ts';
import { type Chunk, Lanes } from './lanes.ts';

/** Characters over which a batch goes out before its tick ends, and from which a message travels in chunks. */
const FLUSH_AT = 64 * 1024;
/** Bytes of one chunk. One goes out a tick: more would let small calls wait, and less would move less. */
const CHUNK = 16 * 1024;

/**
 * Where batches become bytes, for all connections: the kernel takes almost every frame at once, and then the same
 * buffer serves for the next. One that is still waited for is left to its socket.
 */
let scratch = newScratch();

function newScratch(): Buffer {
  return Buffer.allocUnsafeSlow(FLUSH_AT + 64);
}

/** What one side of a connection sends: small messages batched per tick, large ones in turns of a chunk each. */
export class Outbox {
  readonly #socket: Socket;
  readonly #codec: Codec;
  readonly #onBacklog: () => void;
  readonly #lanes = new Lanes();
  #batch = '';
  #flushing = false;
  #pumping = false;
  /** The first channel with a message still in the batch; 0 when none has. */
  #firstUnsent = 0;

  /** `onBacklog` is told what waits whenever that may have changed much. */
  constructor(socket: Socket, codec: Codec, onBacklog: () => void) {
    this.#socket = socket;
    this.#codec = codec;
    this.#onBacklog = onBacklog;
    socket.on('drain', () => {
      this.#pump();
      onBacklog();
    });
  }

  /** Bytes that the peer has been too slow to read. */
  get unread(): number {
    return this.#batch.length + this.#socket.writableLength;
  }

  /** Bytes that wait here or in the socket, those of large messages that wait for their turn included. */
  get backlog(): number {
    return this.unread + this.#lanes.bytes;
  }

  /** Whether this call's message never went out whole, so that the call cannot have run. Ids only grow. */
  isUnsent(id: number): boolean {
    return (this.#firstUnsent !== 0 && id >= this.#firstUnsent) || this.#lanes.has(id);
  }

  /** Sends one encoded message in this tick's batch. */
  send(message: string): void {
    if (this.#batch.length + message.length > FLUSH_AT) this.flush();
    this.#batch = this.#codec.join(this.#batch, message);
    if (this.#flushing) return;
    this.#flushing = true;
    queueMicrotask(this.#afterMicrotasks);
  }

  /** As `send`, but after everything that was sent before on this channel, and in chunks when it is large. */
  sendOn(channel: number, message: string): void {
    if (message.length >= FLUSH_AT) this.sendBody(channel, bodyOfText(message));
    else if (this.#lanes.has(channel)) this.#lanes.add(channel, message);
    else {
      this.send(message);
      if (this.#firstUnsent === 0) this.#firstUnsent = channel;
    }
  }

  /** Sends a large or binary message on a channel. */
  sendBody(channel: number, body: Buffer[]): void {
    this.#lanes.add(channel, body);
    this.#onBacklog();
    this.#schedulePump();
  }

  /** Gives up what waits on a channel; what went out in part is marked as given up. */
  abort(channel: number): void {
    if (this.#lanes.drop(channel)) this.#write(chunkHeader(channel, ABORT_CHUNK, 0, 0));
  }

  /** Writes the batch now. */
  flush(): void {
    if (this.#batch === '' || !this.#socket.writable) return;
    const mayReuse = this.#socket.writableLength === 0;
    const frame = this.#codec.frame(this.#batch, mayReuse ? scratch : undefined);
    this.#batch = '';
    this.#firstUnsent = 0;
    if (!this.#socket.write(frame)) this.#onBacklog();
    if (this.#socket.writableLength > 0 && frame.buffer === scratch.buffer) scratch = newScratch();
  }

  /** Once the running callback and all that follows from it at once is done: measured best, alone and in a crowd. */
  #afterMicrotasks = (): void => process.nextTick(this.#endTick);

  #endTick = (): void => {
    this.#flushing = false;
    this.flush();
  };

  #write(bytes: Buffer): void {
    if (this.#socket.writable) this.#socket.write(bytes);
  }

  #schedulePump(): void {
    if (this.#pumping) return;
    this.#pumping = true;
    setImmediate(this.#onPump);
  }

  #onPump = (): void => {
    this.#pumping = false;
    this.#pump();
  };

  #pump(): void {
    if (this.#lanes.empty || this.#socket.writableNeedDrain) return;
    const next = this.#lanes.take(CHUNK);
    if (next?.text !== undefined) this.send(next.text);
    else if (next) this.#writeChunk(next);
    if (!this.#lanes.empty && !this.#socket.writableNeedDrain) this.#schedulePump();
  }

  /** A message sent earlier must not be overtaken by its channel's chunk, so the batch goes first. */
  #writeChunk({ channel, pieces, last, total }: Chunk): void {
    this.flush();
    this.#socket.cork();
    const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
    this.#write(chunkHeader(channel, last ? LAST_CHUNK : 0, total, length));
    for (const piece of pieces) this.#write(piece);
    this.#socket.uncork();
  }
}
