import type { Kysely } from 'kysely';
import type { Message } from '../contract.ts';
import { personOf } from '../people/person.ts';
import type { Schema } from '../schema.ts';
import { noteSpoken, type Spoken } from '../store/spoken.ts';

/** Beyond this many people what is newest is not noted: they speak again. */
const MOST = 10_000;

/** When people spoke, until it is in the database. */
export class SpokenBook {
  readonly #db: Kysely<Schema>;
  #spoken = new Map<string, Spoken>();

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  hear({ room, sender }: Pick<Message, 'room' | 'sender'>, at: Date): void {
    const person = personOf({ sender });
    if (this.#spoken.size < MOST)
      this.#spoken.set(`${room}\n${person}`, { room, person, name: sender.name, at });
  }

  /** Has it in the database. */
  async note(): Promise<void> {
    if (this.#spoken.size === 0) return;
    const spoken = [...this.#spoken.values()];
    this.#spoken = new Map();
    await noteSpoken(this.#db, spoken);
  }

  /** What is not in the database yet of somebody is forgotten too. */
  forget(persons: readonly string[]): void {
    for (const [key, { person }] of this.#spoken) if (persons.includes(person)) this.#spoken.delete(key);
  }
}
