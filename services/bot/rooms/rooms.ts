import { Room } from './room.ts';

/** A room that is silent for this long is dropped; the next message makes it again. In milliseconds. */
const IDLE = 30 * 60_000;

/** Beyond this many the one that was silent for longest goes, so that made-up names cannot fill the memory. */
const MAX_ROOMS = 10_000;

/** The rooms in which something was said lately, one instance each. */
export class Rooms<T> {
  /** In the order of use, the longest unused first. */
  readonly #rooms = new Map<string, Room<T>>();

  get size(): number {
    return this.#rooms.size;
  }

  /** The room of this id, made when it is new. */
  get(id: string, now: number): Room<T> {
    const room = this.#rooms.get(id) ?? new Room<T>(id, now);
    room.usedAt = now;
    this.#rooms.delete(id);
    this.#rooms.set(id, room);
    this.#dropIdle(now);
    return room;
  }

  #dropIdle(now: number): void {
    for (const room of this.#rooms.values()) {
      if (now - room.usedAt < IDLE && this.#rooms.size <= MAX_ROOMS) return;
      this.#rooms.delete(room.id);
    }
  }
}
