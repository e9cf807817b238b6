import type { IncomingMessage } from 'node:http';
import type { WebSocket } from 'ws';
import { addressKey } from './limit.ts';
import { isSameOrigin } from './same-origin.ts';

/** One client's side of a WebSocket. */
export interface SocketTalk {
  /** Resolves when everything heard so far is answered; sends nothing unasked after it. */
  finish(): Promise<void>;
}

export interface OpenSocketsOptions {
  /** Public origin of the site. */
  readonly origin: string;
  /** Open at the same time; more are asked to come back later. */
  readonly most: number;
  /** Of one address (IPv6: of one /64). */
  readonly mostOfOne: number;
  /** Makes the talk of a socket that was let in. */
  talk(socket: WebSocket, request: IncomingMessage, address: string): SocketTalk;
}

/** Milliseconds between pings; a client that has not answered one by the next is gone. */
const PING_EVERY = 30_000;

/** Milliseconds that clients have to close their side when we go away. */
const CLOSE_GRACE = 1_000;

/** Close codes of RFC 6455, section 7.4.1, and of the IANA registry it founded. */
export const POLICY_VIOLATION = 1008;
export const SERVICE_RESTART = 1012;
export const TRY_AGAIN_LATER = 1013;

interface Open {
  readonly talk: SocketTalk;
  readonly key: string;
  alive: boolean;
}

/** The open WebSockets of a service: let in by origin and number, pinged, and sent elsewhere when it drains. */
export class OpenSockets {
  readonly #options: OpenSocketsOptions;
  readonly #open = new Map<WebSocket, Open>();
  readonly #ofAddress = new Map<string, number>();
  #pinging: NodeJS.Timeout | undefined;
  #draining = false;

  constructor(options: OpenSocketsOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#open.size;
  }

  /** Takes a new socket. Another site's page may not use its visitors' browsers to talk to us. */
  add(socket: WebSocket, request: IncomingMessage, address: string): void {
    socket.on('error', () => socket.terminate());
    const key = addressKey(address);
    const refusal = this.#refusal(request, key);
    if (refusal) {
      socket.close(...refusal);
      return;
    }
    const open: Open = { talk: this.#options.talk(socket, request, address), key, alive: true };
    this.#open.set(socket, open);
    this.#ofAddress.set(key, (this.#ofAddress.get(key) ?? 0) + 1);
    socket.on('pong', () => {
      open.alive = true;
    });
    socket.on('close', () => this.#forget(socket, open));
    this.#pinging ??= setInterval(() => this.#ping(), PING_EVERY).unref();
  }

  /** Lets open answers out, then tells everyone to come back, which is to another process of the service. */
  async drain(): Promise<void> {
    this.#draining = true;
    await Promise.all([...this.#open.values()].map(({ talk }) => talk.finish()));
    const closed = [...this.#open.keys()].map(socket => {
      socket.close(SERVICE_RESTART, 'service restart');
      return new Promise<void>(resolve => socket.once('close', () => resolve()));
    });
    const late = setTimeout(() => this.#terminateAll(), CLOSE_GRACE);
    await Promise.all(closed);
    clearTimeout(late);
  }

  #refusal({ headers }: IncomingMessage, key: string): [code: number, reason: string] | undefined {
    const { origin, most, mostOfOne } = this.#options;
    if (!isSameOrigin(headers, origin)) return [POLICY_VIOLATION, 'other origin'];
    if (this.#draining) return [SERVICE_RESTART, 'service restart'];
    if (this.#open.size >= most || (this.#ofAddress.get(key) ?? 0) >= mostOfOne)
      return [TRY_AGAIN_LATER, 'too many connections'];
    return undefined;
  }

  /** Asks whether the clients are still there, and drops those that did not answer the last time. */
  #ping(): void {
    for (const [socket, open] of this.#open) {
      if (open.alive) socket.ping();
      else socket.terminate();
      open.alive = false;
    }
  }

  #terminateAll(): void {
    for (const socket of this.#open.keys()) socket.terminate();
  }

  #forget(socket: WebSocket, { key }: Open): void {
    this.#open.delete(socket);
    const left = (this.#ofAddress.get(key) ?? 1) - 1;
    if (left > 0) this.#ofAddress.set(key, left);
    else this.#ofAddress.delete(key);
    if (this.#open.size > 0) return;
    clearInterval(this.#pinging);
    this.#pinging = undefined;
  }
}
