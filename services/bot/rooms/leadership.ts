import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Schema } from '../schema.ts';
import { type Beat, beat, claimRooms, leave } from '../store/leaders.ts';

/** Which rooms this process leads. A process that has shown no life for some seconds leads none, whatever it thinks. */
export class Leadership {
  readonly id = randomUUID();
  readonly #db: Kysely<Schema>;
  readonly #led = new Set<string>();
  #known = false;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  leads(room: string): boolean {
    return this.#led.has(room);
  }

  /** Shows life, and forgets its rooms when it did so too late. */
  async beat(): Promise<Beat> {
    const shown = await beat(this.#db, this.id);
    if (!shown.fresh) this.#led.clear();
    this.#known = true;
    return shown;
  }

  /** Leads those of these rooms, and of those where something waits, that nobody alive leads. */
  async claim(rooms: readonly string[]): Promise<void> {
    if (!this.#known) await this.beat();
    for (const room of await claimRooms(this.#db, this.id, rooms)) this.#led.add(room);
  }

  /** Gives all rooms up. */
  async leave(): Promise<void> {
    this.#led.clear();
    this.#known = false;
    await leave(this.#db, this.id);
  }
}
