import type { IncomingHttpHeaders } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RawData, WebSocket } from 'ws';
import { z } from 'zod';
import { AppError, toAppError } from '../../../core/errors.ts';
import { Limiter } from '../../../core/http/limit.ts';
import { POLICY_VIOLATION, type SocketTalk } from '../../../core/http/open-sockets.ts';
import { readFrame } from '../../../core/http/read-frame.ts';
import type { BotContext } from '../context.ts';
import { ask } from '../methods/ask.ts';
import { accountOf, newWebRoom, toMessage, WebMessage } from './web-room.ts';

/** Per connection, like the limit per address of the HTTP route. */
const LIMIT = { burst: 20, perMinute: 60 };

/** A client that leaves this many bytes unread is dropped. */
const MAX_UNREAD = 256 * 1024;

/** A client that does not heed this many refusals in a row is cut off. */
const MAX_STRIKES = 50;

/** Rooms that a connection is told of; a visitor has one. */
const MAX_ROOMS = 4;

/** Messages of one connection that are being answered. */
const MAX_OPEN = 8;

/** Milliseconds until it is listened again after trouble with the database. */
const AGAIN_MS = 1_000;

const Frame = WebMessage.extend({
  /** Comes back with the answers. */
  id: z.union([z.string().max(200), z.number()]).optional(),
});

/**
 * One visitor's WebSocket. In: `{id?, room?, name?, text}`. Out: `{id?, room, answers}`, or
 * `{id?, error: {code, message, retryAfter?}}`. JSON in text frames, one object each. What is said later in a room that the
 * visitor has spoken in comes as `{room, answers}`.
 */
export class WebTalk implements SocketTalk {
  readonly #ctx: BotContext;
  readonly #socket: WebSocket;
  readonly #headers: IncomingHttpHeaders;
  readonly #limiter = new Limiter(LIMIT);
  readonly #gone = new AbortController();
  readonly #open = new Set<Promise<void>>();
  /** For messages that name none: the same all through the connection. */
  readonly #room = newWebRoom();
  readonly #heard = new Set<string>();
  #strikes = 0;

  /** `headers` of the handshake, which tell whose session it is. */
  constructor(ctx: BotContext, socket: WebSocket, headers: IncomingHttpHeaders) {
    this.#ctx = ctx;
    this.#socket = socket;
    this.#headers = headers;
    socket.on('close', () => this.#gone.abort());
    socket.on('message', (data, isBinary) => this.#take(data, isBinary));
  }

  /** Resolves when everything heard so far is answered. */
  async finish(): Promise<void> {
    await Promise.all(this.#open);
  }

  #take(data: RawData, isBinary: boolean): void {
    const answered = this.#answer(data, isBinary).finally(() => this.#open.delete(answered));
    this.#open.add(answered);
  }

  async #answer(data: RawData, isBinary: boolean): Promise<void> {
    let id: string | number | undefined;
    try {
      this.#limiter.take('');
      if (this.#open.size >= MAX_OPEN)
        throw new AppError('rate_limited', 'Wait for the answers first.', { retryAfter: 1 });
      const frame = readFrame(Frame, data, isBinary);
      id = frame.id;
      const room = frame.room ?? this.#room;
      if (!this.#heard.has(room) && this.#heard.size < MAX_ROOMS) void this.#hear(room);
      const call = { signal: this.#gone.signal };
      const account = await accountOf(this.#ctx, this.#headers, call);
      const { answers } = await ask(this.#ctx, toMessage(frame, room, account), call);
      this.#send({ id, room, answers });
    } catch (thrown) {
      if (this.#gone.signal.aborted) return;
      const { code, message, retryAfter } = toAppError(thrown);
      this.#strikes = code === 'rate_limited' ? this.#strikes + 1 : 0;
      if (this.#strikes > MAX_STRIKES) return this.#socket.close(POLICY_VIOLATION, 'too many messages');
      if (code === 'internal')
        this.#ctx.log.error({ err: thrown }, 'a WebSocket message could not be answered');
      this.#send({ id, error: { code, message, retryAfter } });
    }
  }

  /** Sends on what the bot says in a room of its own accord, as long as the visitor is here. */
  async #hear(room: string): Promise<void> {
    this.#heard.add(room);
    const { signal } = this.#gone;
    for (;;) {
      try {
        for await (const said of this.#ctx.destinations.listen({ prefix: room }, signal))
          if (said.room === room) this.#send({ room, answers: [said.answer] });
        return;
      } catch (err) {
        if (signal.aborted) return;
        this.#ctx.log.debug({ err, room }, 'what the bot says cannot be heard; trying again');
        await sleep(AGAIN_MS, undefined, { signal }).catch(() => {});
      }
    }
  }

  #send(value: unknown): void {
    if (this.#socket.bufferedAmount > MAX_UNREAD) this.#socket.terminate();
    else this.#socket.send(JSON.stringify(value));
  }
}
