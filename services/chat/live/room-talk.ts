import type { Socket } from 'node:net';
import type { RawData, WebSocket } from 'ws';
import { z } from 'zod';
import { AppError, toAppError } from '../../../core/errors.ts';
import { addressKey } from '../../../core/http/limit.ts';
import { POLICY_VIOLATION, type SocketTalk, TRY_AGAIN_LATER } from '../../../core/http/open-sockets.ts';
import { readFrame } from '../../../core/http/read-frame.ts';
import { textFrame } from '../../../core/http/text-frame.ts';
import type { ChatContext } from '../context.ts';
import { Emoji, type From, isCommand, MessageText, Nonce } from '../contract.ts';
import { deleteAs, editAs, reactAs, sourceFor } from '../methods/change-message.ts';
import { markReadAs } from '../methods/read-markers.ts';
import { runCommandAs } from '../methods/run-command.ts';
import { sayAs } from '../methods/say.ts';
import { type Caller, identify } from '../people/identify.ts';
import { isBlocked, mayNotWrite } from '../people/may-write.ts';
import { notify, roomByName } from '../store/rooms.ts';
import { type RoomClient, sendTo } from './room-feed.ts';

const number = z
  .number()
  .int()
  .min(1)
  .max(2 ** 52);
const Id = z.union([z.string().max(100), z.number()]).optional();

const Frame = z.discriminatedUnion('do', [
  z.object({ do: z.literal('say'), id: Id, text: MessageText, nonce: Nonce, replyTo: number.optional() }),
  z.object({ do: z.literal('edit'), id: Id, number, text: MessageText }),
  z.object({ do: z.literal('delete'), id: Id, number }),
  z.object({ do: z.literal('source'), id: Id, number }),
  z.object({ do: z.literal('react'), id: Id, number, emoji: Emoji, on: z.boolean() }),
  z.object({ do: z.literal('read'), id: Id, number }),
  z.object({ do: z.literal('typing'), id: Id }),
]);
type Frame = z.infer<typeof Frame>;

/** A client that does not heed this many refusals in a row is cut off. */
const MAX_STRIKES = 50;

/** Requests of one connection that are under way. */
const MAX_OPEN = 16;

/** Milliseconds after which it is asked again who a connection belongs to. */
const IDENTITY_FRESH = 60_000;

export interface Asked {
  readonly room: string;
  readonly since: number | undefined;
  readonly from: From;
}

/**
 * One visitor's WebSocket in one room. First out comes `{hello: {room, you?, reset}}`, then what was missed since the change
 * that the address names, then what happens: `{messages}`, `{room}`, `{here}`, `{typing}`, and `{you}` with another name. In: `{id?, do, …}` as above, each
 * answered with `{id, done}` when it is stored, or `{id, error: {code, reason?, message, retryAfter?}}`.
 */
export class RoomTalk implements SocketTalk, RoomClient {
  readonly socket: WebSocket;
  readonly wire: Socket;
  person: Caller | undefined;
  had = 0;
  readonly #ctx: ChatContext;
  readonly #asked: Asked;
  #identifiedAt = 0;
  #open = 0;
  #strikes = 0;
  #running: Promise<void> | undefined;
  #onIdle: (() => void) | undefined;

  constructor(ctx: ChatContext, socket: WebSocket, wire: Socket, asked: Asked) {
    this.#ctx = ctx;
    this.socket = socket;
    this.wire = wire;
    this.#asked = asked;
    socket.on('message', (data, isBinary) => this.#queue(data, isBinary));
    void this.#join();
  }

  async finish(): Promise<void> {
    if (this.#open > 0) await new Promise<void>(resolve => (this.#onIdle = resolve));
  }

  async #join(): Promise<void> {
    const { room, since } = this.#asked;
    try {
      await this.#identify();
      const { person } = this;
      if (person && (await isBlocked(this.#ctx.db, (await roomByName(this.#ctx.db, room)).id, person.id)))
        throw mayNotWrite('blocked');
      await this.#ctx.live.join(this, room, since, joined => {
        const you = person && { id: person.id, name: person.name, role: person.role };
        this.#send({ hello: { ...joined, you } });
      });
    } catch (thrown) {
      const { code, reason, message } = toAppError(thrown);
      this.#send({ error: { code, reason, message } });
      const passes = code === 'unavailable' || code === 'deadline' || code === 'internal';
      if (code === 'internal') this.#ctx.log.error({ err: thrown }, 'a client could not be let in');
      this.socket.close(passes ? TRY_AGAIN_LATER : POLICY_VIOLATION, reason ?? code);
    }
  }

  /** One after another, so that what somebody says is in the order in which they said it. */
  #queue(data: RawData, isBinary: boolean): void {
    if (this.#open >= MAX_OPEN) {
      this.#refuse(undefined, new AppError('rate_limited', 'Wait for the answers first.', { retryAfter: 1 }));
      return;
    }
    this.#open++;
    this.#running = (this.#running ?? Promise.resolve()).then(() => this.#take(data, isBinary));
  }

  async #take(data: RawData, isBinary: boolean): Promise<void> {
    let id: Frame['id'];
    try {
      this.#ctx.asking.take(this.person ? `${this.person.id}` : addressKey(this.#asked.from.address));
      const frame = readFrame(Frame, data, isBinary);
      id = frame.id;
      const done = await this.#run(frame, await this.#identify());
      this.#strikes = 0;
      if (frame.do !== 'typing') this.#send({ id, done });
    } catch (thrown) {
      this.#refuse(id, thrown);
    } finally {
      if (--this.#open === 0) {
        this.#running = undefined;
        this.#onIdle?.();
      }
    }
  }

  async #run(frame: Frame, caller: Caller | undefined): Promise<unknown> {
    const ctx = this.#ctx;
    const { room } = this.#asked;
    if (caller === undefined)
      throw new AppError('unauthenticated', 'Say what you are called first.', { reason: 'no_name' });
    switch (frame.do) {
      case 'say': {
        const { text: markdown, nonce, replyTo } = frame;
        if (isCommand(markdown)) {
          const { address } = this.#asked.from;
          const said = await runCommandAs(ctx, caller, { room, address, text: markdown });
          this.#identifiedAt = 0; // they may be called otherwise now
          return { said };
        }
        return { number: (await sayAs(ctx, caller, { room, markdown, nonce, replyTo })).number };
      }
      case 'edit':
        return {
          number: (await editAs(ctx, caller, { room, number: frame.number, markdown: frame.text })).number,
        };
      case 'delete':
        return { number: (await deleteAs(ctx, caller, { room, number: frame.number })).number };
      case 'source':
        return sourceFor(ctx, caller, { room, number: frame.number });
      case 'react':
        return { number: (await reactAs(ctx, caller, { ...frame, room })).number };
      case 'read':
        return markReadAs(ctx, caller, room, frame.number);
      case 'typing':
        return notify(ctx.db, { room, kind: 'typing', person: caller.id, name: caller.name });
    }
  }

  /** Who this is; an ended session is noticed within a minute. */
  async #identify(): Promise<Caller | undefined> {
    const now = performance.now();
    if (this.#identifiedAt !== 0 && now - this.#identifiedAt < IDENTITY_FRESH) return this.person;
    this.person = await identify(this.#ctx, this.#asked.from);
    this.#identifiedAt = now;
    return this.person;
  }

  #refuse(id: Frame['id'], thrown: unknown): void {
    const { code, reason, message, retryAfter } = toAppError(thrown);
    this.#strikes = code === 'rate_limited' ? this.#strikes + 1 : 0;
    if (this.#strikes > MAX_STRIKES) {
      this.socket.close(POLICY_VIOLATION, 'too many messages');
      return;
    }
    if (code === 'internal')
      this.#ctx.log.error({ err: thrown }, 'a WebSocket message could not be answered');
    this.#send({ id, error: { code, reason, message, retryAfter } });
  }

  #send(value: unknown): void {
    sendTo(this, textFrame(JSON.stringify(value)));
  }
}
