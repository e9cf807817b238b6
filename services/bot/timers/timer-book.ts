import type { Kysely } from 'kysely';
import type { Schema } from '../schema.ts';
import { countLines, timedRooms } from '../store/timers.ts';

/** The rooms with timers, and the lines that were heard there and are not counted in the database yet. */
export class TimerBook {
  readonly #db: Kysely<Schema>;
  #rooms: ReadonlySet<string> = new Set();
  #lines = new Map<string, number>();
  #revision: number | undefined;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  /** Whether there is any timer. */
  get any(): boolean {
    return this.#rooms.size > 0;
  }

  hear(room: string): void {
    if (this.#rooms.has(room)) this.#lines.set(room, (this.#lines.get(room) ?? 0) + 1);
  }

  /** Adds the lines to what the timers have counted. */
  async count(): Promise<void> {
    if (this.#lines.size === 0) return;
    const lines = this.#lines;
    this.#lines = new Map();
    await countLines(this.#db, lines);
  }

  async load(revision: number): Promise<void> {
    if (revision === this.#revision) return;
    this.#rooms = new Set(await timedRooms(this.#db));
    this.#revision = revision;
  }
}
