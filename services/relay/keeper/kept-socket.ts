import { createHash } from 'node:crypto';
import { EventEmitter } from 'node:events';
import net, { type Socket } from 'node:net';
import type { IrcNetwork } from '../config/irc.ts';
import type { Reply, Request } from './protocol.ts';

/**
 * A connection to an IRC server that the keeper holds, in the shape of a socket. One that was held for us begins as it began for
 * the relay before us: what the server said then is said again, what is written to it meanwhile goes nowhere, and then
 * comes what was missed.
 */
export class KeptSocket extends EventEmitter {
  readonly #path: string;
  readonly #name: string;
  readonly #socket: Socket;
  #muted = false;
  #head = '';
  #failure: Error | undefined;

  constructor(path: string, network: IrcNetwork) {
    super();
    this.#path = path;
    const { name, host, port, tls } = network;
    this.#name = name;
    const key = createHash('sha256').update(JSON.stringify(network)).digest('hex');
    this.#socket = net.connect(path);
    this.#socket.setEncoding('latin1');
    this.#socket.on('error', error => {
      this.#failure = error;
    });
    this.#socket.once('close', () => {
      if (this.#failure) this.emit('error', this.#failure);
      this.emit('close');
    });
    this.#socket.on('data', this.#begin);
    this.#socket.write(request({ do: 'attach', name, key, host, port, tls }));
  }

  setNoDelay(): void {}

  write(text: string, written?: () => void): void {
    if (this.#muted) written?.();
    else this.#socket.write(Buffer.from(text), () => written?.());
  }

  /** Ends the connection to the server too. */
  destroy(error?: Error): void {
    this.#failure ??= error;
    net
      .connect(this.#path)
      .on('error', () => {})
      .end(request({ do: 'drop', name: this.#name }));
    this.#socket.destroy();
  }

  end(): void {
    this.destroy();
  }

  /** Leaves the connection to the server to the next relay. */
  leave(): void {
    this.#socket.end();
  }

  readonly #begin = (text: string): void => {
    this.#head += text;
    const end = this.#head.indexOf('\n');
    if (end === -1) return;
    this.#socket.off('data', this.#begin);
    const reply = JSON.parse(this.#head.slice(0, end)) as Reply;
    const rest = this.#head.slice(end + 1);
    if ('error' in reply) {
      this.#failure = new Error(reply.error);
      return;
    }
    this.#socket.on('data', (more: string) => this.#give(more));
    const held = 'held' in reply ? reply.held : undefined;
    this.#muted = held !== undefined;
    this.emit('connect');
    if (held) this.#give(held.greeting);
    this.#muted = false;
    if (held) this.emit('resumed');
    this.#give((held?.missed ?? '') + rest);
  };

  #give(text: string): void {
    if (text !== '') this.emit('data', Buffer.from(text, 'latin1'));
  }
}

function request(asked: Request): string {
  return `${JSON.stringify(asked)}\n`;
}
