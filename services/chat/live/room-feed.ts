import type { Socket } from 'node:net';
import { type Kysely, sql } from 'kysely';
import type { WebSocket } from 'ws';
import { POLICY_VIOLATION } from '../../../core/http/open-sockets.ts';
import { sendFrame, textFrame } from '../../../core/http/text-frame.ts';
import type { ChatMessage, ChatRole, Room } from '../contract.ts';
import { mayRead, notForGuests } from '../people/may-read.ts';
import type { Schema } from '../schema.ts';
import { messagesAfter, readMessages, shown } from '../store/read-messages.ts';
import { type RoomRow, roomByName, toRoom } from '../store/rooms.ts';
import type { Presence } from './presence.ts';

/** Somebody's open socket in a room. */
export interface RoomClient {
  readonly socket: WebSocket;
  /** The connection below it. */
  readonly wire: Socket;
  /** Nobody for who only watches. */
  person: { readonly id: number; readonly name: string; readonly role: ChatRole } | undefined;
  /** Up to which change it has been sent everything. */
  had: number;
}

/** A client that leaves this many bytes unread is dropped; it can take up where it was. */
const MAX_UNREAD = 512 * 1024;

/** Changes that are read at once, and those beyond which a client that was away begins anew. */
const BATCH = 200;
const MOST_MISSED = 1_000;
const FIRST_PAGE = 50;

/** What a client is told when it is let in. */
export interface Joined {
  readonly room: Room;
  /** It missed too much: what it shows is to be forgotten, and the messages that follow are the newest. */
  readonly reset: boolean;
}

/**
 * One room as the clients of this process see it. Every change has a number without gaps, so that each client is sent what
 * follows the number that it has: once, and in order, however it came by it.
 */
export class RoomFeed {
  readonly name: string;
  readonly presence: Presence;
  readonly #db: Kysely<Schema>;
  readonly #clients = new Set<RoomClient>();
  #row: RoomRow | undefined;
  #room!: Room;
  /** Up to which change everything was sent to all clients. */
  #at = 0;
  #reading: Promise<void> | undefined;
  #again = false;
  #looking: Promise<RoomRow> | undefined;
  readonly #loaded: Promise<void>;

  constructor(db: Kysely<Schema>, name: string, presence: Presence) {
    this.#db = db;
    this.name = name;
    this.presence = presence;
    this.#loaded = this.#load().then(() => {
      this.#at = this.#room.lastChange;
    });
    this.#loaded.catch(() => {}); // whoever joins is told
  }

  /** The room as it was last read; undefined until then. */
  get row(): RoomRow | undefined {
    return this.#row;
  }

  /** Up to which change everybody here has everything. */
  get at(): number {
    return this.#at;
  }

  get size(): number {
    return this.#clients.size;
  }

  get clients(): ReadonlySet<RoomClient> {
    return this.#clients;
  }

  /** Sends a client what it missed after `since`, and from then on what comes. Throws `not_found`. */
  async join(
    client: RoomClient,
    since: number | undefined,
    onJoined: (joined: Joined) => void,
  ): Promise<void> {
    await this.#loaded;
    if (!mayRead(this.#room, client.person)) throw notForGuests();
    const newest = (await this.#look()).last_change;
    const reset = since !== undefined && (since > newest || newest - since > MOST_MISSED);
    onJoined({ room: this.#room, reset });
    client.had = since ?? Math.max(newest, this.#at);
    if (reset) {
      client.had = newest;
      const page = await readMessages(
        this.#db,
        this.#row!.id,
        sql`and m.changed <= ${newest} and m.deleted_at is null order by m.number desc limit ${FIRST_PAGE}`,
      );
      sendTo(client, frameOf(page.reverse().map(shown)));
    }
    while (client.had < this.#at) {
      const upTo = this.#at;
      const missed = (await messagesAfter(this.#db, this.#row!.id, client.had, BATCH)).map(shown);
      if (missed.length > 0) sendTo(client, frameOf(missed));
      client.had =
        missed.length === BATCH ? missed.at(-1)!.change : Math.max(upTo, missed.at(-1)?.change ?? 0);
    }
    if (client.socket.readyState === client.socket.OPEN) this.#clients.add(client);
  }

  leave(client: RoomClient): void {
    this.#clients.delete(client);
  }

  /** Gives a person another name, and tells them so; false when they are not here. */
  rename(id: number, name: string): boolean {
    let here = false;
    for (const client of this.#clients) {
      if (client.person?.id !== id) continue;
      here = true;
      client.person = { ...client.person, name };
      sendTo(client, textFrame(JSON.stringify({ you: { id, name, role: client.person.role } })));
    }
    return here;
  }

  /** Looks for changes and sends them to everyone; asked while it looks, it looks once more. */
  wake(): Promise<void> {
    this.#again = true;
    this.#reading ??= this.#read().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  /** Sends a message that was just stored; false when it is not the next, so that it is to be looked for. */
  offer(message: ChatMessage): boolean {
    if (message.change <= this.#at) return true;
    if (this.#reading || message.change !== this.#at + 1) return false;
    this.#fanOut([message]);
    return true;
  }

  /** Reads the room's settings again and tells everyone. */
  async reload(): Promise<void> {
    await this.#loaded;
    await this.#load();
    for (const client of this.#clients)
      if (!mayRead(this.#room, client.person)) client.socket.close(POLICY_VIOLATION, 'members_only');
    this.tell({ room: this.#room });
  }

  /** Sends the same to all, written once. */
  tell(value: unknown): void {
    const frame = textFrame(JSON.stringify(value));
    for (const client of this.#clients) sendTo(client, frame);
  }

  /** The room as it is now, read once for all who come at the same moment, as after a restart. */
  #look(): Promise<RoomRow> {
    this.#looking ??= new Promise<void>(resolve => setImmediate(resolve)).then(() => {
      this.#looking = undefined;
      return roomByName(this.#db, this.name);
    });
    return this.#looking;
  }

  async #load(): Promise<void> {
    const row = await roomByName(this.#db, this.name);
    this.#row = row;
    this.#room = toRoom(row);
  }

  async #read(): Promise<void> {
    await this.#loaded;
    while (this.#again) {
      this.#again = false;
      const changes = (await messagesAfter(this.#db, this.#row!.id, this.#at, BATCH)).map(shown);
      if (changes.length === 0) continue;
      if (changes.length === BATCH) this.#again = true;
      this.#fanOut(changes);
    }
  }

  #fanOut(changes: readonly ChatMessage[]): void {
    const before = this.#at;
    const after = changes.at(-1)!.change;
    this.#at = after;
    const frame = frameOf(changes);
    for (const client of this.#clients) {
      if (client.had >= after) continue;
      // A client that came in a moment ago may have had the first of them.
      const had = client.had;
      sendTo(client, had <= before ? frame : frameOf(changes.filter(({ change }) => change > had)));
      client.had = after;
    }
  }
}

function frameOf(messages: readonly ChatMessage[]): Buffer {
  return textFrame(JSON.stringify({ messages }));
}

/** Sends a frame to a client, or drops it when it does not read: nobody waits for it. */
export function sendTo({ socket, wire }: Pick<RoomClient, 'socket' | 'wire'>, frame: Buffer): void {
  if (wire.writableLength > MAX_UNREAD) socket.terminate();
  else sendFrame(socket, wire, frame);
}
