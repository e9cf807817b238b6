import { EventEmitter } from 'node:events';

/** As much of a socket as the transport uses. */
export interface LineSocket {
  // biome-ignore lint/suspicious/noExplicitAny: as sockets and emitters have it
  on(event: string, listener: (...given: any[]) => void): unknown;
  // biome-ignore lint/suspicious/noExplicitAny: as sockets and emitters have it
  once(event: string, listener: (...given: any[]) => void): unknown;
  setNoDelay(on: boolean): unknown;
  write(text: string, written: () => void): unknown;
  end(): unknown;
  destroy(error?: Error): unknown;
}

/** What the transport needs beside irc-framework's own options. */
export interface LineTransportOptions {
  /** Opens a socket and names the event that says it is ready. */
  openSocket(): { socket: LineSocket; ready: 'connect' | 'secureConnect' };
  /** Told of a line that the library could not take. */
  onBadLine(error: unknown): void;
}

/** Tags (8191 bytes, IRCv3 message-tags) and a line of 512, and much more than any server sends. */
const MAX_LINE = 16 * 1024;

/**
 * The transport that irc-framework sends and receives lines through, in place of its own, which cannot be told whom to
 * trust, keeps a line without an end for ever, and lets a malformed one end the process. One instance is one connection.
 */
export class LineTransport extends EventEmitter {
  readonly #options: LineTransportOptions;
  readonly #utf8 = new TextDecoder('utf-8', { fatal: true });
  readonly #latin1 = new TextDecoder('latin1');
  #socket: LineSocket | undefined;
  #pending: Buffer = Buffer.alloc(0);

  constructor(options: LineTransportOptions) {
    super();
    this.#options = options;
  }

  connect(): void {
    const { socket, ready } = this.#options.openSocket();
    this.#socket = socket;
    let failure: Error | undefined;
    socket.setNoDelay(true);
    socket.once(ready, () => this.emit('open'));
    socket.on('data', (data: Buffer) => this.#receive(data));
    socket.on('error', error => {
      failure = error;
    });
    socket.once('close', () => this.emit('close', failure ?? false));
  }

  /** Sends one line. An end of line inside it would begin another command, so it is cut there. */
  writeLine(line: string, written?: () => void): void {
    const safe = line.split(/[\r\n\0]/, 1)[0]!;
    this.#socket?.write(`${safe}\r\n`, () => written?.());
  }

  /** Ends the connection after what was written, or at once. */
  close(atOnce: boolean): void {
    if (atOnce) this.#socket?.destroy();
    else this.#socket?.end();
  }

  disposeSocket(): void {
    this.#socket?.destroy();
  }

  /** The encoding is always UTF-8, with what is not taken as Latin-1. */
  setEncoding(): boolean {
    return true;
  }

  #receive(data: Buffer): void {
    const buffer = this.#pending.length > 0 ? Buffer.concat([this.#pending, data]) : data;
    let from = 0;
    for (let end = buffer.indexOf(10); end !== -1; end = buffer.indexOf(10, from)) {
      this.#take(buffer.subarray(from, end));
      from = end + 1;
    }
    this.#pending = buffer.subarray(from);
    if (this.#pending.length > MAX_LINE)
      this.#socket?.destroy(new Error('The server sent a line without an end.'));
  }

  #take(bytes: Buffer): void {
    if (bytes.length > MAX_LINE) return;
    try {
      this.emit('line', this.#decode(bytes));
    } catch (error) {
      this.#options.onBadLine(error);
    }
  }

  #decode(bytes: Buffer): string {
    try {
      return this.#utf8.decode(bytes);
    } catch {
      return this.#latin1.decode(bytes);
    }
  }
}
