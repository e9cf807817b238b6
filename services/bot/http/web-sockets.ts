import type { IncomingMessage } from 'node:http';
import type { WebSocket } from 'ws';
import type { BotContext } from '../context.ts';
import { isSameOrigin } from './same-origin.ts';
import { WebTalk } from './web-talk.ts';

/** Open at the same time; more are asked to come back later. */
const MAX_SOCKETS = 1_000;

/** Milliseconds between pings; a client that has not answered one by the next is gone. */
const PING_EVERY = 30_000;

/** Milliseconds that clients have to close their side when we go away. */
const CLOSE_GRACE = 1_000;

/** Close codes of RFC 6455, section 7.4.1, and of the IANA registry it founded. */
const POLICY_VIOLATION = 1008;
const SERVICE_RESTART = 1012;
const TRY_AGAIN_LATER = 1013;

/** Every open WebSocket of the bot. */
export class WebSockets {
  readonly #ctx: BotContext;
  readonly #talks = new Map<WebSocket, WebTalk>();
  #pinging: NodeJS.Timeout | undefined;
  #draining = false;

  constructor(ctx: BotContext) {
    this.#ctx = ctx;
    ctx.metrics.gauge('croft_bot_sockets', 'Open WebSockets.', () => this.#talks.size);
  }

  /** Takes a new socket. Another site's page may not use its visitors' browsers to talk to us. */
  add(socket: WebSocket, request: IncomingMessage): void {
    socket.on('error', () => socket.terminate());
    const refusal = this.#refusal(request);
    if (refusal) {
      socket.close(...refusal);
      return;
    }
    this.#talks.set(socket, new WebTalk(this.#ctx, socket));
    socket.on('close', () => this.#forget(socket));
    this.#pinging ??= setInterval(() => this.#ping(), PING_EVERY).unref();
  }

  /** Lets open answers out, then says goodbye to everyone. */
  async drain(): Promise<void> {
    this.#draining = true;
    await Promise.all([...this.#talks.values()].map(talk => talk.finish()));
    const closed = [...this.#talks.keys()].map(socket => {
      socket.close(SERVICE_RESTART, 'service restart');
      return new Promise<void>(resolve => socket.once('close', () => resolve()));
    });
    const late = setTimeout(() => this.#terminateAll(), CLOSE_GRACE);
    await Promise.all(closed);
    clearTimeout(late);
  }

  #refusal({ headers }: IncomingMessage): [code: number, reason: string] | undefined {
    if (!isSameOrigin(headers, this.#ctx.origin)) return [POLICY_VIOLATION, 'other origin'];
    if (this.#draining) return [SERVICE_RESTART, 'service restart'];
    if (this.#talks.size >= MAX_SOCKETS) return [TRY_AGAIN_LATER, 'too many connections'];
    return undefined;
  }

  #ping(): void {
    for (const talk of this.#talks.values()) talk.ping();
  }

  #terminateAll(): void {
    for (const socket of this.#talks.keys()) socket.terminate();
  }

  #forget(socket: WebSocket): void {
    this.#talks.delete(socket);
    if (this.#talks.size > 0) return;
    clearInterval(this.#pinging);
    this.#pinging = undefined;
  }
}
