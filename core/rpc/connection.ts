import type { Socket } from 'node:net';
import { AppError, toAppError } from '../errors.ts';
import type { Log } from '../log.ts';
import { Assembler } from './assembler.ts';
import { bodyOfText, bodySize, encodeBody } from './body.ts';
import { jsonCodec } from './codec.ts';
import { FrameReader } from './frames.ts';
import { KeepAlive } from './keep-alive.ts';
import type { Limits } from './limits.ts';
import { lostError } from './line-errors.ts';
import { Outbox } from './outbox.ts';
import { CLOSE, errorFields, type Message, PING, PONG, protocolError, readError } from './wire.ts';

/** Characters from which a message travels in chunks instead of a batch. */
const LARGE = 64 * 1024;

export interface ConnectionOwner {
  /** A message other than PING, PONG and CLOSE. A thrown AppError closes the connection. */
  message(message: Message): void;
  /** Called once. `error` says why, for the calls that were open. */
  closed(error: AppError): void;
  /** What waits for the peer passed `highWater`, or fell under it again. */
  congestion(congested: boolean): void;
}

/** One line to a peer: frames both ways, keepalive, bounded buffers, and one way to end. */
export class Connection {
  readonly outbox: Outbox;
  readonly socket: Socket;
  /** The peer reads too slowly. */
  congested = false;
  /** So much waits for the peer that no more should be added. */
  full = false;
  readonly #owner: ConnectionOwner;
  readonly #limits: Limits;
  readonly #log: Log;
  readonly #assembler: Assembler;
  readonly #reader: FrameReader;
  readonly #keepAlive: KeepAlive;
  #ended = false;
  #reason: AppError | undefined;

  constructor(socket: Socket, owner: ConnectionOwner, limits: Limits, log: Log) {
    this.socket = socket;
    this.#owner = owner;
    this.#limits = limits;
    this.#log = log;
    this.#assembler = new Assembler(limits.message, limits.backlog);
    this.outbox = new Outbox(socket, jsonCodec, () => this.#checkBacklog());
    this.#reader = new FrameReader(
      {
        json: payload => {
          for (const message of jsonCodec.decode(payload)) this.#receive(message);
        },
        chunk: (channel, flags, total, data) => {
          const message = this.#assembler.add(channel, flags, total, data);
          if (message) this.#receive(message);
        },
      },
      limits.frame,
    );
    this.#keepAlive = new KeepAlive(socket, limits, {
      ping: () => this.send([PING]),
      gone: () => this.end(lostError(new Error('the peer went silent'))),
    });
    socket.setNoDelay(true);
    socket.on('error', error => this.end(lostError(error)));
    socket.on('close', () => this.end(lostError()));
  }

  /** Takes what arrived; the buffer may be used again afterwards. */
  read(data: Buffer): void {
    this.#keepAlive.heard();
    if (this.#ended) return;
    try {
      this.#reader.push(data);
    } catch (error) {
      this.#refuse(error);
    }
  }

  get ended(): boolean {
    return this.#ended;
  }

  send(message: Message): void {
    this.outbox.send(jsonCodec.encode(message));
  }

  /**
   * Sends a message that may be large or, when `bytes` says so, hold Uint8Arrays; in order with its channel.
   * Returns its size. Throws an AppError when it is over the limit, and what JSON throws for what it cannot hold.
   */
  sendLarge(channel: number, message: Message, bytes: boolean): number {
    return bytes
      ? this.#sendBody(channel, encodeBody(message))
      : this.sendText(channel, jsonCodec.encode(message));
  }

  /** As `sendLarge`, for a message already encoded. */
  sendText(channel: number, text: string): number {
    if (text.length >= LARGE) return this.#sendBody(channel, bodyOfText(text));
    this.outbox.sendOn(channel, text);
    return text.length;
  }

  /** Tells the peer why, lets what was written go out, and ends. */
  close(error: AppError): void {
    if (this.#ended) return;
    this.send([CLOSE, ...errorFields(error)]);
    this.outbox.flush();
    this.socket.destroySoon();
    setTimeout(() => this.socket.destroy(), this.#limits.answer).unref();
    this.end(error);
  }

  /** Ends at once. */
  end(error: AppError): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#keepAlive.stop();
    if (this.socket.writable && !this.socket.writableEnded) this.socket.destroy();
    this.#owner.closed(this.#reason ?? error);
  }

  #sendBody(channel: number, body: Buffer[]): number {
    const size = bodySize(body);
    if (size > this.#limits.message)
      throw new AppError(
        'invalid',
        `A message of ${size} bytes is over the limit of ${this.#limits.message}.`,
        {
          reason: 'too_large',
        },
      );
    this.outbox.sendBody(channel, body);
    return size;
  }

  #receive(message: Message): void {
    if (this.#ended) return;
    const kind = message[0];
    if (kind === PING) this.send([PONG]);
    else if (kind === CLOSE) this.#reason = readError(message, 1);
    else if (kind !== PONG) this.#owner.message(message);
  }

  #refuse(thrown: unknown): void {
    const error = toAppError(thrown);
    if (error.reason === 'protocol') this.#log.warn({ reason: error.message }, 'closed a connection');
    else this.#log.error({ err: thrown }, 'a connection failed inside');
    this.close(error.reason === 'protocol' ? error : protocolError(error.message, 'internal'));
  }

  #checkBacklog(): void {
    const { backlog } = this.outbox;
    if (backlog > this.#limits.backlog)
      this.end(lostError(new Error('the peer does not read what it asked for')));
    this.full = backlog > this.#limits.backlog / 2;
    const congested = this.outbox.unread > this.#limits.highWater;
    if (congested === this.congested) return;
    this.congested = congested;
    this.#owner.congestion(congested);
  }
}
