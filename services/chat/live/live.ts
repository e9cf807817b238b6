import type { Kysely } from 'kysely';
import { POLICY_VIOLATION } from '../../../core/http/open-sockets.ts';
import type { Log } from '../../../core/log.ts';
import type { Metrics } from '../../../core/metrics.ts';
import type { ChatMessage } from '../contract.ts';
import type { Schema } from '../schema.ts';
import { type Notice, notify, type RoomRow } from '../store/rooms.ts';
import { hereOf, Presence } from './presence.ts';
import { type Joined, type RoomClient, RoomFeed } from './room-feed.ts';

interface LiveParts {
  readonly db: Kysely<Schema>;
  readonly log: Log;
  readonly metrics: Metrics;
  /** Tells this process from others that serve the same rooms. */
  readonly process: string;
}

/** Milliseconds: who is there is told so long after a change, and longer in a room of more than these; every so often anyway; and rooms are looked at without a notice. */
const HERE_AFTER = 1_000;
const HERE_AFTER_FOR = 400;
const HERE_EVERY = 30_000;
const LOOK_EVERY = 5_000;

/** The rooms that somebody has open in this process. What happens in them is heard from the database, whoever did it. */
export class Live {
  readonly #parts: LiveParts;
  readonly #feeds = new Map<string, RoomFeed>();
  readonly #telling = new Map<string, NodeJS.Timeout>();
  #timers: NodeJS.Timeout[] = [];

  constructor(parts: LiveParts) {
    this.#parts = parts;
    parts.metrics.gauge('croft_chat_rooms', 'Rooms that somebody has open.', () => this.#feeds.size);
  }

  start(): void {
    this.#timers = [
      setInterval(() => this.#wakeAll(), LOOK_EVERY).unref(),
      setInterval(() => this.#tellAllHere(), HERE_EVERY).unref(),
    ];
  }

  stop(): void {
    for (const timer of [...this.#timers, ...this.#telling.values()]) clearTimeout(timer);
  }

  /** Lets a client in; `leave` is to be called when it goes. Throws `not_found`. */
  async join(
    client: RoomClient,
    room: string,
    since: number | undefined,
    onJoined: (joined: Joined) => void,
  ) {
    const feed = this.#feedOf(room);
    try {
      await feed.join(client, since, onJoined);
    } catch (thrown) {
      this.#close(feed);
      throw thrown;
    }
    client.socket.once('close', () => this.#leave(feed, client));
    if (client.socket.readyState !== client.socket.OPEN) this.#leave(feed, client);
    this.#tellHereSoon(room);
  }

  /** A notice of the database. Gives the room in which something was said or changed. */
  take(payload: string): string | undefined {
    const notice = readNotice(payload);
    if (notice === undefined) return undefined;
    if (notice.kind === 'named') {
      for (const feed of this.#feeds.values())
        if (feed.rename(notice.person, notice.name)) this.#tellHereSoon(feed.name);
      return undefined;
    }
    const feed = this.#feeds.get(notice.room);
    if (feed) this.#tell(feed, notice);
    return notice.kind === 'messages' ? notice.room : undefined;
  }

  #tell(feed: RoomFeed, notice: Exclude<Notice, { kind: 'named' }>): void {
    switch (notice.kind) {
      case 'messages':
        if (notice.by !== this.process && (notice.change ?? Infinity) > feed.at) this.#wake(feed);
        break;
      case 'settings':
        this.#reload(feed);
        break;
      case 'typing':
        feed.tell({ typing: { id: notice.person, name: notice.name } });
        break;
      case 'here':
        feed.presence.take(notice);
        feed.tell({ here: feed.presence.all() });
        break;
      case 'blocked':
        this.#dismiss(feed, 'blocked', ({ person }) => person?.id === notice.person);
        break;
      case 'gone':
        this.#feeds.delete(notice.room);
        this.#dismiss(feed, 'the room is gone', () => true);
    }
  }

  /** Tells this process from others in what it tells them. */
  get process(): string {
    return this.#parts.process;
  }

  /** A room that somebody has open here, as it was when it was last told that it changed. */
  rowOf(room: string): RoomRow | undefined {
    return this.#feeds.get(room)?.row;
  }

  /** Gives a message that was just stored to who has the room open here. */
  offer(room: string, message: ChatMessage): void {
    const feed = this.#feeds.get(room);
    if (feed && !feed.offer(message)) this.#wake(feed);
  }

  /** Looks for what was missed, as after the line to the database was lost. */
  lookAgain(): void {
    for (const feed of this.#feeds.values()) {
      this.#wake(feed);
      this.#reload(feed);
    }
  }

  #wakeAll(): void {
    for (const feed of this.#feeds.values()) this.#wake(feed);
  }

  #reload(feed: RoomFeed): void {
    feed.reload().catch(err => this.#parts.log.debug({ err }, 'a room could not be read'));
  }

  #feedOf(room: string): RoomFeed {
    const known = this.#feeds.get(room);
    if (known) return known;
    const feed = new RoomFeed(this.#parts.db, room, new Presence());
    this.#feeds.set(room, feed);
    return feed;
  }

  #wake(feed: RoomFeed): void {
    feed
      .wake()
      .catch(err => this.#parts.log.debug({ err }, 'a room could not be read; it is looked at again'));
  }

  #dismiss(feed: RoomFeed, reason: string, whom: (client: RoomClient) => boolean): void {
    for (const client of feed.clients) if (whom(client)) client.socket.close(POLICY_VIOLATION, reason);
  }

  #leave(feed: RoomFeed, client: RoomClient): void {
    feed.leave(client);
    this.#tellHereSoon(feed.name);
  }

  #close(feed: RoomFeed): void {
    if (feed.size === 0 && this.#feeds.get(feed.name) === feed) this.#feeds.delete(feed.name);
  }

  #tellAllHere(): void {
    for (const room of this.#feeds.keys()) this.#tellHere(room);
  }

  #tellHereSoon(room: string): void {
    if (this.#telling.has(room)) return;
    // Where thousands come and go there is always a change, and everybody is told of it.
    const size = this.#feeds.get(room)?.size ?? 0;
    const timer = setTimeout(
      () => {
        this.#telling.delete(room);
        this.#tellHere(room);
      },
      HERE_AFTER * Math.max(1, size / HERE_AFTER_FOR),
    ).unref();
    this.#telling.set(room, timer);
  }

  #tellHere(room: string): void {
    const feed = this.#feeds.get(room);
    if (!feed) return;
    const { db, log, process } = this.#parts;
    notify(db, hereOf(room, process, feed.clients)).catch(err =>
      log.debug({ err }, 'who is there could not be told'),
    );
    this.#close(feed);
  }
}

/** Undefined for what another version sends that this one does not know. */
function readNotice(payload: string): Notice | undefined {
  try {
    return JSON.parse(payload) as Notice;
  } catch {
    return undefined;
  }
}
