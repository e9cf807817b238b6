import { connect, type NetConnectOpts, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { ProtocolError, type Reply } from './reply.ts';
import { ReplyParser } from './reply-parser.ts';
import { WaitingQueue } from './waiting.ts';

/** Requests and bytes that may wait for answers before reads are refused. */
const MOST_WAITING = 4096;
const MOST_WAITING_BYTES = 32 * 1024 * 1024;
/** No value that we store is larger; one that is was not stored by us. */
const LARGEST_VALUE = 1024 * 1024;

/**
 * One connection to a memcached. Requests of one event-loop tick leave together, answers come in the order asked.
 * It fails as a whole: then everything waiting resolves as undefined, and `onFail` is called once with the reason and
 * the number of requests lost.
 */
export class Connection {
  /** Resolves when the server can run nothing more that was sent here: all is answered, or the socket is closed. */
  readonly settled: Promise<void>;
  readonly #settle: () => void;
  readonly #socket: Socket;
  readonly #timeoutMs: number;
  readonly #onFail: (reason: string, lost: number) => void;
  readonly #waiting = new WaitingQueue();
  /** Set when nothing more is taken. */
  #closed = false;
  #lastOpaque = 0;
  /** What this tick has to send. */
  #text = '';
  #batching = false;
  #batchedAt = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(address: NetConnectOpts, timeoutMs: number, onFail: (reason: string, lost: number) => void) {
    this.#timeoutMs = timeoutMs;
    this.#onFail = onFail;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.settled = promise;
    this.#settle = resolve;
    this.#socket = connect({ ...address, noDelay: true, keepAlive: true });
    const parser = new ReplyParser(LARGEST_VALUE, reply => this.#waiting.answer(reply));
    this.#socket.on('data', (chunk: Buffer) => this.#receive(parser, chunk));
    this.#socket.on('error', error => this.#break(error.message));
    this.#socket.on('close', () => this.#break('it closed the connection'));
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** So much waits that a read had better be a miss. */
  get full(): boolean {
    return this.#waiting.count >= MOST_WAITING || this.#waiting.bytes >= MOST_WAITING_BYTES;
  }

  /** Sends a meta command, given without opaque and line end; a value follows on its own line. */
  send(command: string, value?: Uint8Array): Promise<Reply | undefined> {
    this.#lastOpaque = (this.#lastOpaque + 1) & 0xffffff;
    return this.#write(this.#lastOpaque, `${command} O${this.#lastOpaque}\r\n`, value);
  }

  /** Sends a command that takes no opaque: `mn` or `flush_all`. */
  control(command: string): Promise<Reply | undefined> {
    return this.#write(-1, `${command}\r\n`);
  }

  /** Fails the connection. The socket stays until all is answered, see `settled`; late answers match nothing. */
  abandon(reason: string): void {
    if (this.#closed || this.#socket.connecting) this.#break(reason);
    else this.#close(reason);
  }

  /** Takes no more, and closes when all is answered, at the latest after the time of one request. */
  async end(): Promise<void> {
    if (this.#waiting.count > 0 && !this.#closed) {
      this.#closed = true;
      await Promise.race([this.settled, delay(this.#timeoutMs, undefined, { ref: false })]);
    }
    this.destroy();
  }

  /** Closes at once, without `onFail`. */
  destroy(): void {
    this.#closed = true;
    this.#break('');
  }

  #write(opaque: number, line: string, value?: Uint8Array): Promise<Reply | undefined> {
    if (this.#closed) return Promise.resolve(undefined);
    if (!this.#batching) this.#batch();
    if (value === undefined) this.#text += line;
    else {
      this.#socket.write(this.#text + line, 'latin1');
      this.#socket.write(value);
      this.#text = '\r\n';
    }
    return this.#waiting.add(opaque, line.length + (value?.byteLength ?? 0), this.#batchedAt);
  }

  /** Collects what the callbacks and promises of this tick send, for one write. */
  #batch(): void {
    this.#batching = true;
    this.#batchedAt = performance.now();
    this.#socket.cork();
    process.nextTick(() => {
      this.#batching = false;
      if (this.#text !== '') this.#socket.write(this.#text, 'latin1');
      this.#text = '';
      this.#socket.uncork();
      this.#timer ??= this.#watch(this.#timeoutMs);
    });
  }

  /** The verdict waits for one poll of the sockets: when this process was busy, the answer may be there unread. */
  #watch(ms: number): NodeJS.Timeout {
    return setTimeout(() => setImmediate(() => this.#judge()), ms);
  }

  #judge(): void {
    this.#timer = undefined;
    if (this.#waiting.oldest === undefined || this.#socket.destroyed) return;
    const left = this.#waiting.oldest + this.#timeoutMs - performance.now();
    if (left > 0) this.#timer = this.#watch(Math.ceil(left));
    else if (!this.#closed) this.abandon(`it did not answer in ${this.#timeoutMs} ms`);
  }

  #receive(parser: ReplyParser, chunk: Buffer): void {
    try {
      parser.push(chunk);
    } catch (error) {
      this.#break(`it gave ${(error as ProtocolError).message}`);
      if (!(error instanceof ProtocolError)) throw error;
    }
    if (this.#closed && this.#waiting.count === 0) this.#break('');
  }

  #break(reason: string): void {
    this.#socket.destroy();
    clearTimeout(this.#timer);
    if (this.#closed) this.#waiting.giveUp();
    else this.#close(reason);
    this.#settle();
  }

  #close(reason: string): void {
    this.#closed = true;
    this.#waiting.giveUp();
    this.#onFail(reason, this.#waiting.count);
  }
}
